package io.weir.application.plan;

import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.fields;
import static io.weir.application.Drafts.many;
import static io.weir.application.Drafts.number;
import static io.weir.application.Drafts.selecting;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Drafts;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.DraftOrdering;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.Query;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanQueryTest {
    private static final Deadline SOON = new Deadline(Instant.parse("2026-01-31T10:00:00Z"));
    private final PlanQuery planQuery = new PlanQuery(SchemaCatalog.NONE, Drafts.OPEN);

    private Query ready(QueryDraft draft) {
        assertThat(planQuery.plan(draft, SOON)).isInstanceOf(PlanQuery.Plan.Ready.class);
        return ((PlanQuery.Plan.Ready) planQuery.plan(draft, SOON)).soql().query();
    }

    private List<Problem> problems(QueryDraft draft) {
        assertThat(planQuery.plan(draft, SOON)).isInstanceOf(PlanQuery.Plan.Invalid.class);
        return ((PlanQuery.Plan.Invalid) planQuery.plan(draft, SOON)).problems();
    }

    private String written(Condition... conditions) {
        return Soql.of(ready(contacts(conditions))).text().replace("SELECT Id, Name FROM Contact", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "=            | STRING        | O'Neil     | X = 'O\\'Neil'",
                "!=           | STRING        | a          | X != 'a'",
                "<>           | INT           | 5          | X != 5",
                "<            | INT           | 5          | X < 5",
                "<=           | PERCENT       | 12.50      | X <= 12.50",
                ">            | CURRENCY      | USD 1.10   | X > USD1.10",
                ">=           | DATE          | 2026-01-31 | X >= 2026-01-31",
                ">=           | DATETIME      | LAST_N_DAYS:30 | X >= LAST_N_DAYS:30",
                "=            | BOOLEAN       | True       | X = true",
                "=            | ID            | 001D000000IqhSL | X = '001D000000IqhSLIAZ'",
                "LIKE         | STRING        | Acm_%      | X LIKE 'Acm_%'",
                "like         | STRING        | 100\\%     | X LIKE '100\\%'",
                "contains     | STRING        | 50%_       | X LIKE '%50\\%\\_%'",
                "starts_with  | PHONE         | +1415      | X LIKE '+1415%'",
                "ends_with    | PHONE         | 0100       | X LIKE '%0100'",
                "IN           | INT           | 5          | X IN (5)",
                "not  in      | STRING        | a          | X NOT IN ('a')",
                "INCLUDES     | MULTIPICKLIST | a          | X INCLUDES ('a')",
                "EXCLUDES     | MULTIPICKLIST | a          | X EXCLUDES ('a')",
                "is_null      | DATE          | whatever   | X = null",
                "is_not_null  | DATE          | whatever   | X != null"
            })
    void writesEveryOperator(String operator, FieldType type, String value, String soql) {
        assertThat(written(where("X", operator, text(value), type))).isEqualTo(" WHERE " + soql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "=            | STRING        | ~ Ada ~        | X = 'Ada'",
                "!=           | EMAIL         | ~ada@x.org\u00a0~ | X != 'ada@x.org'",
                ">            | STRING        | ~\ufeffAda\u200b~ | X > 'Ada'",
                "IN           | PICKLIST      | ~\tGold\n~     | X IN ('Gold')",
                "NOT IN       | PHONE         | ~\u202a+14155550100\u202c~ | X NOT IN ('+14155550100')",
                "INCLUDES     | MULTIPICKLIST | ~ Gold ~       | X INCLUDES ('Gold')",
                "=            | ID            | ~\u00a0001D000000IqhSL ~ | X = '001D000000IqhSLIAZ'",
                "=            | DATE          | ~\u00a02026-01-31~ | X = 2026-01-31",
                "=            | DOUBLE        | ~\u00a05.0~     | X = 5.0",
                "=            | BOOLEAN       | ~\u00a0true~    | X = true",
                "LIKE         | STRING        | ~Ada %~        | X LIKE 'Ada %'",
                "starts_with  | STRING        | ~Ada ~         | X LIKE 'Ada %'",
                "contains     | STRING        | ~ Ltd ~        | X LIKE '% Ltd %'",
                "ends_with    | STRING        | ~ Ltd~         | X LIKE '% Ltd'",
                "=            | STRING        | ~ ~            | X = ' '"
            })
    void comparesNoWhiteSpaceAroundAValueUnlessItIsAPartOfOne(
            String operator, FieldType type, String value, String soql) {
        assertThat(written(where("X", operator, text(value), type))).isEqualTo(" WHERE " + soql);
    }

    @Test
    void joinsConditionsByAnd() {
        assertThat(written(
                        where("Phone", "=", text("+14155550100"), FieldType.PHONE),
                        where("Account.Rating", "IN", many("Hot", "Warm"), FieldType.PICKLIST)))
                .isEqualTo(" WHERE Phone = '+14155550100' AND Account.Rating IN ('Hot', 'Warm')");
    }

    @Test
    void asksForEveryRowWithoutConditions() {
        assertThat(written()).isEmpty();
    }

    @Test
    void goesByTheJsonTypeWithoutADeclaredOne() {
        assertThat(written(where("Name", "=", text("5")))).isEqualTo(" WHERE Name = '5'");
        assertThat(written(where("Amount", ">", number("12.50")))).isEqualTo(" WHERE Amount > 12.50");
        assertThat(written(where("Active__c", "=", new Input.Bool(true)))).isEqualTo(" WHERE Active__c = true");
        assertThat(written(where("Fax", "!=", new Input.Null()))).isEqualTo(" WHERE Fax != null");
    }

    @Test
    void keepsOrderAndLimit() {
        var ordering =
                new Ordering(new Operand.Field(FieldPath.parse("Name")), Ordering.Direction.DESC, Ordering.Nulls.LAST);
        var draft = new QueryDraft(
                new ObjectName("Contact"),
                fields("Id"),
                new Condition.Everything(),
                List.of(),
                new Condition.Everything(),
                List.of(new DraftOrdering("/order_by/0", ordering)),
                new Limit.AtMost(3),
                0);

        assertThat(Soql.of(ready(draft)).text())
                .isEqualTo("SELECT Id FROM Contact ORDER BY Name DESC NULLS LAST LIMIT 3");
    }

    @Test
    void takesAnEmptyInForNoRow() {
        var nobody = where("Phone", "IN", many(), FieldType.PHONE);

        assertThat(ready(contacts(nobody)).where()).isEqualTo(new Filter.Nothing());
        assertThat(ready(contacts(where("Name", "=", text("a"), FieldType.STRING), nobody))
                        .where())
                .isEqualTo(new Filter.Nothing());
        assertThat(ready(contacts(where("Tags__c", "INCLUDES", many(), FieldType.MULTIPICKLIST)))
                        .where())
                .isEqualTo(new Filter.Nothing());
    }

    @Test
    void refusesAnEmptyNotInBecauseItWouldMeanEveryRow() {
        assertThat(problems(contacts(where("Phone", "NOT IN", many(), FieldType.PHONE))))
                .containsExactly(new Problem(
                        "/filters/Phone/val",
                        "Phone of type phone: NOT IN needs at least one value; without any, it would mean every row"));
        assertThat(problems(contacts(where("Tags__c", "EXCLUDES", many(), FieldType.MULTIPICKLIST))))
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("EXCLUDES needs at least one value");
    }

    @Test
    void takesNullInAListForAValue() {
        var list = new Input.Many(List.of(text("a"), new Input.Null()));

        assertThat(written(where("Fax", "IN", list, FieldType.PHONE))).isEqualTo(" WHERE Fax IN ('a', null)");
        assertThat(written(where("Fax", "NOT IN", new Input.Null(), FieldType.PHONE)))
                .isEqualTo(" WHERE Fax NOT IN (null)");
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        var draft = selecting(
                fields("Id", "Name"),
                new Limit.Unlimited(),
                where("Birthdate", "=", text("31.01.2026"), FieldType.DATE),
                where("Phone", "=", text("+14155550100"), FieldType.PHONE),
                where("Size__c", "IN", many("5", "x", "7", "1.5"), FieldType.INT),
                where("Age__c", "NOT IN", text("old"), FieldType.INT),
                where("Active__c", "<", new Input.Bool(true), FieldType.BOOLEAN),
                where("Level__c", ">", new Input.Null(), FieldType.INT),
                where("Name", "=", many("a"), FieldType.STRING),
                where("Email", "LIKE", text("%a%"), FieldType.EMAIL));

        assertThat(problems(draft))
                .extracting(Problem::toString)
                .containsExactly(
                        "/filters/Birthdate/val: Birthdate of type date: expected a date such as 2026-01-31, or a date"
                                + " literal such as LAST_N_DAYS:30, got a string",
                        "/filters/Size__c/val/1: Size__c of type int: expected a whole number of 32 bits, such as 42,"
                                + " got a string",
                        "/filters/Size__c/val/3: Size__c of type int: expected a whole number of 32 bits, such as 42,"
                                + " got a string",
                        "/filters/Age__c/val: Age__c of type int: expected a whole number of 32 bits, such as 42, got a"
                                + " string",
                        "/filters/Active__c: Active__c of type boolean: '<' does not suit type boolean; use one of =,"
                                + " !=, IN, NOT IN",
                        "/filters/Level__c/val: Level__c of type int: > needs a value with an order, got null",
                        "/filters/Name/val: Name of type string: expected one value, got a list",
                        "/filters/Email/val: Email of type email: LIKE needs at least 2 characters besides wildcards,"
                                + " or it scans the whole object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "%%%", "a", "%a%", "_a_", "\\%", "", "\uD83D\uDE00%"})
    void refusesAPatternThatScansTheWholeObject(String pattern) {
        assertThat(problems(contacts(where("Name", "LIKE", text(pattern), FieldType.STRING))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("at least 2 characters"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contains", "starts_with", "ends_with"})
    void refusesAShortTextForTheSaferPatterns(String operator) {
        assertThat(problems(contacts(where("Name", operator, text("a"), FieldType.STRING))))
                .hasSize(1);
        assertThat(written(where("Name", operator, text("ab"), FieldType.STRING)))
                .contains("ab");
    }

    @Test
    void takesOnlyTextsForPatterns() {
        assertThat(problems(contacts(where("Name", "LIKE", number("12"), FieldType.DATE))))
                .singleElement()
                .hasToString(
                        "/filters/Name: Name of type date: 'LIKE' does not suit type date; use one of =, !=, <, <=,"
                                + " >, >=, IN, NOT IN, is_null, is_not_null");
        assertThat(problems(contacts(where("Name", "LIKE", number("12")))))
                .singleElement()
                .hasToString("/filters/Name/val: Name: LIKE needs a text, got a number");
        assertThat(problems(contacts(where("Name", "contains", new Input.Null(), FieldType.STRING))))
                .singleElement()
                .hasToString("/filters/Name/val: Name of type string: contains needs a text, got null");
    }

    @Test
    void refusesOrderWithoutADeclaredTypeToo() {
        assertThat(problems(contacts(where("Active__c", ">=", new Input.Bool(true)))))
                .singleElement()
                .hasToString("/filters/Active__c/val: Active__c: >= needs a value with an order, got a boolean");
    }

    @Test
    void refusesFieldsThatCannotBeFiltered() {
        assertThat(problems(contacts(where("MailingAddress", "=", text("Main St"), FieldType.ADDRESS))))
                .singleElement()
                .hasToString("/filters/MailingAddress: MailingAddress of type address: fields of type address cannot be"
                        + " filtered");
    }

    @Test
    void refusesASemicolonInAPicklistValue() {
        assertThat(problems(contacts(where("Tags__c", "INCLUDES", many("a", "b;c", " "), FieldType.MULTIPICKLIST))))
                .extracting(Problem::location)
                .containsExactly("/filters/Tags__c/val/1", "/filters/Tags__c/val/2");
    }

    @Test
    void makesAProblemOfAStructureThatSoqlLacks() {
        assertThat(problems(selecting(List.of(), new Limit.Unlimited())))
                .containsExactly(new Problem("", "a query selects at least one field"));
    }

    @Test
    void selectsAFieldOnceHoweverOftenItIsAskedFor() {
        assertThat(Soql.of(ready(selecting(fields("Account.Name", "Id", "account.NAME"), new Limit.Unlimited())))
                        .text())
                .isEqualTo("SELECT Account.Name, Id FROM Contact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "<", "LIKE", "contains", "IN", "NOT IN", "INCLUDES", "EXCLUDES"})
    void repeatsNoValueInAMessage(String operator) {
        String secret = "4155550100;";
        for (var type : FieldType.values()) {
            for (var value : List.of(text(secret), many(secret), text("+" + secret.repeat(500)))) {
                if (planQuery.plan(contacts(where("Phone", operator, value, type)), SOON)
                        instanceof PlanQuery.Plan.Invalid(var problems)) {
                    assertThat(problems.toString()).contains("Phone").doesNotContain("4155550100");
                }
            }
        }
    }
}
