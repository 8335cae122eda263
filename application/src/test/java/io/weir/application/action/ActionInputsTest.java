package io.weir.application.action;

import static io.weir.application.Actions.callerLookup;
import static io.weir.application.Actions.step;
import static io.weir.application.Drafts.number;
import static io.weir.application.Drafts.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Actions;
import io.weir.application.Drafts;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.draft.Input;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.FieldType;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a data action reads what a flow sends for its inputs. */
class ActionInputsTest extends ActionRuns {
    @Test
    void aDateIsADayInTheZoneOfTheAction() {
        var action = new Actions.Builder()
                .input("day", new InputType.Scalar(FieldType.DATE))
                .step(step("cases", "Contact")
                        .select("Id")
                        .blank("CreatedDate", "=", "day")
                        .in(ZoneId.of("America/New_York")))
                .built();

        // the clocks of New York go forward on this day
        run(action, Map.of("day", text("2026-03-08")));

        assertThat(org.asked())
                .singleElement()
                .asString()
                .contains("CreatedDate >= 2026-03-08T05:00:00.000Z AND CreatedDate <= 2026-03-09T03:59:59.999Z");
    }

    @Test
    void asksNothingWithoutACallersNumber() {
        for (var sent : List.of(text("anonymous"), text(" "), new Input.Null(), text("+1"))) {
            assertThat(answer(callerLookup().built(), Map.of("phone", sent)).verdict())
                    .isEqualTo(Verdict.NO_CALLER_ID);
        }
        assertThat(answer(callerLookup().built(), Map.of()).verdict()).isEqualTo(Verdict.NO_CALLER_ID);
        assertThat(org.asked()).isEmpty();
        assertThat(remembered)
                .hasSize(5)
                .allSatisfy(execution -> assertThat(execution.apiCalls()).isZero());
    }

    @Test
    void looksForEveryNumberOfSeveral() {
        answer(callerLookup().built(), Map.of("phone", text("4155550100, 4155550101")));

        assertThat(org.asked())
                .containsExactly(
                        "SELECT Id, Name, Account.Name FROM Contact WHERE Phone IN ('+14155550100', '4155550100',"
                                + " '+14155550101', '4155550101') LIMIT 51");
    }

    @Test
    void looksForNoneOfSeveralNumbersWhereThereIsRoomForOne() {
        var action = new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step("record", "Contact").select("Id").blank("Phone", "=", "phone"))
                .output("id", "record", "Id")
                .built();

