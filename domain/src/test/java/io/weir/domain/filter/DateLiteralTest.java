package io.weir.domain.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateLiteralTest {
    /** Built from the families of the SOQL reference, apart from the list under test. */
    private static List<String> reference() {
        var names = new ArrayList<>(List.of("YESTERDAY", "TODAY", "TOMORROW", "LAST_90_DAYS", "NEXT_90_DAYS"));
        for (var unit : List.of("WEEK", "MONTH", "QUARTER", "YEAR", "FISCAL_QUARTER", "FISCAL_YEAR")) {
            names.addAll(List.of("LAST_" + unit, "THIS_" + unit, "NEXT_" + unit));
        }
        for (var units : List.of("DAYS", "WEEKS", "MONTHS", "QUARTERS", "YEARS", "FISCAL_QUARTERS", "FISCAL_YEARS")) {
            names.addAll(List.of("LAST_N_" + units + ":7", "NEXT_N_" + units + ":7", "N_" + units + "_AGO:7"));
        }
        return names;
    }

    @Test
    void readsEveryLiteralOfTheReference() {
        for (var text : reference()) {
            assertThat(DateLiteral.parse(text)).map(DateLiteral::soql).hasValue(text);
        }
        assertThat(DateLiteral.Name.values()).hasSameSizeAs(reference());
    }

    @ParameterizedTest
    @EnumSource
    void takesACountExactlyWhereTheNameHasOne(DateLiteral.Name name) {
        assertThat(DateLiteral.parse(name.name()).isPresent()).isEqualTo(!name.counted());
        assertThat(DateLiteral.parse(name.name() + ":30").isPresent()).isEqualTo(name.counted());
    }

    @Test
    void ignoresCase() {
        assertThat(DateLiteral.parse("last_n_Days:30")).hasValue(new DateLiteral(DateLiteral.Name.LAST_N_DAYS, 30));
    }

    @Test
    void readsCountsUpToNineDigits() {
        assertThat(DateLiteral.parse("LAST_N_DAYS:0")).map(DateLiteral::soql).hasValue("LAST_N_DAYS:0");
        assertThat(DateLiteral.parse("LAST_N_DAYS:007")).map(DateLiteral::soql).hasValue("LAST_N_DAYS:7");
        assertThat(DateLiteral.parse("N_YEARS_AGO:999999999"))
                .map(DateLiteral::n)
                .hasValue(999_999_999);
        assertThat(DateLiteral.parse("N_YEARS_AGO:1000000000")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":3",
                " TODAY",
                "TODAY ",
                "TODAY:1",
                "TODAY:",
                "LAST_N_DAYS",
                "LAST_N_DAYS:",
                "LAST_N_DAYS:-1",
                "LAST_N_DAYS:+1",
                "LAST_N_DAYS:1.5",
                "LAST_N_DAYS:1:2",
                "LAST_N_DAYS: 1",
                "LAST_N_DAYS:\u0661",
                "LAST_N_DAYS:1 OR Id != null",
                "LAST_7_DAYS",
                "NOW",
                "TODAY OR"
            })
    void isAClosedList(String text) {
        assertThat(DateLiteral.parse(text)).isEmpty();
    }

    @Test
    void refusesACountThatTheNameDoesNotTake() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DateLiteral(DateLiteral.Name.TODAY, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new DateLiteral(DateLiteral.Name.LAST_N_DAYS, -1));
    }

    @Test
    void spellsNoLetterOutsideTheList() {
        for (var text : reference()) {
            assertThat(DateLiteral.parse(text.toLowerCase(Locale.ROOT)))
                    .map(DateLiteral::soql)
                    .hasValueSatisfying(soql -> assertThat(soql).matches("[A-Z0-9_]+(:[0-9]+)?"));
        }
    }
}
