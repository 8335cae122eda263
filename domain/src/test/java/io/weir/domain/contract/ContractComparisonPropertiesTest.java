package io.weir.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The laws of what breaks flows, for random declarations, held against a simple model of requests and answers. */
class ContractComparisonPropertiesTest {
    @Property
    void aDeclarationEqualsItself(@ForAll long seed) {
        var declaration = new Declarations(new SplittableRandom(seed));
        assertThat(ContractComparison.of(declaration.action(), declaration.action()))
                .isEmpty();
    }

    @Property
    void additionsNeverBreak(@ForAll long seed) {
        var declaration = new Declarations(new SplittableRandom(seed));
        var before = declaration.action();
        declaration.extend();
        assertThat(ContractComparison.breaks(before, declaration.action())).isEmpty();
    }

    @Property(tries = 3_000)
    void whatDoesNotBreakAcceptsTheSameRequestsAndAnswersTheSameMembers(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var declaration = new Declarations(random);
        var before = declaration.action();
        int changes = 1 + random.nextInt(2);
        for (int i = 0; i < changes; i++) {
            declaration.change();
        }
        var now = declaration.action();
        boolean breaks = !ContractComparison.breaks(before, now).isEmpty();

        if (!membersStay(before, now) || !outcomesStay(before, now)) {
            assertThat(breaks).isTrue();
        }
        for (int i = 0; i < 60 && !breaks; i++) {
            var request = request(before, random);
            if (accepts(before, request)) {
                assertThat(accepts(now, request)).isTrue();
            }
        }
    }

    private static Map<String, String> request(DataAction action, SplittableRandom random) {
        var request = new HashMap<String, String>();
        for (var input : action.inputs()) {
            if (random.nextInt(4) > 0) {
                request.put(input.name().value(), Declarations.VALUES.get(random.nextInt(Declarations.VALUES.size())));
            }
        }
        return request;
    }

    private static boolean accepts(DataAction action, Map<String, String> request) {
        var declared =
                action.inputs().stream().map(input -> input.name().value()).toList();
        if (!declared.containsAll(request.keySet())) {
            return false;
        }
        var cleaned = new HashMap<String, String>();
        for (var input : action.inputs()) {
            String value =
                    input.cleaning().clean(request.getOrDefault(input.name().value(), ""));
            if (!value.isEmpty()) {
                cleaned.put(input.name().value(), value);
            } else if (input.required()) {
                return false;
            }
            if (!value.isEmpty() && !accepts(input, value)) {
                return false;
            }
        }
        var oneOf = action.groups().oneOf();
        long together = action.groups().allOrNone().stream()
                .filter(name -> cleaned.containsKey(name.value()))
                .count();
        return (oneOf.isEmpty() || oneOf.stream().map(MemberName::value).anyMatch(cleaned::containsKey))
                && (together == 0 || together == action.groups().allOrNone().size());
    }

    private static boolean accepts(DeclaredInput input, String value) {
        boolean isOfType = switch (input.type()) {
            case InputType.Phone _ -> value.startsWith("+");
            case InputType.Scalar(var type) -> type != FieldType.INT || isInRange(input, value);
            case InputType.Several _ -> true;
        };
        return isOfType
                && value.length() <= input.maxLength()
                && (input.allowed().isEmpty() || input.allowed().contains(value))
                && input.pattern().stream()
                        .allMatch(pattern -> pattern.matches().test(value));
    }

    private static boolean isInRange(DeclaredInput input, String value) {
        return value.matches("-?[0-9]{1,9}") && input.range().contains(new BigDecimal(value));
    }

    private static boolean membersStay(DataAction before, DataAction now) {
        var members = members(now);
        return members(before).entrySet().stream().allMatch(member -> {
            var is = members.get(member.getKey());
            var was = member.getValue();
            return is != null
                    && is.type() == was.type()
                    && is.defaultValue().equals(was.defaultValue())
                    && was.possible().isEmpty() == is.possible().isEmpty()
                    && known(was).containsAll(is.possible());
        });
    }

    /** The values that a flow has a branch for. */
    private static List<OutputValue> known(ActionOutput output) {
        return Stream.concat(output.possible().stream(), output.defaultValue().stream())
                .toList();
    }

    private static Map<String, ActionOutput> members(DataAction action) {
        var members = new HashMap<String, ActionOutput>();
        action.outputs().forEach(output -> members.put(output.key().value(), output));
        for (var list : action.lists()) {
            for (int row = 1; row <= list.most(); row++) {
                for (var output : list.outputs()) {
                    members.put(list.member(row, output.key()), output);
                }
            }
        }
        return members;
    }

    private static boolean outcomesStay(DataAction before, DataAction now) {
        return now.verdicts().stream()
                .allMatch(verdict -> before.verdicts().contains(verdict)
                        || verdict == Verdict.NO_CALLER_ID
                        || verdict == Verdict.INVALID_INPUT);
    }
}
