package io.weir.domain.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.DeclaredInput.Range;
import io.weir.domain.action.DeclaredInput.TextPattern;
import io.weir.domain.action.InvalidInput.Reason;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The reasons that a flow has to expect from an action with certain inputs. */
class InvalidReasonsTest extends ActionDeclaration {
    private static final InputType TEXT = new InputType.Scalar(FieldType.STRING);
    private static final InputType NUMBER = new InputType.Scalar(FieldType.DOUBLE);

    @Test
    void withoutInputsThereIsNone() {
        only();
        assertThat(reasons()).isEmpty();
    }

    @Test
    void aNumberThatNobodyIsAskedForIsNeverMissing() {
        assertThat(reasons()).containsExactlyInAnyOrder(Reason.UNFILLED, Reason.DOES_NOT_FIT, Reason.UNREADABLE);
    }

    @Test
    void aNumberThatTheCallerIsAskedForMayBe() {
        only(new DeclaredInput(
                name("phone"),
                new InputType.Phone("US"),
                "",
                true,
                Optional.empty(),
                Optional.empty(),
                40,
                List.of(),
                false,
                Cleaning.NONE,
                Range.ALL,
                true));
        assertThat(reasons())
                .contains(Reason.MISSING, Reason.NOT_A_NUMBER)
                .doesNotContain(Reason.TOO_LONG, Reason.WRONG_FORM);
    }

    @Test
    void aRuleOfAnInputHasItsReason() {
        only(text(TEXT, true, Optional.empty(), List.of(), Range.ALL));
        assertThat(reasons())
                .containsExactlyInAnyOrder(Reason.UNFILLED, Reason.DOES_NOT_FIT, Reason.MISSING, Reason.TOO_LONG);
        only(text(TEXT, false, Optional.of(new TextPattern("a", _ -> true)), List.of("a"), Range.ALL));
        assertThat(reasons())
                .contains(Reason.WRONG_FORM, Reason.NOT_ALLOWED)
                .doesNotContain(Reason.MISSING, Reason.UNREADABLE);
        only(text(
                NUMBER, false, Optional.empty(), List.of(), new Range(Optional.of(BigDecimal.ONE), Optional.empty())));
        assertThat(reasons()).contains(Reason.OUT_OF_RANGE, Reason.UNREADABLE);
    }

    @Test
    void inputsThatBelongTogetherMayBeMissingOrIncomplete() {
        only(input("phone", TEXT, false), input("other", TEXT, false));
        assertThat(reasons()).doesNotContain(Reason.MISSING, Reason.INCOMPLETE);
        groups = new InputGroups(List.of(name("phone"), name("other")), List.of(name("phone"), name("other")));
        assertThat(reasons()).contains(Reason.MISSING, Reason.INCOMPLETE);
    }

    /** Declares these inputs, each of which narrows a query that has another condition. */
    private void only(DeclaredInput... declared) {
        inputs.clear();
        inputs.addAll(List.of(declared));
        var conditions = new ArrayList<Condition>(List.of(leaf("/constant", ConditionOperator.EQUAL)));
        var blanks = new HashMap<String, QueryTemplate.Blank>();
        for (var input : declared) {
            String location = "/" + input.name();
            conditions.add(leaf(location, ConditionOperator.EQUAL));
            blanks.put(location, ofInput(input.name().value(), true));
        }
        steps.set(0, step("record", new Condition.All(conditions), blanks));
    }

    private static DeclaredInput text(
            InputType type, boolean required, Optional<TextPattern> pattern, List<String> allowed, Range range) {
        return new DeclaredInput(
                name("phone"),
                type,
                "",
                required,
                Optional.empty(),
                pattern,
                40,
                allowed,
                false,
                Cleaning.NONE,
                range,
                false);
    }

    private Set<Reason> reasons() {
        return action().invalidReasons();
    }
}
