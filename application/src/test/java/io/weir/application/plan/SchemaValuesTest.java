package io.weir.application.plan;

import static io.weir.application.Drafts.aggregated;
import static io.weir.application.Drafts.any;
import static io.weir.application.Drafts.by;
import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.fields;
import static io.weir.application.Drafts.grouped;
import static io.weir.application.Drafts.having;
import static io.weir.application.Drafts.in;
import static io.weir.application.Drafts.many;
import static io.weir.application.Drafts.number;
import static io.weir.application.Drafts.ordered;
import static io.weir.application.Drafts.selecting;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Drafts;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.schema.FieldType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How values become what a field of the org can hold. */
class SchemaValuesTest extends SchemaPlanning {
    @Test
    void infersTypesFromTheOrg() {
        assertThat(written(where("Active__c", "=", text("yes")))).isEqualTo("Active__c = true");
        assertThat(written(where("Visits__c", ">", text("5")))).isEqualTo("Visits__c > 5");
        assertThat(written(where("AccountId", "=", text("001D000000IqhSL"))))
                .isEqualTo("AccountId = '001D000000IqhSLIAZ'");
        assertThat(written(where("Phone", "=", number("5550100")))).isEqualTo("Phone = '5550100'");
        assertThat(written(where("Account.Rating", "=", text("Hot")))).isEqualTo("Account.Rating = 'Hot'");
    }

    @Test
    void goesByTheOrgsTypeWhateverIsDeclaredWithinTheSameFamily() {
        assertThat(written(where("AccountId", "=", text("001D000000IqhSL"), FieldType.STRING)))
                .isEqualTo("AccountId = '001D000000IqhSLIAZ'");
        assertThat(written(where("Visits__c", "=", text("5"), FieldType.DOUBLE)))
                .isEqualTo("Visits__c = 5");
        assertThat(problems(contacts(where("Visits__c", "=", text("5"), FieldType.STRING))))
                .containsExactly("Visits__c of type int: declared as string; leave the type out");
        assertThat(problems(contacts(where("Visits__c", "=", text("5.5"), FieldType.DOUBLE))))
                .containsExactly("Visits__c of type int: expected a whole number of 32 bits, such as 42, got a string");
    }

    @Test
    void refusesWhatAFieldCannotBeUsedFor() {
        assertThat(problems(contacts(where("Notes__c", "=", text("abc")))))
                .containsExactly("field Notes__c of type textarea cannot be filtered");
        assertThat(problems(contacts(where("Notes__c", "is_null", new Input.Null()))))
                .containsExactly("field Notes__c of type textarea cannot be filtered");
        assertThat(problems(ordered(fields("Id"), by("Interests__c"))))
                .containsExactly("field Interests__c of type multipicklist cannot be sorted by");
        assertThat(problems(grouped(fields("CreatedDate"), List.of("CreatedDate"), new Condition.Everything())))
                .containsExactly("field CreatedDate of type datetime cannot be grouped");
        assertThat(problems(selecting(List.of(aggregated(AggregateFunction.SUM, "Name", "total")))))
                .containsExactly("SUM does not take field Name of type string");
        assertThat(problems(selecting(List.of(aggregated(AggregateFunction.COUNT, "Active__c", "n")))))
                .containsExactly("COUNT does not take field Active__c of type boolean");
        assertThat(problems(ordered(
                        List.of(aggregated(AggregateFunction.MAX, "Name", "latest")),
                        by(Drafts.aggregate(AggregateFunction.AVG, "Birthdate")))))
                .containsExactly("AVG does not take field Birthdate of type date");
    }

    @Test
    void holdsValuesAgainstTheField() {
        assertThat(problems(contacts(where("Phone", "=", text("1".repeat(41))))))
                .containsExactly("Phone of type phone: the field holds at most 40 characters");
        assertThat(written(where("Phone", "=", text("\uD83D\uDE00".repeat(40)))))
                .contains("Phone = ");
        assertThat(written(where("Phone", "LIKE", text("%1_".repeat(20))))).contains("LIKE");
        assertThat(problems(contacts(where("Score__c", "=", number("1000")))))
                .containsExactly("Score__c of type double: the field holds at most 3 digits before the decimal point");
        assertThat(written(where("Score__c", "<", number("999.999")))).isEqualTo("Score__c < 999.999");
        assertThat(written(where("Score__c", "=", number("0E+5")))).isEqualTo("Score__c = 0");
        assertThat(problems(contacts(where("Spend__c", "=", text("USD 12345678901234567")))))
                .containsExactly(
                        "Spend__c of type currency: the field holds at most 16 digits before the decimal point");
    }

