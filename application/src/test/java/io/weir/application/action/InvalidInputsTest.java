package io.weir.application.action;

import static io.weir.application.Actions.step;
import static io.weir.application.Drafts.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Actions;
import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.Cleaning;
import io.weir.domain.action.Cleaning.Letters;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.DeclaredInput.Range;
import io.weir.domain.action.InputGroups;
import io.weir.domain.action.InputType;
import io.weir.domain.action.InvalidInput;
import io.weir.domain.action.InvalidInput.Reason;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.draft.Input;
import io.weir.domain.history.Execution;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that the caller or the script got wrong is an outcome that a flow branches on. */
class InvalidInputsTest extends ActionRuns {
    private static final Cleaning DIGITS = new Cleaning("", true, Letters.AS_SENT, 8, '0');

    @ParameterizedTest
    @CsvSource({
        "'12 34', FOUND, ",
        "1234.0, FOUND, ",
        "'', INVALID_INPUT, MISSING",
        "'#*', INVALID_INPUT, WRONG_FORM",
        "'abc', INVALID_INPUT, WRONG_FORM",
        "'{Digits}', INVALID_INPUT, UNFILLED",
        "'{$caller.digits[0]}', INVALID_INPUT, UNFILLED",
        "'{Digits1}{Digits2}', INVALID_INPUT, UNFILLED",
        "'1234{Digits2}', INVALID_INPUT, UNFILLED",
        "123456789, INVALID_INPUT, TOO_LONG",
        "12349999, INVALID_INPUT, WRONG_FORM"
    })
    void saysWhichInputIsWrongAndWhy(String digits, Verdict verdict, Reason reason) {
        org.with("Contact", ada);
        var answer = answer(byDigits(DIGITS), Map.of("digits", text(digits)));

        assertThat(answer.verdict()).isEqualTo(verdict);
        assertThat(answer.invalid())
                .isEqualTo(Optional.ofNullable(reason).map(why -> new InvalidInput(new MemberName("digits"), why)));
        if (verdict == Verdict.INVALID_INPUT) {
            assertThat(answer.outputs().values()).containsOnly(new OutputValue.Blank());
            assertThat(org.asked()).isEmpty();
        } else {
            assertThat(org.asked().getFirst()).contains("'00001234'");
        }
        assertThat(remembered).extracting(Execution::businessOutcome).containsExactly(verdict.label());
    }

    @ParameterizedTest
    @CsvSource({
        "1234, FOUND",
        "1234.0, FOUND",
        "1234.00, FOUND",
        "1.234e3, FOUND",
        "123.4, INVALID_INPUT",
        "1234e70, INVALID_INPUT"
    })
    void aNumberDoesNotBecomeAnotherOne(BigDecimal digits, Verdict verdict) {
        org.with("Contact", ada);

        assertThat(answer(byDigits(DIGITS), Map.of("digits", new Input.Numeric(digits)))
                        .verdict())
                .isEqualTo(verdict);
        assertThat(org.asked()).allMatch(soql -> soql.contains("'00001234'"));
    }

    @Test
    void aBooleanIsCleanedLikeItsText() {
        assertThat(invalid(byDigits(DIGITS), Map.of("digits", new Input.Bool(true))))
                .isEqualTo(Reason.WRONG_FORM);
        assertThat(SentInputs.cleaned(new Input.Bool(true), new Cleaning("e", false, Letters.UPPER, 4, '0')))
                .isEqualTo(text("0TRU"));
    }

    @Test
    void theOperatorLearnsOfAVariableThatNobodyReplaced() {
        answer(byDigits(DIGITS), Map.of("digits", text("{Digits}")));

        assertThat(unfilled).containsExactly("caller-lookup digits");
    }

