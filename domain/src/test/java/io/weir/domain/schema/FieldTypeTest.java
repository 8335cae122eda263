package io.weir.domain.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.schema.FieldType.LiteralKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTypeTest {
    @ParameterizedTest
    @CsvSource({
        "text, STRING",
        "textarea, TEXTAREA",
        "date, DATE",
        "datetime, DATETIME",
        "dateTime, DATETIME",
        "boolean, BOOLEAN",
        "checkbox, BOOLEAN",
        "integer, INT",
        "Integer, INT",
        "long, LONG",
        "double, DOUBLE",
        "number, DOUBLE",
        "currency, CURRENCY",
        "percent, PERCENT",
        "id, ID",
        "phone, PHONE",
        "email, EMAIL",
        "url, URL",
        "PICKLIST, PICKLIST"
    })
    void isKnownByTheNamesThatFlowsUse(String name, FieldType type) {
        assertThat(FieldType.named(name)).hasValue(type);
    }

    @ParameterizedTest
    @EnumSource
    void isKnownByTheNameThatDescribeUses(FieldType type) {
        assertThat(FieldType.named(type.label())).hasValue(type);
        assertThat(type.label()).isLowerCase();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "strin", "varchar", "text;", "null", "object"})
    void isAClosedList(String name) {
        assertThat(FieldType.named(name)).isEmpty();
    }

    @Test
    void writesPercentWithItsDecimals() {
        assertThat(FieldType.PERCENT.literalKind()).isEqualTo(LiteralKind.DECIMAL);
        assertThat(FieldType.CURRENCY.literalKind()).isEqualTo(LiteralKind.CURRENCY);
    }
}