    @Test
    void warnsOfValuesThatAPicklistDoesNotHave() {
        var plan = ready(
                contacts(where("Tier__c", "IN", many("gold", "Bronze")), where("Tier__c", "contains", text("old"))));

        assertThat(plan.warnings())
                .containsExactly(new Problem("/filters/Tier__c/val/1", "Tier__c: not an active value of the picklist"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "!=", "IN", "NOT IN", "INCLUDES", "EXCLUDES"})
    void refusesASemicolonInAValueOfAMultiPicklist(String operator) {
        assertThat(problems(contacts(where("Interests__c", operator, text("Golf;Sailing")))))
                .containsExactly(
                        "Interests__c of type multipicklist: a picklist value has no ';'; for rows with several"
                                + " values, write a condition for each");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "=      | CreatedDate >= 2026-01-31T00:00:00.000Z AND CreatedDate <= 2026-01-31T23:59:59.999Z",
                "!=     | CreatedDate < 2026-01-31T00:00:00.000Z OR CreatedDate > 2026-01-31T23:59:59.999Z OR"
                        + " CreatedDate = null",
                "<      | CreatedDate < 2026-01-31T00:00:00.000Z",
                "<=     | CreatedDate <= 2026-01-31T23:59:59.999Z",
                ">      | CreatedDate > 2026-01-31T23:59:59.999Z",
                ">=     | CreatedDate >= 2026-01-31T00:00:00.000Z",
                "IN     | CreatedDate >= 2026-01-31T00:00:00.000Z AND CreatedDate <= 2026-01-31T23:59:59.999Z",
                "NOT IN | CreatedDate < 2026-01-31T00:00:00.000Z OR CreatedDate > 2026-01-31T23:59:59.999Z OR"
                        + " CreatedDate = null"
            })
    void widensADateToTheWholeDayOfADateTimeField(String operator, String soql) {
        assertThat(written(where("CreatedDate", operator, text("2026-01-31"), FieldType.DATE)))
                .isEqualTo(soql);
        assertThat(written(where("CreatedDate", operator, text("2026-01-31")))).isEqualTo(soql);
    }

    @Test
    void widensEachDateOfAListAndKeepsNullsMeaning() {
        var dayOrNever = new Input.Many(List.of(text("2026-01-31"), new Input.Null()));

        assertThat(written(where("CreatedDate", "IN", dayOrNever)))
                .isEqualTo("(CreatedDate >= 2026-01-31T00:00:00.000Z AND CreatedDate <= 2026-01-31T23:59:59.999Z)"
                        + " OR CreatedDate = null");
        assertThat(written(where("CreatedDate", "NOT IN", dayOrNever)))
                .isEqualTo("(CreatedDate < 2026-01-31T00:00:00.000Z OR CreatedDate > 2026-01-31T23:59:59.999Z"
                        + " OR CreatedDate = null) AND CreatedDate != null");
        assertThat(written(where("CreatedDate", "IN", many("2026-01-31", "2026-02-01T10:00:00Z"))))
                .isEqualTo("(CreatedDate >= 2026-01-31T00:00:00.000Z AND CreatedDate <= 2026-01-31T23:59:59.999Z)"
                        + " OR CreatedDate = 2026-02-01T10:00:00.000Z");
    }

    @Test
    void leavesMomentsDateLiteralsAndDateFieldsAsTheyAre() {
        assertThat(written(where("CreatedDate", "=", text("TODAY"), FieldType.DATE)))
                .isEqualTo("CreatedDate = TODAY");
        assertThat(written(where("CreatedDate", "IN", many("2026-02-01T10:00:00Z"))))
                .isEqualTo("CreatedDate IN (2026-02-01T10:00:00.000Z)");
        assertThat(written(where("Birthdate", "=", text("2026-01-31")))).isEqualTo("Birthdate = 2026-01-31");
        assertThat(problems(contacts(where("CreatedDate", "=", text("2026-01-31"), FieldType.DATETIME))))
                .singleElement()
                .asString()
                .startsWith("CreatedDate of type datetime: expected a date and time with its zone");
        assertThat(problems(contacts(where("Birthdate", "=", text("2026-01-31"), FieldType.DATETIME)))
                        .getFirst())
                .isEqualTo("Birthdate of type date: declared as datetime; leave the type out");
    }

    @Test
    void refusesAListOfSeveralKinds() {
        var mixed = new Input.Many(List.of(text("USD 5"), number("5"), new Input.Null()));

        assertThat(problems(contacts(where("Spend__c", "IN", mixed))))
                .containsExactly(
                        "Spend__c of type currency: the values of a list are of one kind; these mix amounts with a"
                                + " currency and numbers");
        assertThat(written(where("Spend__c", "IN", many("USD 5", "EUR 5")))).isEqualTo("Spend__c IN (USD5, EUR5)");
    }