        assertThat(answer(action, Map.of("phone", text("4155550100, 4155550101")))
                        .verdict())
                .isEqualTo(Verdict.NO_CALLER_ID);
        assertThat(org.asked()).isEmpty();
    }

    @Test
    void readsANumberThatJsonWritesAsADecimal() {
        var action = callerLookup().built();
        for (var number : List.of("4155550100.0", "4.155550100e9", "4155550100")) {
            answer(action, Map.of("phone", number(number)));

            assertThat(org.asked().getLast()).contains("'+14155550100'");
        }
        int asked = org.asked().size();
        for (var number : List.of("4155550100.5", "-4155550100", "0", "1e400")) {
            assertThat(answer(action, Map.of("phone", number(number))).verdict())
                    .isEqualTo(Verdict.NO_CALLER_ID);
        }
        assertThat(org.asked()).hasSize(asked);
    }

    @Test
    void aPhoneThatNeedNotBeThereIsLeftOut() {
        org.with("Contact", ada);
        for (var blank : List.of(text(""), text(" "), new Input.Null())) {
            assertThat(answer(byEitherPhone(), Map.of("phone", text("4155550100"), "mobile", blank))
                            .verdict())
                    .isEqualTo(Verdict.FOUND);
        }
        answer(byEitherPhone(), Map.of("mobile", text("4155550101")));
        answer(byEitherPhone(), Map.of());

        assertThat(org.asked())
                .containsExactly(
                        "SELECT Id, Name FROM Contact WHERE Name = 'Ada' AND Phone = '+14155550100' LIMIT 51",
                        "SELECT Id, Name FROM Contact WHERE Name = 'Ada' AND MobilePhone = '+14155550101' LIMIT 51",
                        "SELECT Id, Name FROM Contact WHERE Name = 'Ada' LIMIT 51");
    }

    @Test
    void aPhoneThatIsThereButWithheldIsNotLeftOut() {
        for (var withheld : List.of("anonymous", "Restricted", "+1")) {
            assertThat(answer(byEitherPhone(), Map.of("phone", text("4155550100"), "mobile", text(withheld)))
                            .verdict())
                    .isEqualTo(Verdict.NO_CALLER_ID);
        }
        assertThat(org.asked()).isEmpty();
    }

    private static DataAction byEitherPhone() {
        return new Actions.Builder()
                .input(optionalPhone("phone"))
                .input(optionalPhone("mobile"))
                .step(step("record", "Contact")
                        .select("Id", "Name")
                        .where(Drafts.where("Name", "=", text("Ada")))
                        .skipped("Phone", "=", "phone")
                        .skipped("MobilePhone", "=", "mobile"))
                .output("contactName", "record", "Name")
                .built();
    }

    private static DeclaredInput optionalPhone(String name) {
        return new DeclaredInput(
                new MemberName(name),
                new InputType.Phone("US"),
                "",
                false,
                Optional.empty(),
                Optional.empty(),
                40,
                List.of(),
                false);
    }

    @Test
    void tellsNoValueThatASensitiveInputMayHave() {
        var action = new Actions.Builder()
                .input(new DeclaredInput(
                        new MemberName("code"),
                        new InputType.Scalar(FieldType.STRING),
                        "",
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        40,
                        List.of("4711", "4712"),
                        true))
                .step(step("record", "Contact").select("Id").blank("Name", "=", "code"))
                .output("id", "record", "Id")
                .built();

        assertThat(problems(action, Map.of("code", text("1234"))))
                .containsExactly("/code: is none of the allowed values");
    }

    @Test
    void readsWhatFlowsSendByTheDeclaredType() {
        var action = new Actions.Builder()
                .input("visits", FieldType.INT)
                .input("active", FieldType.BOOLEAN)
                .input("since", FieldType.DATE)
                .input("tiers", new InputType.Several(FieldType.PICKLIST))
                .step(step("record", "Contact")
                        .select("Id")
                        .blank("Visits__c", ">=", "visits")
                        .blank("Active__c", "=", "active")
                        .blank("Birthdate", "<", "since")
                        .blank("Tier__c", "IN", "tiers"))
                .output("id", "record", "Id")
                .built();
        var inputs = Map.of(
                "visits", text(" 5 "),
                "active", text("True"),
                "since", text("2026-01-31"),
                "tiers", text("Gold||Silver"));

        answer(action, inputs);

        assertThat(org.asked())
                .containsExactly("SELECT Id FROM Contact WHERE Visits__c >= 5 AND Active__c = true AND Birthdate <"
                        + " 2026-01-31 AND Tier__c IN ('Gold', 'Silver') LIMIT 51");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com ",
                "\t ada@example.com\r\n",
                "\u00a0ada@example.com\u202f",
                "\ufeffada@example.com\u200b",
                "\u202aada@example.com\u202c"
            })
    void comparesNoWhiteSpaceAroundAnInput(String email) {
        var action = new Actions.Builder()
                .input("email", FieldType.EMAIL)
                .step(step("record", "Contact").select("Id").blank("Email", "=", "email"))
                .output("id", "record", "Id")
                .built();

        answer(action, Map.of("email", text(email)));

        assertThat(org.asked()).containsExactly("SELECT Id FROM Contact WHERE Email = 'ada@example.com' LIMIT 51");
    }

    @Test
    void readsTheValuesOfAMultiPicklistAsSalesforceGivesThem() {
        schema = SchemaCatalog.NONE;
        var action = new Actions.Builder()
                .input("uses", new InputType.Several(FieldType.MULTIPICKLIST))
                .step(step("record", "Contact").select("Id").blank("Uses__c", "INCLUDES", "uses"))
                .output("id", "record", "Id")
                .built();

        answer(action, Map.of("uses", text("Gold; Silver|Tin;")));

        assertThat(org.asked())
                .containsExactly("SELECT Id FROM Contact WHERE Uses__c INCLUDES ('Gold', 'Silver', 'Tin') LIMIT 51");
    }

    @Test
    void holdsAnInputWithoutWhiteSpaceAroundItAgainstItsDeclaration() {
        var tier = new DeclaredInput(
                new MemberName("tier"),
                new InputType.Scalar(FieldType.STRING),
                "",
                true,
                Optional.empty(),
                Optional.of(new DeclaredInput.TextPattern("[A-Z][a-z]+", text -> text.matches("[A-Z][a-z]+"))),
                4,
                List.of("Gold"),
                false);
        var action = new Actions.Builder()
                .input(tier)
                .step(step("record", "Contact").select("Id").blank("Tier__c", "=", "tier"))
                .output("id", "record", "Id")
                .built();

        answer(action, Map.of("tier", text(" Gold\u00a0")));

        assertThat(org.asked()).containsExactly("SELECT Id FROM Contact WHERE Tier__c = 'Gold' LIMIT 51");
        assertThat(problems(action, Map.of("tier", text("\u00a0\u200b")))).containsExactly("/tier: is required");
    }

    @Test
    void readsValuesByTheirDeclaredTypeWhereTheOrgTellsNone() {
        schema = SchemaCatalog.NONE;
        var action = new Actions.Builder()
                .input("since", FieldType.DATE)
                .input("visits", FieldType.INT)
                .input("ids", new InputType.Several(FieldType.ID))
                .step(step("record", "Contact")
                        .select("Id")
                        .blank("Birthdate", "<", "since")
                        .blank("Visits__c", "=", "visits")
                        .blank("Id", "IN", "ids"))
                .output("id", "record", "Id")
                .built();

        answer(action, Map.of("since", text("2026-01-31"), "visits", text("5"), "ids", text("003000000000001|" + ID)));

        assertThat(org.asked())
                .containsExactly("SELECT Id FROM Contact WHERE Birthdate < 2026-01-31 AND Visits__c = 5 AND Id IN"
                        + " ('" + ID + "', '" + ID + "') LIMIT 51");
    }

    @Test
    void comparesANumberWithATextFieldAsText() {
        var action = new Actions.Builder()
                .input("number", FieldType.INT)
                .step(step("record", "Contact").select("Id").blank("Name", "=", "number"))
                .output("id", "record", "Id")
                .built();

        answer(action, Map.of("number", text("5")));

        assertThat(org.asked()).containsExactly("SELECT Id FROM Contact WHERE Name = '5' LIMIT 51");
    }
}