    @ParameterizedTest
    @CsvSource({
        "PHONE, +1{ANI}",
        "PHONE, tel:{ANI}",
        "INT, 1{Digits}",
        "DATE, {year}-{month}-{day}",
        "ID, 003{rest}",
    })
    void aVariableWithinAValueThatIsRefusedIsWhatIsWrongWithIt(String type, String value) {
        var input = Actions.declared(
                "value",
                type.equals("PHONE") ? new InputType.Phone("US") : new InputType.Scalar(FieldType.valueOf(type)));
        var action = new Actions.Builder()
                .input(input)
                .step(step("record", "Contact").select("Id").blank("Phone", "IN", "value"))
                .output("id", "record", "Id")
                .built();

        assertThat(invalid(action, Map.of("value", text(value)))).isEqualTo(Reason.UNFILLED);
        assertThat(unfilled).containsExactly("caller-lookup value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello {ANI}", "{a} {b}", "Dear {name}: {\"a\": 1}"})
    void aTextMayHaveBracesInIt(String value) {
        assertThat(answer(phoneOrName(InputGroups.NONE), Map.of("name", text(value)))
                        .verdict())
                .isEqualTo(Verdict.NOT_FOUND);
        assertThat(unfilled).isEmpty();
    }

    @Test
    void aVariableInTheTextOfAListIsNotReplacedEither() {
        var list = new InputType.Several(FieldType.STRING);

        assertThat(SentInputs.isUnfilled(text("new|{Status}"), list)).isTrue();
        assertThat(SentInputs.isUnfilled(text("new|closed"), list)).isFalse();
    }

    @Test
    void aNumberIsInItsRange() {
        var range = new Range(Optional.of(new BigDecimal("1")), Optional.of(new BigDecimal("9.5")));
        var visits = new DeclaredInput(
                new MemberName("visits"),
                new InputType.Scalar(FieldType.DOUBLE),
                "",
                true,
                Optional.empty(),
                Optional.empty(),
                40,
                List.of(),
                false,
                Cleaning.NONE,
                range,
                false);
        var action = new Actions.Builder()
                .input(visits)
                .step(step("record", "Contact").select("Id").blank("Score__c", "=", "visits"))
                .output("id", "record", "Id")
                .built();

        assertThat(invalid(action, Map.of("visits", text("0.5")))).isEqualTo(Reason.OUT_OF_RANGE);
        assertThat(invalid(action, Map.of("visits", text("9.51")))).isEqualTo(Reason.OUT_OF_RANGE);
        assertThat(invalid(action, Map.of("visits", text("nine")))).isEqualTo(Reason.UNREADABLE);
        assertThat(answer(action, Map.of("visits", text("9.5"))).invalid()).isEmpty();
    }

    @Test
    void aNumberThatTheCallerWasAskedForIsOne() {
        var asked = phone(true);
        var action = new Actions.Builder()
                .input(asked)
                .step(step("record", "Contact").select("Id").blank("Phone", "IN", "phone"))
                .output("id", "record", "Id")
                .built();

        assertThat(invalid(action, Map.of("phone", text("anonymous")))).isEqualTo(Reason.NOT_A_NUMBER);
        assertThat(invalid(action, Map.of("phone", text("")))).isEqualTo(Reason.MISSING);
        assertThat(invalid(action, Map.of("phone", text("{ANI}")))).isEqualTo(Reason.UNFILLED);
        assertThat(answer(action, ADA).verdict()).isEqualTo(Verdict.NOT_FOUND);
    }

    @Test
    void oneOfSeveralInputsIsPresent() {
        var action = phoneOrName(new InputGroups(List.of(new MemberName("phone"), new MemberName("name")), List.of()));

        assertThat(answer(action, Map.of("name", text("Ada"))).verdict()).isEqualTo(Verdict.NOT_FOUND);
        assertThat(answer(action, ADA).verdict()).isEqualTo(Verdict.NOT_FOUND);
        assertThat(invalid(action, Map.of())).isEqualTo(Reason.MISSING);
        assertThat(answer(action, Map.of("phone", text("anonymous"))).verdict()).isEqualTo(Verdict.NO_CALLER_ID);
        assertThat(answer(action, Map.of("phone", text("anonymous"), "name", text("Ada")))
                        .verdict())
                .as("a withheld number beside another input counts as absent")
                .isEqualTo(Verdict.NOT_FOUND);
    }

