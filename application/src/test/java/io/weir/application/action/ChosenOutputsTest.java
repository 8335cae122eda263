package io.weir.application.action;

import static io.weir.application.Actions.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.answer.OutputReading;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.ActionOutput.Style;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.draft.Input;
import io.weir.domain.port.SchemaCatalog;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs whose value conditions or a map choose. */
class ChosenOutputsTest extends OutputRuns {
    @ParameterizedTest
    @CsvSource({"Gold, vip", "Bronze, other", "'', blank"})
    void aMapTranslatesWhatIsThere(String tier, String expected) {
        assertThat(mapped(Map.of("Gold", text("vip"), "*", text("other")), tier))
                .isEqualTo(expected.equals("blank") ? BLANK : text(expected));
    }

    @Test
    void aMapMaySayWhatNothingMeansAndNeedNotKnowEverything() {
        assertThat(mapped(Map.of("", text("none")), "")).isEqualTo(text("none"));
        assertThat(mapped(Map.of("Gold", text("vip")), "gold")).isEqualTo(BLANK);
    }

    @Test
    void aMapKnowsANumberWithAndWithoutItsZeros() {
        var output = styled(Style.DEFAULT, Format.PLAIN, Map.of("5", text("five"), "2.50", text("price")));

        assertThat(OutputReading.of(output, new BigDecimal("5.0"))).isEqualTo(text("five"));
        assertThat(OutputReading.of(output, 5L)).isEqualTo(text("five"));
        assertThat(OutputReading.of(output, new BigDecimal("2.50"))).isEqualTo(text("price"));
        assertThat(OutputReading.of(output, "5.0")).isEqualTo(BLANK);
    }

    private @Nullable OutputValue mapped(Map<String, OutputValue> map, String tier) {
        return OutputReading.of(styled(Style.DEFAULT, Format.PLAIN, map), tier);
    }

    @Test
    void theFirstCaseThatAppliesDecides() {
        var source = new Source.Chosen(
                List.of(
                        choice("Active__c", "=", "blocked", new Input.Bool(false)),
                        choice("Tier__c", "IN", "vip", new Input.Text("Gold"), new Input.Text("Platinum")),
                        choice("Score__c", ">=", "good", new Input.Numeric(new BigDecimal(90)))),
                Optional.of(text("standard")));

        assertThat(answered(source, row("Id", ID, "Active__c", false, "Tier__c", "Gold")))
                .isEqualTo(text("blocked"));
        assertThat(answered(source, row("Id", ID, "Active__c", true, "Tier__c", "gold")))
                .isEqualTo(text("vip"));
        assertThat(answered(source, row("Id", ID, "Active__c", true, "Score__c", new BigDecimal("90.00"))))
                .isEqualTo(text("good"));
        assertThat(answered(source, row("Id", ID, "Active__c", true, "Score__c", 9L)))
                .isEqualTo(text("standard"));
        assertThat(answered(source)).isEqualTo(text("standard"));
    }

    @ParameterizedTest
    @CsvSource({
        "Name, =, ADA, true",
        "Name, !=, ada, false",
        "Name, <, Bob, true",
        "Name, is_null, , false",
        "Email, is_null, , true",
        "Email, =, x, false",
        "Email, !=, x, true",
        "Email, NOT IN, x, true",
        "Email, <, x, false",
        "Score__c, =, 7.50, true",
        "Score__c, <, 10, true",
        "Score__c, >, many, false",
        "Score__c, !=, many, true",
        "Active__c, =, 1, true",
        "Active__c, <, true, false",
        "Birthdate, <, 1990-01-01, true",
        "CreatedDate, =, 2026-01-31, true",
        "CreatedDate, >=, 2026-02-01, false",
        "CreatedDate, >, 2026-02-01T04:00:00Z, true",
        "Id, =, 003000000000001, true"
    })
    void valuesAreComparedByWhatTheyAre(String field, String operator, @Nullable String value, boolean passes) {
        schema = SchemaCatalog.NONE;
        var test =
                value == null ? choice(field, operator, "yes") : choice(field, operator, "yes", new Input.Text(value));
        var contact = row(
                "Id",
                ID,
                "Name",
                "Ada",
                "Score__c",
                new BigDecimal("7.5"),
                "Active__c",
                true,
                "Birthdate",
                "1815-12-10",
                "CreatedDate",
                "2026-02-01T04:30:00.000+0000");
        org.with("Contact", contact);
        var style = new Style(ZoneId.of("America/New_York"), Locale.US, OptionalInt.empty(), Optional.empty());
        var source = new Source.Chosen(List.of(test), Optional.of(text("no")));
        var output = new ActionOutput(
                new MemberName("o"),
                source,
                Map.of(),
                ActionOutput.Type.STRING,
                Format.PLAIN,
                style,
                Optional.empty(),
                "");

        assertThat(value(answer(lookup().output(output).built(), ADA), "o")).isEqualTo(text(passes ? "yes" : "no"));
    }

    @Test
    void aCaseThatTheOrgCannotCompareIsUnsuitable() {
        var source = new Source.Chosen(
                List.of(
                        choice("Active__c", "<", "x", new Input.Bool(true)),
                        choice("Birthdate", "=", "x", new Input.Text("TODAY")),
                        choice("Score__c", "=", "x", new Input.Text("many")),
                        choice("CreatedDate", "=", "x", new Input.Text("2026-01-31"))),
                Optional.empty());

        assertThat(problems(
                        lookup().output(output("o", source, ActionOutput.Type.STRING))
                                .built(),
                        ADA))
                .containsExactly(
                        "! /outputs/o/case/0/if: Active__c is of type boolean in the org, which is not compared with <",
                        "! /outputs/o/case/1/if: Birthdate is of type date in the org; expected a date such as"
                                + " 2026-01-31",
                        "! /outputs/o/case/2/if: Score__c is of type double in the org; expected a number of at most"
                                + " 64 digits, such as 1234.50");
    }
}
