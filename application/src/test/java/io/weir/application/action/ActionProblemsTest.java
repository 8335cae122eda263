package io.weir.application.action;

import static io.weir.application.Actions.RECORD;
import static io.weir.application.Actions.callerLookup;
import static io.weir.application.Actions.output;
import static io.weir.application.Actions.step;
import static io.weir.application.Drafts.number;
import static io.weir.application.Drafts.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Actions;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionStep.OnMany;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.draft.Input;
import io.weir.domain.history.Execution;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose mistake it is that a data action cannot run: that of its caller or that of its operator. */
class ActionProblemsTest extends ActionRuns {
    @Test
    void aDefaultThatNoFieldCanHaveIsTheOperatorsToMend() {
        var action = new Actions.Builder()
                .input(new DeclaredInput(
                        new MemberName("active"),
                        new InputType.Scalar(FieldType.INT),
                        "",
                        false,
                        Optional.of(number("5")),
                        Optional.empty(),
                        40,
                        List.of(),
                        false))
                .step(step("record", "Contact").select("Id").blank("Active__c", "=", "active"))
                .output("id", "record", "Id")
                .built();

        assertThat(problems(action, Map.of()))
                .containsExactly("! /steps/record/query/where/0/val: Active__c of type boolean: expected true or false,"
                        + " got a number");
        assertThat(problems(action, Map.of("active", text("7"))))
                .containsExactly("/active: Active__c of type boolean: expected true or false, got a string");
        assertThat(org.asked()).isEmpty();
    }

    @Test
    void tellsWhichInputIsWrongAndNotItsValue() {
        var action = new Actions.Builder()
                .input("visits", FieldType.INT)
                .input(new DeclaredInput(
                        new MemberName("pin"),
                        new InputType.Scalar(FieldType.STRING),
                        "",
                        true,
                        Optional.empty(),
                        Optional.of(new DeclaredInput.TextPattern("[0-9]+", text -> text.matches("[0-9]+"))),
                        4,
                        List.of(),
                        true))
                .input(new DeclaredInput(
                        new MemberName("tier"),
                        new InputType.Scalar(FieldType.STRING),
                        "",
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        40,
                        List.of("Gold", "Silver"),
                        false))
                .step(step("record", "Contact")
                        .select("Id")
                        .blank("Visits__c", "=", "visits")
                        .blank("Name", "=", "pin")
                        .blank("Tier__c", "=", "tier"))
                .output("id", "record", "Id")
                .built();

        assertThat(problems(action, Map.of("visits", text("5.5"), "pin", text("12x"), "tier", text("gold"))))
                .containsExactly(
                        "/visits: expected a whole number of 32 bits, such as 42, got a string",
                        "/pin: must match [0-9]+",
                        "/tier: is one of Gold, Silver");
        assertThat(problems(action, Map.of("visits", new Input.Many(List.of(number("1"))), "pin", text("12345"))))
                .containsExactly(
                        "/visits: expected one value, got a list",
                        "/pin: has at most 4 characters",
                        "/tier: is required");
        assertThat(org.asked()).isEmpty();
        assertThat(remembered).extracting(Execution::businessOutcome).containsOnly("invalid_input");
    }

    @Test
    void aValueThatTheFieldCannotHaveIsTheCallersMistake() {
        var action = new Actions.Builder()
                .input("id", FieldType.STRING)
                .step(step("record", "Contact").select("Id").blank("Id", "=", "id"))
                .output("contactId", "record", "Id")
                .built();

        assertThat(problems(action, Map.of("id", text("nonsense"))))
                .containsExactly("/id: Id of type id: expected a record id of 15 or 18 letters and digits, the 15 in"
                        + " their case, got a string");
    }

    @Test
    void anUnknownFieldIsTheOperatorsMistake() {
        var action = new Actions.Builder()
                .input("id", FieldType.STRING)
                .step(step("record", "Contact").select("Id").blank("Nme", "=", "id"))
                .output("contactId", "record", "Id")
                .built();

        assertThat(problems(action, Map.of("id", text("nonsense"))))
                .singleElement()
                .asString()
                .startsWith("! /steps/record/query/where/0");
        assertThat(remembered).singleElement().extracting(Execution::outcome).isEqualTo("action_unsuitable");
        assertThat(unsuitable).containsExactly(action.name());
    }

    @Test
    void anOutputThatTheFieldCanNeverBeIsTheOperatorsMistake() {
        var action = callerLookup()
                .output(output(
                        "vip", new ActionOutput.Source.Field(RECORD, FieldPath.parse("id")), ActionOutput.Type.BOOLEAN))
                .built();

        assertThat(problems(action, ADA))
                .containsExactly(
                        "! /outputs/vip: an output of type boolean cannot come from id, which is of type id in the"
                                + " org");
        assertThat(org.asked()).isEmpty();
    }

    @Test
    void leavesOutAConditionWhoseInputIsAbsent() {
        var action = callerLookup()
                .input(new DeclaredInput(
                        new MemberName("tier"),
                        new InputType.Scalar(FieldType.STRING),
                        "",
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        40,
                        List.of(),
                        false))
                .step(step("more", "Contact")
                        .select("Id")
                        .blank("Phone", "=", "phone")
                        .skipped("Tier__c", "=", "tier")
                        .onMany(OnMany.FIRST)
                        .onNone(OnNone.GO_ON))
                .built();
        org.with("Contact", ada);

        answer(action, ADA);

        assertThat(org.asked().getLast()).isEqualTo("SELECT Id FROM Contact WHERE Phone = '+14155550100' LIMIT 51");
    }

    @Test
    void usesTheDefaultOfAnAbsentInput() {
        var action = callerLookup()
                .input(new DeclaredInput(
                        new MemberName("tier"),
                        new InputType.Scalar(FieldType.STRING),
                        "",
                        false,
                        Optional.of(text("Gold")),
                        Optional.empty(),
                        40,
                        List.of(),
                        false))
                .step(step("more", "Contact").select("Id").blank("Tier__c", "=", "tier"))
                .built();
        org.with("Contact", ada);

        answer(action, Map.of("phone", text("4155550100"), "tier", text(" ")));

        assertThat(org.asked().getLast()).contains("Tier__c = 'Gold'");
    }
}