    @Test
    void anAskedNumberThatIsNoneGivesWayToAnotherInput() {
        var phoneAndName = List.of(new MemberName("phone"), new MemberName("name"));
        var action = phoneOrName(askedOptionally(), new InputGroups(phoneAndName, List.of()));

        assertThat(answer(action, Map.of("phone", text("anonymous"), "name", text("Ada")))
                        .verdict())
                .isEqualTo(Verdict.NOT_FOUND);
        assertThat(org.asked().getFirst()).contains("Name = 'Ada'").doesNotContain("Phone");
        assertThat(invalid(action, Map.of("phone", text("anonymous")))).isEqualTo(Reason.NOT_A_NUMBER);
        assertThat(invalid(action, Map.of("phone", text("{ANI}"), "name", text("Ada"))))
                .isEqualTo(Reason.UNFILLED);
        assertThat(invalid(
                        phoneOrName(askedOptionally(), InputGroups.NONE),
                        Map.of("phone", text("anonymous"), "name", text("Ada"))))
                .isEqualTo(Reason.NOT_A_NUMBER);
    }

    @Test
    void inputsThatBelongTogetherAreAllPresentOrNone() {
        var action = phoneOrName(new InputGroups(List.of(), List.of(new MemberName("phone"), new MemberName("name"))));

        assertThat(answer(action, Map.of()).verdict()).isEqualTo(Verdict.NOT_FOUND);
        assertThat(answer(action, Map.of("phone", text("4155550100"), "name", text("Ada")))
                        .verdict())
                .isEqualTo(Verdict.NOT_FOUND);
        var answer = answer(action, ADA);
        assertThat(answer.invalid()).contains(new InvalidInput(new MemberName("name"), Reason.INCOMPLETE));
    }

    private Reason invalid(DataAction action, Map<String, Input> inputs) {
        ActionAnswer answer = answer(action, inputs);
        assertThat(answer.verdict()).isEqualTo(Verdict.INVALID_INPUT);
        return answer.invalid().orElseThrow().reason();
    }

    private static DataAction phoneOrName(InputGroups groups) {
        return phoneOrName(optional("phone", new InputType.Phone("US")), groups);
    }

    private static DataAction phoneOrName(DeclaredInput phone, InputGroups groups) {
        var name = optional("name", new InputType.Scalar(FieldType.STRING));
        var query = step("record", "Contact").select("Id");
        if (groups.oneOf().isEmpty()) {
            // a query needs a condition that holds whatever is absent
            query.where(Actions.constant("Active__c", new Input.Bool(true)));
        }
        return new Actions.Builder()
                .input(phone)
                .input(name)
                .groups(groups)
                .step(query.skipped("Phone", "IN", "phone").skipped("Name", "=", "name"))
                .output("id", "record", "Id")
                .built();
    }

    private static DeclaredInput optional(String name, InputType type) {
        return new DeclaredInput(
                new MemberName(name), type, "", false, Optional.empty(), Optional.empty(), 40, List.of(), false);
    }

    private static DeclaredInput askedOptionally() {
        return phone(false, true);
    }

    private static DeclaredInput phone(boolean asked) {
        return phone(true, asked);
    }

    private static DeclaredInput phone(boolean required, boolean asked) {
        return new DeclaredInput(
                new MemberName("phone"),
                new InputType.Phone("US"),
                "",
                required,
                Optional.empty(),
                Optional.empty(),
                40,
                List.of(),
                false,
                Cleaning.NONE,
                Range.ALL,
                asked);
    }

    private static DataAction byDigits(Cleaning cleaning) {
        var digits = new DeclaredInput(
                new MemberName("digits"),
                new InputType.Scalar(FieldType.STRING),
                "",
                true,
                Optional.empty(),
                Optional.of(new DeclaredInput.TextPattern("0000[0-9]+", text -> text.matches("0000[0-9]+"))),
                8,
                List.of(),
                false,
                cleaning,
                Range.ALL,
                false);
        return new Actions.Builder()
                .input(digits)
                .step(step("record", "Contact").select("Id", "Name").blank("Name", "=", "digits"))
                .output("contactName", "record", "Name")
                .built();
    }
}
