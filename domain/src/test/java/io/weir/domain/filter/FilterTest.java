package io.weir.domain.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilterTest {
    private static final FieldPath PHONE = FieldPath.parse("Phone");
    private static final Value SECRET = new Value.Text("+14155550100");

    @Test
    void needsValuesWhereNoneWouldWiden() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Filter.Membership(PHONE, List.of()))
                .withMessage("IN needs at least one value");
        assertThatIllegalArgumentException().isThrownBy(() -> new Filter.Exclusion(PHONE, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Filter.Includes(PHONE, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Filter.Excludes(PHONE, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Filter.AllOf(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Filter.AnyOf(List.of()));
    }

    @Test
    void needsSelectionsThatMeanOneValueEach() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Filter.Includes(PHONE, List.of(Set.of())));
        assertThatIllegalArgumentException().isThrownBy(() -> new Filter.Excludes(PHONE, List.of(Set.of("a;b"))));
    }

    @ParameterizedTest
    @EnumSource
    void ordersOnlyWhatHasAnOrder(Operator operator) {
        for (var value : List.of(new Value.Null(), new Value.Bool(true))) {
            if (operator.ordering()) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> Filter.Comparison.of(PHONE, operator, value))
                        .withMessage("'%s' needs a value with an order, not null or a boolean", operator.symbol());
            } else {
                assertThat(Filter.Comparison.of(PHONE, operator, value).value()).isEqualTo(value);
            }
        }
    }

    @Test
    void keepsItsValuesWhenTheCallersListChanges() {
        var values = new ArrayList<>(List.of(SECRET));
        var filter = new Filter.Membership(PHONE, values);
        values.clear();

        assertThat(filter.values()).containsExactly(SECRET);
    }

    @Test
    void showsNoValue() {
        var filter = new Filter.AllOf(List.of(
                Filter.Comparison.of(PHONE, Operator.EQUAL, SECRET),
                new Filter.Like(PHONE, LikePattern.containing("+14155550100")),
                new Filter.Membership(PHONE, List.of(SECRET)),
                new Filter.Exclusion(PHONE, List.of(SECRET)),
                new Filter.Includes(PHONE, List.of(Set.of("+14155550100"))),
                new Filter.Excludes(PHONE, List.of(Set.of("+14155550100"))),
                new Filter.Not(new Filter.AnyOf(List.of(new Filter.SemiJoin(
                        PHONE,
                        true,
                        PHONE,
                        new ObjectName("Lead"),
                        Filter.Comparison.of(PHONE, Operator.EQUAL, SECRET)))))));

        assertThat(filter.toString()).contains("Phone").doesNotContain("4155550100");
    }

    @Test
    void isNothingWhenOneOfAllIsNothing() {
        var filter =
                new Filter.AllOf(List.of(Filter.Comparison.of(PHONE, Operator.EQUAL, SECRET), new Filter.Nothing()));

        assertThat(filter.simplified()).isEqualTo(new Filter.Nothing());
    }

    @Test
    void neverWidensWhenAPartOfAChoiceIsNothing() {
        var phone = Filter.Comparison.of(PHONE, Operator.EQUAL, SECRET);

        assertThat(new Filter.AnyOf(List.of(phone, new Filter.Nothing())).simplified())
                .isEqualTo(phone);
        assertThat(new Filter.AnyOf(List.of(new Filter.Nothing())).simplified()).isEqualTo(new Filter.Nothing());
    }
}
