package io.weir.application.action;

import static io.weir.application.Actions.output;
import static io.weir.application.Actions.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Actions;
import io.weir.application.answer.OutputReading;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.AmountCurrency;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.ActionOutput.Style;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.RowSource;
import io.weir.domain.action.TextTemplate.Part;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How outputs are written for people. */
class OutputFormatsTest extends OutputRuns {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SPOKEN_DATE | en-US | 2026-02-01T04:30:00.000+0000 | January 31, 2026",
                "SPOKEN_DATE | es | 2026-02-01T04:30:00.000+0000 | 31 de enero de 2026",
                "SPOKEN_DATE | es | 2026-02-01 | 1 de febrero de 2026",
                "SPOKEN_TIME | en-US | 2026-02-01T04:30:00.000+0000 | 11:30 PM",
                "SPOKEN_TIME | de | 2026-02-01T04:30:00.000+0000 | 23:30",
                "SPOKEN_TIME | de | 09:15:00.000Z | 09:15",
                "SPOKEN_DATETIME | en-US | 2026-02-01T04:30:00.000+0000 | January 31, 2026, 11:30 PM",
                "SPOKEN_DATETIME | en-US | 2026-02-01 | February 1, 2026",
                "NUMBER | en-US | 1234567.5 | 1,234,567.5",
                "NUMBER | de | 1234567.50 | 1.234.567,5",
                "NUMBER | fr | 1234567 | 1 234 567",
                "NUMBER | en-US | many | many",
                "MONEY | en-US | 1234.5 | $1,234.50",
                "MONEY | en-US | -0.005 | -$0.01",
                "MONEY | en-US | -0.004 | $0.00",
                "MONEY | en-US | -0.00 | $0.00",
                "MONEY | es | 1234567.5 | 1.234.567,50 US$",
                "DIGITS | en-US | (415) 555-01 | 4 1 5 5 5 5 0 1",
                "DIGITS | en-US | ACC-10 | A C C 1 0"
            })
    void formatsWriteForPeopleInTheirZoneAndLanguage(Format format, String language, String raw, String expected) {
        var style = new Style(
                ZoneId.of("America/New_York"),
                Locale.forLanguageTag(language),
                OptionalInt.empty(),
                Optional.of(new AmountCurrency.Always(Currency.getInstance("USD"))));

        assertThat(OutputReading.of(styled(style, format, Map.of()), raw)).isEqualTo(text(expected));
    }

    @Test
    void decimalsAreRoundedHalfUp() {
        var style = new Style(ZoneId.of("UTC"), Locale.US, OptionalInt.of(1), Optional.empty());

        assertThat(OutputReading.of(styled(style, Format.NUMBER, Map.of()), new BigDecimal("0.25")))
                .isEqualTo(text("0.3"));
        assertThat(OutputReading.of(styled(style, Format.NUMBER, Map.of()), 7L)).isEqualTo(text("7.0"));
        assertThat(OutputReading.of(styled(style, Format.NUMBER, Map.of()), new BigDecimal("-0.04")))
                .isEqualTo(text("0.0"));
    }

    @Test
    void templatesWriteEachValueInItsFormat() {
        var style = new Style(
                ZoneId.of("America/New_York"),
                Locale.of("es"),
                OptionalInt.empty(),
                Optional.of(new AmountCurrency.Always(Currency.getInstance("USD"))));
        var created = field(CONTACT, "CreatedDate");
        var source = template(
                new Part.Literal("Desde "),
                new Part.Value(created, Format.SPOKEN_DATE),
                new Part.Literal(" ("),
                new Part.Value(created, Format.DATE_ONLY),
                new Part.Literal(", "),
                new Part.Value(created, Format.EPOCH),
                new Part.Literal("): "),
                new Part.Value(field(CONTACT, "Score__c"), Format.MONEY),
                new Part.Literal(", "),
                new Part.Value(field(CONTACT, "Tier__c"), Format.LABEL));
        org.with(
                "Contact",
                row(
                        "Id",
                        ID,
                        "CreatedDate",
                        "2026-02-01T04:30:00.000+0000",
                        "Score__c",
                        new BigDecimal("1234.5"),
                        "Tier__c",
                        "Gold"));

        var answer = answer(
                lookup().output(styled(source, style, Format.PLAIN, Map.of())).built(), ADA);

        assertThat(value(answer, "o"))
                .isEqualTo(text("Desde 31 de enero de 2026 (2026-01-31, 1769920200): 1.234,50 US$, Key account"));
    }

    @Test
    void aFormattedValueIsEncodedInAUrl() {
        var source = template(
                new Part.Literal("https://h/?on="), new Part.Value(field(CONTACT, "Birthdate"), Format.SPOKEN_DATE));

        assertThat(answered(source, row("Id", ID, "Birthdate", "2026-01-31")))
                .isEqualTo(text("https://h/?on=January%2031%2C%202026"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {"EUR | €1,234.50", "jpy | ¥1,235", "none | 1234.5", "null | 1234.5"})
    void theCurrencyIsThatOfTheRecord(@Nullable String code, String expected) {
        var style = new Style(
                ZoneId.of("UTC"),
                Locale.US,
                OptionalInt.empty(),
                Optional.of(new AmountCurrency.OfField(field(CONTACT, "Tier__c"))));
        org.with("Contact", row("Id", ID, "Score__c", new BigDecimal("1234.5"), "Tier__c", code));
        var amount = field(CONTACT, "Score__c");
        var action =
                lookup().output(styled(amount, style, Format.MONEY, Map.of())).built();

        assertThat(value(answer(action, ADA), "o")).isEqualTo(text(expected));
    }

    @Test
    void aTemplateThatTheOrgCannotWriteIsUnsuitable() {
        var source = template(
                new Part.Value(field(CONTACT, "Active__c"), Format.SPOKEN_DATE),
                new Part.Value(field(CONTACT, "Name"), Format.LABEL),
                new Part.Value(field(CONTACT, "Score__c"), Format.NUMBER),
                new Part.Value(field(CONTACT, "Name"), Format.SPOKEN_DATE));

        assertThat(problems(
                        lookup().output(output("o", source, ActionOutput.Type.STRING))
                                .built(),
                        ADA))
                .containsExactly(
                        "! /outputs/o: Active__c is of type boolean in the org; spoken_date writes a date or a"
                                + " datetime",
                        "! /outputs/o: Name is of type string in the org; only the values of a picklist have labels");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Birthdate | SPOKEN_TIME | Birthdate is of type date in the org; spoken_time writes a time or a"
                        + " datetime",
                "Birthdate | MONEY | Birthdate is of type date in the org; money writes a number",
                "Active__c | NUMBER | Active__c is of type boolean in the org; number writes a number"
            })
    void aFieldOfAnotherTypeIsUnsuitableAloneAndInATemplate(String path, Format format, String problem) {
        var field = field(CONTACT, path);
        var inTemplate = template(new Part.Literal("at "), new Part.Value(field, format));

        assertThat(problems(
                        lookup().output(output("o", field, ActionOutput.Type.STRING, format))
                                .output(output("t", inTemplate, ActionOutput.Type.STRING))
                                .built(),
                        ADA))
                .containsExactly("! /outputs/o: " + problem, "! /outputs/t: " + problem);
    }

    @Test
    void aPicklistsValuesHaveTheLabelsOfTheOrg() {
        org.with("Contact", row("Id", ID, "Tier__c", "Gold", "Interests__c", "Golf;Sailing"))
                .with("Case", row("Id", "500000000000001AAA", "Status", "New"));
        var cases = new MemberName("cases");
        var action = new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step("contact", "Contact")
                        .select("Id", "Tier__c", "Interests__c")
                        .blank("Phone", "IN", "phone"))
                .step(step("cases", "Case").select("Status").blank("Subject", "IN", "phone"))
                .output(labelled("tier", field(CONTACT, "tier__c")))
                .output(labelled("interests", new Source.FirstOf(List.of(field(CONTACT, "Interests__c")))))
                .list("r", new RowSource.Step(cases), 1, labelled("status", field(cases, "Status")))
                .built();

        var answer = answer(action, ADA);

        assertThat(value(answer, "tier")).isEqualTo(text("Key account"));
        assertThat(value(answer, "interests")).isEqualTo(text("Golfing; Sailing"));
        assertThat(answer.lists().getFirst().rows()).containsExactly(List.of(text("Just opened")));
    }

    @Test
    void onlyPicklistsHaveLabels() {
        assertThat(problems(
                        lookup().output(labelled("o", field(CONTACT, "Name"))).built(), ADA))
                .containsExactly(
                        "! /outputs/o: Name is of type string in the org; only the values of a picklist have labels");
    }

    private static ActionOutput labelled(String key, Source source) {
        return output(key, source, ActionOutput.Type.STRING, Format.LABEL);
    }
}
