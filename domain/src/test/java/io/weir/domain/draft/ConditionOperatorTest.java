package io.weir.domain.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.schema.FieldType;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionOperatorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=          | EQUAL",
                "!=         | NOT_EQUAL",
                "<>         | NOT_EQUAL",
                "<          | LESS",
                "<=         | LESS_OR_EQUAL",
                ">          | GREATER",
                ">=         | GREATER_OR_EQUAL",
                "' >= '     | GREATER_OR_EQUAL",
                "LIKE       | LIKE",
                "like       | LIKE",
                "IN         | IN",
                "In         | IN",
                "NOT IN     | NOT_IN",
                "not  in    | NOT_IN",
                "'\tNot\nIn '| NOT_IN",
                "contains   | CONTAINS",
                "Starts_With| STARTS_WITH",
                "ends_with  | ENDS_WITH",
                "INCLUDES   | INCLUDES",
                "excludes   | EXCLUDES",
                "is_null    | IS_NULL",
                "IS_NOT_NULL| IS_NOT_NULL"
            })
    void isKnownInAnyCaseAndSpacing(String name, ConditionOperator operator) {
        assertThat(ConditionOperator.named(name)).hasValue(operator);
    }

    @ParameterizedTest
    @EnumSource
    void isKnownByItsSymbol(ConditionOperator operator) {
        assertThat(ConditionOperator.named(operator.symbol())).hasValue(operator);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "==",
                "NOTIN",
                "NOT_IN",
                "NOT",
                "IN (",
                "= null OR Id =",
                "! =",
                "> =",
                "IS NULL",
                "LIKE '%' OR Name LIKE",
                "UNION"
            })
    void isAClosedList(String name) {
        assertThat(ConditionOperator.named(name)).isEmpty();
    }

    @Test
    void takesListsWhereSoqlHasThem() {
        assertThat(Arrays.stream(ConditionOperator.values()).filter(ConditionOperator::takesList))
                .containsExactly(
                        ConditionOperator.IN,
                        ConditionOperator.NOT_IN,
                        ConditionOperator.INCLUDES,
                        ConditionOperator.EXCLUDES);
        assertThat(Arrays.stream(ConditionOperator.values()).filter(operator -> !operator.takesValue()))
                .containsExactly(ConditionOperator.IS_NULL, ConditionOperator.IS_NOT_NULL);
    }

    @Test
    void matchesTextByPatternsOfFieldsOnly() {
        assertThat(Arrays.stream(ConditionOperator.values()).filter(ConditionOperator::matchesText))
                .containsExactly(
                        ConditionOperator.LIKE,
                        ConditionOperator.CONTAINS,
                        ConditionOperator.STARTS_WITH,
                        ConditionOperator.ENDS_WITH)
                .noneMatch(ConditionOperator::takesAggregate);
    }

    @ParameterizedTest
    @EnumSource
    void suitsTheTypesThatSalesforceComparesThisWay(FieldType type) {
        var equality = Set.of("=", "!=", "IN", "NOT IN", "is_null", "is_not_null");
        var order = Set.of("<", "<=", ">", ">=");
        var patterns = Set.of("LIKE", "contains", "starts_with", "ends_with");
        var sets = Set.of("INCLUDES", "EXCLUDES");
        var suiting = ConditionOperator.suiting(type).stream()
                .map(ConditionOperator::symbol)
                .collect(Collectors.toSet());

        switch (type) {
            case STRING, TEXTAREA, PICKLIST, COMBOBOX, EMAIL, PHONE, URL ->
                assertThat(suiting)
                        .containsAll(equality)
                        .containsAll(order)
                        .containsAll(patterns)
                        .hasSize(14);
            case ID, REFERENCE, INT, LONG, DOUBLE, PERCENT, CURRENCY, DATE, DATETIME, TIME ->
                assertThat(suiting).containsAll(equality).containsAll(order).hasSize(10);
            case BOOLEAN -> assertThat(suiting).isEqualTo(Set.of("=", "!=", "IN", "NOT IN"));
            case ENCRYPTEDSTRING -> assertThat(suiting).isEqualTo(equality);
            case MULTIPICKLIST ->
                assertThat(suiting).containsAll(equality).containsAll(sets).hasSize(8);
            case ADDRESS, LOCATION, ANYTYPE, BASE64, COMPLEXVALUE, JSON ->
                assertThat(suiting).isEmpty();
        }
    }
}
