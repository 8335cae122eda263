package io.weir.domain.contract;

import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.TextTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
     * @param values all values that it may have besides its default and none; empty if any value is possible
     */
    private record Member(String location, ActionOutput output, List<OutputValue> values) {}

    MemberComparison(DataAction before, DataAction now, ContractComparison.Found found) {
        this.before = members(before);
        this.now = members(now);
        this.found = found;
    }

    private static Map<String, Member> members(DataAction action) {
        var members = new LinkedHashMap<String, Member>();
        for (var output : action.outputs()) {
            members.put(output.key().value(), new Member("/outputs/" + output.key(), output, values(action, output)));
        }
        for (var list : action.lists()) {
            list.members()
                    .forEach((member, output) ->
                            members.put(member, new Member(location(list, output), output, values(action, output))));
        }
        return members;
    }

    private static List<OutputValue> values(DataAction action, ActionOutput output) {
        if (output.type() == ActionOutput.Type.BOOLEAN) {
            // flows know both values of every boolean
            return List.of();
        }
        if (output.source() instanceof Source.Written(var template)) {
            return template.onlyPart().map(part -> names(action, part)).orElse(List.of());
        }
        return output.possible();
    }

    /** The names that {@code part} of a template may be; empty if it is no name. */
    private static List<OutputValue> names(DataAction action, TextTemplate.Part part) {
        var names = switch (part) {
            case TextTemplate.Part.Matched() ->
                action.answering().stream().map(step -> step.name().value());
            case TextTemplate.Part.ObjectName(var steps) ->
                steps.stream().flatMap(step -> action.readable(step).stream()).flatMap(step -> step.objects().stream());
            case TextTemplate.Part.Literal _, TextTemplate.Part.Value _, TextTemplate.Part.RecordUrl _ ->
                Stream.<String>empty();
        };
        return names.distinct().<OutputValue>map(OutputValue.Text::new).toList();
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
                compare(name, member, after);
            }
        });
        now.forEach((name, member) -> {
            if (!before.containsKey(name) && reported.add("new " + member.location())) {
                found.compatible(member.location(), "answers have '%s'%s now".formatted(name, rows(member)));
            }
        });
    }

    private void compare(String name, Member before, Member after) {
        var was = before.output();
        var is = after.output();
        String location = after.location();
        if (was.type() != is.type()) {
            found.breaks(
                    location, "'%s' is of type %s now, not %s".formatted(name, lower(is.type()), lower(was.type())));
            return;
        }
        if (format(was) != format(is)) {
            found.breaks(
                    location,
                    "'%s' has the format %s now, not %s".formatted(name, lower(format(is)), lower(format(was))));
        } else {
            style(name, was, is, location);
            values(name, before, after);
        }
        defaults(name, was, is, location);
    }

    /** A template with one field is written in the format of that field. */
    private static Format format(ActionOutput output) {
        return onlyValue(output).map(TextTemplate.Part.Value::format).orElseGet(output::format);
    }

    private static Optional<TextTemplate.Part.Value> onlyValue(ActionOutput output) {
        return output.source() instanceof Source.Written(var template) ? template.onlyValue() : Optional.empty();
    }

    private void style(String name, ActionOutput was, ActionOutput is, String location) {
        boolean isAmount = is.formats().anyMatch(Format::isAmount);
        var others = new ArrayList<String>();
        if (is.hasZone() && !is.style().zone().equals(was.style().zone())) {
            others.add("zone");
        }
        if (is.formats().anyMatch(Format::hasLanguage)
                && !is.style().language().equals(was.style().language())) {
            others.add("language");
        }
        if (isAmount && !is.style().currency().equals(was.style().currency())) {
            others.add("currency");
        }
        if (isAmount && !is.style().decimals().equals(was.style().decimals())) {
            others.add("number of decimals");
        }
        if (!others.isEmpty()) {
            found.compatible(location, "'%s' has another %s".formatted(name, String.join(" and ", others)));
        }
    }

    /** A flow has a branch for each value that it knows. */
    private void values(String name, Member before, Member after) {
        String location = after.location();
        var known = before.values();
        var possible = after.values();
        var unknown = possible.stream()
                .filter(value -> !known.contains(value)
                        && !before.output().defaultValue().equals(Optional.of(value)))
                .toList();
        if (known.isEmpty() && possible.isEmpty()) {
            composition(name, before.output(), after.output(), location);
        } else if (known.isEmpty()) {
            found.breaks(
                    location,
                    "'%s' is one of a few values now, and flows may know others: %s".formatted(name, listed(possible)));
        } else if (possible.isEmpty()) {
            found.breaks(location, "'%s' may have any value now".formatted(name));
        } else if (!unknown.isEmpty()) {
            found.breaks(
                    location, "'%s' may be %s now, and flows have no branch for it".formatted(name, listed(unknown)));
        } else if (!possible.containsAll(known)) {
            found.compatible(location, "'%s' has fewer values".formatted(name));
        }
        if (before.output().isAlwaysPresent() && !after.output().isAlwaysPresent()) {
            found.breaks(location, "'%s' may be absent now although something is found".formatted(name));
        }
    }

    /** A flow compares the value of a field; it shows or speaks a text that is composed. */
    private void composition(String name, ActionOutput was, ActionOutput is, String location) {
        var former = composed(was);
        var present = composed(is);
        if (former.isEmpty() != present.isEmpty()) {
            found.breaks(
                    location,
                    "'%s' is %s"
                            .formatted(
                                    name,
                                    present.isEmpty()
                                            ? "the value of a field now, not a text with fields in it"
                                            : "a text with fields in it now, not the value of a field"));
        } else if (!former.equals(present)) {
            found.compatible(location, "'%s' is worded in another way".formatted(name));
        }
    }

    /** The wording of a text that has more than the value of one field; empty for every other output. */
    private static List<String> composed(ActionOutput output) {
        return output.source() instanceof Source.Written(var template)
                        && template.onlyValue().isEmpty()
                ? template.wording()
                : List.of();
    }

    /** A flow has a branch for the value that stands for none. */
    private void defaults(String name, ActionOutput was, ActionOutput is, String location) {
        if (is.defaultValue().equals(was.defaultValue())) {
            return;
        }
        if (was.defaultValue().isEmpty()) {
            found.breaks(location, "'%s' has a default now, and flows may wait for a blank".formatted(name));
        } else {
            found.breaks(
                    location,
                    is.defaultValue().isEmpty()
                            ? "'%s' has no default any more, and flows may wait for it".formatted(name)
                            : "'%s' has another default, and flows may wait for the former one".formatted(name));
        }
    }

    private static String listed(List<OutputValue> values) {
        return values.stream().map(MemberComparison::written).collect(Collectors.joining(", "));
    }

    private static String written(OutputValue value) {
        return switch (value) {
            case OutputValue.Text(var text) -> "'" + text + "'";
            case OutputValue.Bool(var bool) -> Boolean.toString(bool);
            case OutputValue.Numeric(var number) -> number.toPlainString();
            case OutputValue.Day(var date) -> date.toString();
            case OutputValue.Moment(var instant) -> instant.toString();
            case OutputValue.Blank() -> "blank";
        };
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
