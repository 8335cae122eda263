package io.weir.domain.contract;

import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the requests that two declarations accept. */
final class InputComparison {
    private final DataAction before;
    private final DataAction now;
    private final Map<MemberName, DeclaredInput> inputsBefore;
    private final ContractComparison.Found found;

    InputComparison(DataAction before, DataAction now, ContractComparison.Found found) {
        this.before = before;
        this.now = now;
        this.inputsBefore = byName(before);
        this.found = found;
    }

    private static Map<MemberName, DeclaredInput> byName(DataAction action) {
        var inputs = new LinkedHashMap<MemberName, DeclaredInput>();
        action.inputs().forEach(input -> inputs.put(input.name(), input));
        return inputs;
    }

    void compare() {
        var inputsNow = byName(now);
        inputsBefore.forEach((name, input) -> {
            var after = inputsNow.get(name);
            if (after == null) {
                found.breaks("/inputs", "the input '%s' is gone, and requests with it are a 400".formatted(name));
            } else {
                compare(input, after);
            }
        });
        inputsNow.forEach((name, input) -> {
            if (!inputsBefore.containsKey(name)) {
                added(input);
            }
        });
        oneOf();
        allOrNone();
    }

    private void added(DeclaredInput input) {
        if (input.required()) {
            found.breaks(place(input), "the input '%s' is new and required".formatted(input.name()));
        } else {
            found.compatible(place(input), "the input '%s' is new".formatted(input.name()));
        }
    }

    private void compare(DeclaredInput was, DeclaredInput is) {
        String name = "the input '%s' ".formatted(is.name());
        String place = place(is);
        if (!was.type().equals(is.type())) {
            found.breaks(place, name + "is %s now, not %s".formatted(typeName(is.type()), typeName(was.type())));
        }
        if (is.required() != was.required()) {
            if (is.required()) {
                found.breaks(place, name + "is required now");
            } else {
                found.compatible(place, name + "is no longer required");
            }
        }
        if (is.asked() != was.asked()) {
            found.breaks(
                    place,
                    name
                            + "has the outcome '%s' now if it has no number"
                                    .formatted(is.asked() ? "invalid_input" : "no_caller_id"));
        }
        if (!is.cleaning().equals(was.cleaning())) {
            found.breaks(place, name + "is cleaned in another way (strip, digits, case or pad)");
        }
        pattern(was, is, place, name);
        length(was, is, place, name);
        allowed(was, is, place, name);
        range(was, is, place, name);
        if (!is.defaultValue().equals(was.defaultValue())) {
            found.compatible(place, name + "has another default");
        }
    }

    private void pattern(DeclaredInput was, DeclaredInput is, String place, String name) {
        if (is.pattern().equals(was.pattern())) {
            return;
        }
        if (is.pattern().isPresent()) {
            found.breaks(place, name + (was.pattern().isPresent() ? "has another pattern" : "has a pattern now"));
        } else {
            found.compatible(place, name + "no longer has a pattern");
        }
    }

    private void length(DeclaredInput was, DeclaredInput is, String place, String name) {
        if (is.maxLength() < was.maxLength()) {
            found.breaks(
                    place, name + "has at most %d characters now, not %d".formatted(is.maxLength(), was.maxLength()));
        } else if (is.maxLength() > was.maxLength()) {
            found.compatible(
                    place, name + "may have %d characters now, not %d".formatted(is.maxLength(), was.maxLength()));
        }
    }

    private void allowed(DeclaredInput was, DeclaredInput is, String place, String name) {
        if (new HashSet<>(is.allowed()).equals(new HashSet<>(was.allowed()))) {
            return;
        }
        boolean isSensitive = is.sensitive() || was.sensitive();
        if (was.allowed().isEmpty()) {
            found.breaks(place, name + "has an enum now");
        } else if (is.allowed().isEmpty()) {
            found.compatible(place, name + "no longer has an enum");
        } else if (is.allowed().containsAll(was.allowed())) {
            found.compatible(place, name + "may be%s now".formatted(listed(is.allowed(), was.allowed(), isSensitive)));
        } else {
            found.breaks(
                    place, name + "can no longer be%s".formatted(listed(was.allowed(), is.allowed(), isSensitive)));
        }
    }

    private static String listed(List<String> these, List<String> without, boolean isSensitive) {
        return isSensitive
                ? " some values, which are sensitive,"
                : these.stream().filter(text -> !without.contains(text)).collect(Collectors.joining("', '", " '", "'"));
    }

    private void range(DeclaredInput was, DeclaredInput is, String place, String name) {
        int least = Bound.compare(
                new Bound(is.range().least(), 1), new Bound(was.range().least(), 1));
        int most = Bound.compare(
                new Bound(is.range().most(), -1), new Bound(was.range().most(), -1));
        if (least > 0 || most > 0) {
            found.breaks(place, name + "has a narrower range (min or max)");
        } else if (least < 0 || most < 0) {
            found.compatible(place, name + "has a wider range (min or max)");
        }
    }

    /**
     * One end of a range.
     *
     * @param sign 1 for the lower end, -1 for the upper one
     */
    private record Bound(Optional<BigDecimal> number, int sign) {
        /** Positive if {@code is} admits fewer numbers than {@code was}, negative if it admits more. */
        static int compare(Bound is, Bound was) {
            return is.number.isPresent() && was.number.isPresent()
                    ? is.sign * is.number.get().compareTo(was.number.get())
                    : Boolean.compare(is.number.isPresent(), was.number.isPresent());
        }
    }

    private void oneOf() {
        var was = Set.copyOf(before.groups().oneOf());
        var is = Set.copyOf(now.groups().oneOf());
        if (is.equals(was)) {
            return;
        }
        boolean holds = is.isEmpty()
                || (!was.isEmpty() && is.containsAll(was))
                || is.stream().anyMatch(this::wasAlwaysThere);
        group("/one_of", "one_of", holds);
    }

    private void allOrNone() {
        var was = Set.copyOf(before.groups().allOrNone());
        var is = Set.copyOf(now.groups().allOrNone());
        if (is.equals(was)) {
            return;
        }
        boolean holds = was.containsAll(is)
                || is.stream().noneMatch(inputsBefore::containsKey)
                || is.stream().allMatch(this::wasAlwaysThere);
        group("/all_or_none", "all_or_none", holds);
    }

    private void group(String place, String rule, boolean holds) {
        if (holds) {
            found.compatible(place, "%s asks for no more than before".formatted(rule));
        } else {
            found.breaks(place, "%s refuses requests that were accepted".formatted(rule));
        }
    }

    private boolean wasAlwaysThere(MemberName name) {
        var input = inputsBefore.get(name);
        return input != null && input.required();
    }

    private static String typeName(InputType type) {
        return type instanceof InputType.Phone(var region) ? "a phone of region " + region : "of type " + type;
    }

    private static String place(DeclaredInput input) {
        return "/inputs/" + input.name();
    }
}
