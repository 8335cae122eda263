package io.weir.domain.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.schema.FieldType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AggregateFunctionTest {
    @Test
    void sumsNumbersOnly() {
        for (var function : new AggregateFunction[] {AggregateFunction.SUM, AggregateFunction.AVG}) {
            assertThat(Arrays.stream(FieldType.values()).filter(function::suits))
                    .containsExactly(
                            FieldType.INT, FieldType.LONG, FieldType.DOUBLE, FieldType.PERCENT, FieldType.CURRENCY);
        }
    }

    @Test
    void countsAndOrdersWhateverHasAnOrder() {
        for (var function : new AggregateFunction[] {
            AggregateFunction.COUNT, AggregateFunction.COUNT_DISTINCT, AggregateFunction.MIN, AggregateFunction.MAX
        }) {
            assertThat(Arrays.stream(FieldType.values()).filter(type -> !function.suits(type)))
                    .containsExactly(
                            FieldType.MULTIPICKLIST,
                            FieldType.ENCRYPTEDSTRING,
                            FieldType.BOOLEAN,
                            FieldType.TIME,
                            FieldType.ADDRESS,
                            FieldType.LOCATION,
                            FieldType.ANYTYPE,
                            FieldType.BASE64,
                            FieldType.COMPLEXVALUE,
                            FieldType.JSON);
        }
    }

    @Test
    void keepsTheTypeOfTheExtremesOnly() {
        assertThat(Arrays.stream(AggregateFunction.values()).filter(AggregateFunction::keepsType))
                .containsExactly(AggregateFunction.MIN, AggregateFunction.MAX);
    }
}
