package io.weir.domain.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputTest {
    private static final List<Input> INPUTS = List.of(
            new Input.Text("+14155550100"),
            new Input.Numeric(new BigDecimal("14155550100")),
            new Input.Bool(true),
            new Input.Null(),
            new Input.Many(List.of(new Input.Text("+14155550100"))));

    @Test
    void saysItsKindAndNotItself() {
        assertThat(INPUTS)
                .extracting(Input::kind)
                .containsExactly("a string", "a number", "a boolean", "null", "a list");
        assertThat(INPUTS).extracting(Input::toString).containsOnly("?");
    }

    @Test
    void isHiddenInADraft() {
        var conditions = INPUTS.stream()
                .<Condition>map(input -> new Condition.Leaf(
                        "/filters/Phone",
                        new Operand.Field(FieldPath.parse("Phone")),
                        ConditionOperator.EQUAL,
                        input,
                        Optional.of(FieldType.PHONE)))
                .toList();
        var draft = QueryDraft.of(new ObjectName("Contact"), List.of(), new Condition.All(conditions));

        assertThat(draft.toString()).contains("Phone").doesNotContain("4155550100");
        assertThat(new Coercion.Fits(new Value.Text("+14155550100")).toString()).doesNotContain("4155550100");
    }

    @Test
    void holdsNoListsInLists() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Input.Many(List.of(new Input.Many(List.of()))))
                .withMessage("a list of values holds no lists");
    }
}