    @Test
    void comparesNoCheckboxAndNoCountWithNull() {
        var byTier = List.of(fields("Tier__c").getFirst(), aggregated(AggregateFunction.COUNT, "Id", "n"));
        String checkbox =
                "Active__c of type boolean: a checkbox is never null; compare it with true or false, as in = false";
        String count = "COUNT(Id) of type long: a count is never null; compare it with a number, as in = 0";

        for (var operator : List.of("is_null", "is_not_null", "=", "!=")) {
            assertThat(problems(contacts(where("Active__c", operator, new Input.Null()))))
                    .containsExactly(checkbox);
            assertThat(problems(grouped(
                            byTier,
                            List.of("Tier__c"),
                            having(AggregateFunction.COUNT, "Id", operator, new Input.Null()))))
                    .containsExactly(count);
        }
        assertThat(problems(
                        contacts(where("Active__c", "IN", new Input.Many(List.of(new Input.Null(), text("true")))))))
                .containsExactly(checkbox);
        assertThat(written(where("Active__c", "=", text("false")))).isEqualTo("Active__c = false");
        assertThat(ready(grouped(
                                byTier,
                                List.of("Tier__c"),
                                having(AggregateFunction.MAX, "CreatedDate", "is_null", new Input.Null())))
                        .soql()
                        .text())
                .endsWith("HAVING MAX(CreatedDate) = null");
    }

    @Test
    void joinsSemiJoinsByIds() {
        assertThat(written(in("accountid", "ID", "account", where("rating", "=", text("Hot")))))
                .isEqualTo("AccountId IN (SELECT Id FROM Account WHERE Rating = 'Hot')");
        assertThat(written(in("Id", "ContactId", "Case"))).isEqualTo("Id IN (SELECT ContactId FROM Case)");
        assertThat(problems(contacts(in("Phone", "Subject", "Case"))))
                .containsExactly(
                        "a sub-query goes by ids: field Phone is of type phone, not id or reference",
                        "a sub-query goes by ids: field Subject is of type string, not id or reference");
        assertThat(problems(contacts(in("AccountId", "Id", "Case"))))
                .containsExactly("the field holds ids of Account, but the sub-query selects ids of Case");
        assertThat(problems(contacts(in("Id", "Id", "Account"))))
                .containsExactly("the field holds ids of Contact, but the sub-query selects ids of Account");
    }

    @Test
    void comparesAggregatesByTheirOwnType() {
        var byTier = List.of(fields("Tier__c").getFirst(), aggregated(AggregateFunction.COUNT, "Id", "n"));

        assertThat(ready(grouped(byTier, List.of("tier__c"), having(AggregateFunction.COUNT, "id", ">", text("1"))))
                        .soql()
                        .text())
                .isEqualTo("SELECT Tier__c, COUNT(Id) n FROM Contact GROUP BY Tier__c HAVING COUNT(Id) > 1");
        assertThat(ready(grouped(
                                byTier,
                                List.of("Tier__c"),
                                having(AggregateFunction.MAX, "CreatedDate", "<", text("2026-01-31"))))
                        .soql()
                        .text())
                .endsWith("HAVING MAX(CreatedDate) < 2026-01-31T00:00:00.000Z");
        assertThat(problems(
                        grouped(byTier, List.of("Tier__c"), having(AggregateFunction.COUNT, "Id", ">", text("many")))))
                .containsExactly(
                        "COUNT(Id) of type long: expected a whole number of 64 bits, such as 42, got a string");
        assertThat(problems(grouped(
                        byTier, List.of("Tier__c"), having(AggregateFunction.MAX, "Spend__c", ">", text("USD 5")))))
                .containsExactly(
                        "MAX(Spend__c) of type currency: an aggregate is compared with a plain number, without a"
                                + " currency");
        assertThat(problems(grouped(byTier, List.of("Tier__c"), having(AggregateFunction.SUM, "Name", ">", text("5")))))
                .containsExactly("SUM does not take field Name of type string");
        assertThat(problems(
                        grouped(byTier, List.of("Tier__c"), having(AggregateFunction.COUNT, "Id", "IN", many("1")))))
                .containsExactly("COUNT(Id) of type long: an aggregate is compared with = != < <= > or >= only");
    }

    @Test
    void repeatsNoValueThatACallerSent() {
        String secret = "4155550100;";
        for (var field : List.of(
                "Id",
                "Phone",
                "Birthdate",
                "CreatedDate",
                "Active__c",
                "Score__c",
                "Spend__c",
                "Visits__c",
                "Tier__c",
                "Interests__c",
                "AccountId")) {
            for (var operator : List.of("=", "<", "LIKE", "contains", "IN", "INCLUDES")) {
                for (var value :
                        List.of(text(secret), many(secret, "5"), text(secret.repeat(500)), number("4155550100.5"))) {
                    var plan = planQuery.plan(contacts(any(where(field, operator, value))), SOON);
                    switch (plan) {
                        case PlanQuery.Plan.Ready made ->
                            assertThat(made.warnings() + made.soql().shape().text())
                                    .doesNotContain("4155550100");
                        case PlanQuery.Plan.Invalid(var problems) ->
                            assertThat(problems.toString()).contains(field).doesNotContain("4155550100");
                        case PlanQuery.Plan.Denied(var denials) ->
                            assertThat(denials).isEmpty();
                        case PlanQuery.Plan.Undecided(var doubts) ->
                            assertThat(doubts).isEmpty();
                    }
                }
            }
        }
    }
}
