package io.weir.domain.contract;

import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.DataAction;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the members that answers of two declarations have. */
final class MemberComparison {
    private final Map<String, Member> before;
    private final Map<String, Member> now;
    private final ContractComparison.Found found;

    /** The places that have been compared: all rows of a list have the same differences. */
    private final Set<String> reported = new HashSet<>();

    /**
     * A member of an answer.
     *
     * @param location the place of its output
     */
    private record Member(String location, ActionOutput output) {}

    MemberComparison(DataAction before, DataAction now, ContractComparison.Found found) {
        this.before = members(before);
        this.now = members(now);
        this.found = found;
    }

    private static Map<String, Member> members(DataAction action) {
        var members = new LinkedHashMap<String, Member>();
        for (var output : action.outputs()) {
            members.put(output.key().value(), new Member("/outputs/" + output.key(), output));
        }
        for (var list : action.lists()) {
            list.members().forEach((member, output) -> members.put(member, new Member(location(list, output), output)));
        }
        return members;
    }

    private static String location(ActionList list, ActionOutput output) {
        return "/lists/%s/outputs/%s".formatted(list.prefix(), output.key());
    }

    void compare() {
        before.forEach((name, member) -> {
            var after = now.get(name);
            if (after == null) {
                if (reported.add("gone " + member.location())) {
                    found.breaks(parent(member), "answers no longer have '%s'%s".formatted(name, rows(member)));
                }
            } else if (reported.add("changed " + member.location() + " " + after.location())) {
                compare(name, member.output(), after.output(), after.location());
            }
        });
        now.forEach((name, member) -> {
            if (!before.containsKey(name) && reported.add("new " + member.location())) {
                found.compatible(member.location(), "answers have '%s'%s now".formatted(name, rows(member)));
            }
        });
    }

    private void compare(String name, ActionOutput was, ActionOutput is, String location) {
        if (was.type() != is.type()) {
            found.breaks(
                    location, "'%s' is of type %s now, not %s".formatted(name, lower(is.type()), lower(was.type())));
            return;
        }
        if (was.format() != is.format()) {
            found.breaks(
                    location,
                    "'%s' has the format %s now, not %s".formatted(name, lower(is.format()), lower(was.format())));
        } else if (!was.style().equals(is.style())) {
            found.compatible(location, "'%s' has another zone, language, currency or decimals".formatted(name));
        }
        texts(name, was, is, location);
        if (!was.defaultValue().equals(is.defaultValue())) {
            found.compatible(location, "'%s' has another default".formatted(name));
        }
    }

    /** A flow has a branch for each text that it knows. */
    private void texts(String name, ActionOutput was, ActionOutput is, String location) {
        var known = was.texts();
        var possible = is.texts();
        if (known.isEmpty()) {
            if (!possible.isEmpty()) {
                found.compatible(location, "'%s' is one of a few texts now".formatted(name));
            }
        } else if (possible.isEmpty()) {
            found.breaks(location, "'%s' may be any text now".formatted(name));
        } else if (!known.containsAll(possible)) {
            found.breaks(
                    location,
                    possible.stream()
                            .filter(text -> !known.contains(text))
                            .collect(Collectors.joining(
                                    "', '",
                                    "'%s' may be '".formatted(name),
                                    "' now, and flows have no branch for it")));
        } else if (!possible.containsAll(known)) {
            found.compatible(location, "'%s' has fewer texts".formatted(name));
        }
    }

    private static String rows(Member member) {
        return member.location().startsWith("/lists/") ? " (and the same of later rows)" : "";
    }

    /** What is around the place of a member that is gone. */
    private static String parent(Member member) {
        return member.location().substring(0, member.location().lastIndexOf('/'));
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
