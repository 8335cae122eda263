package io.weir.domain.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.caller.ActionName;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.Input;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the inputs and queries of a declaration. */
class ActionCheckTest extends ActionDeclaration {
    @Test
    void aSoundActionHasNoProblem() {
        assertThat(problems()).isEmpty();
        assertThat(action(1).steps()).hasSize(1);
    }

    @Test
    void anActionWithAProblemDoesNotExist() {
        outputs.add(field("name", "record", "Name"));
        assertThatThrownBy(() -> action(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/outputs/name");
        outputs.removeLast();
        assertThatThrownBy(() -> action(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("versions count from 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contactId", "CONTACTID", "requestId", "timeoutMs"})
    void whatEveryRequestMayHaveIsNoInput(String name) {
        inputs.add(input(name, new InputType.Scalar(FieldType.STRING), false));
        assertThat(problems()).contains("/inputs/" + name + ": every request may have this one; choose another name");
    }

    @Test
    void namesThatDifferByCaseAloneAreTheSame() {
        inputs.add(input("Phone", new InputType.Phone("US"), true));
        outputs.add(field("NAME", "record", "Name"));
        assertThat(problems())
                .contains(
                        "/inputs/Phone: another input has this name, but for its case",
                        "/outputs/NAME: the answer has 'NAME' already, but for its case");
    }

    @Test
    void anInputThatNoQueryUsesIsAMistake() {
        inputs.add(input("city", new InputType.Scalar(FieldType.STRING), false));
        assertThat(problems()).containsExactly("/inputs/city: no query uses it");
    }

    @Test
    void aBlankRefersToWhatThereIs() {
        steps.set(0, step("record", leaf("/w", ConditionOperator.EQUAL), Map.of("/w", ofInput("fone", false))));
        assertThat(problems())
                .containsExactly(
                        "/w: there is no input {fone}; did you mean {phone}?", "/inputs/phone: no query uses it");
    }

    @Test
    void whatRefersToNothingIsAMistake() {
        inputs.clear();
        steps.add(step("cases", leaf("/c", ConditionOperator.EQUAL), Map.of("/c", ofStep("account", "Id"))));
        outputs.add(field("tier", "account", "Tier__c"));
        outputs.add(counted("orders", new RowSource.Children(name("account"), new RelationshipName("Orders"))));
        assertThat(problems())
                .containsExactly(
                        "/w: there is no input {phone}; declare it under 'inputs'",
                        "/c: no step before this one is called 'account'",
                        "/outputs/tier: there is no step 'account'; known are: record, cases",
                        "/outputs/orders: there is no step 'account'; known are: record, cases");
    }

    @Test
    void everythingThatDoesNotFitIsToldAtOnce() {
        inputs.set(0, input("phone", new InputType.Phone("US"), false));
        inputs.add(input("city", new InputType.Scalar(FieldType.STRING), false));
        steps.set(0, step("record", new Condition.Everything(), Map.of("/w", ofInput("phone", true))));
        outputs.set(0, field("ok", "record", "Nme"));
        lists.add(new ActionList(
                name("r"), new RowSource.Step(name("nowhere")), 1, List.of(field("a", "nowhere", "Id"))));
        assertThat(problems())
                .containsExactly(
                        "/steps/record: a query needs a condition that holds whatever inputs are absent, or it reads"
                                + " the whole object",
                        "/inputs/city: no query uses it",
                        "/outputs/ok: every answer has 'ok' already; choose another name",
                        "/outputs/ok: the query of 'record' does not select Nme; add it to the fields",
                        "/lists/r: there is no step 'nowhere'; known are: record");
    }

    @Test
    void anInputThatMayBeAbsentNeedsAWayOut() {
        inputs.set(0, input("phone", new InputType.Phone("US"), false));
        assertThat(problems()).singleElement().asString().startsWith("/w: {phone} may be absent: make it required");

        inputs.set(0, withDefault("phone"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void whatIsLeftOutMustNotLeaveAQueryWithoutAFilter() {
        inputs.set(0, input("phone", new InputType.Phone("US"), false));
        var skipped = Map.of("/w", ofInput("phone", true));
        steps.set(0, step("record", leaf("/w", ConditionOperator.IN), skipped));
        assertThat(problems()).singleElement().asString().startsWith("/steps/record: a query needs a condition");

        steps.set(0, step("record", new Condition.Not(leaf("/w", ConditionOperator.IN)), skipped));
        assertThat(problems()).hasSize(1);

        var any = new Condition.Any(List.of(leaf("/w", ConditionOperator.IN), leaf("/v", ConditionOperator.EQUAL)));
        steps.set(0, step("record", any, skipped));
        assertThat(problems()).isEmpty();
    }

    @Test
    void aQueryWithoutAnyFilterIsAMistake() {
        inputs.clear();
        steps.set(0, step("record", new Condition.Everything(), Map.of()));
        assertThat(problems()).singleElement().asString().startsWith("/steps/record: a query needs a condition");
    }

    @ParameterizedTest
    @CsvSource({
        "EQUAL, true, true, false",
        "NOT_EQUAL, true, true, false",
        "LIKE, false, true, false",
        "LESS, false, true, false",
        "IN, true, true, true",
        "NOT_IN, true, true, true",
        "INCLUDES, false, true, true",
        "IS_NULL, false, false, false"
    })
    void anOperatorTakesWhatAnInputIs(ConditionOperator operator, boolean phone, boolean scalar, boolean several) {
        steps.set(0, step("record", leaf("/w", operator), Map.of("/w", ofInput("phone", false))));
        inputs.set(0, input("phone", new InputType.Phone("US"), true));
        assertThat(problems().isEmpty()).isEqualTo(phone);
        inputs.set(0, input("phone", new InputType.Scalar(FieldType.STRING), true));
        assertThat(problems().isEmpty()).isEqualTo(scalar);
        inputs.set(0, input("phone", new InputType.Several(FieldType.STRING), true));
        assertThat(problems().isEmpty()).isEqualTo(several);
    }

    @Test
    void theFullMessageNamesInputKindAndOperator() {
        steps.set(0, step("record", leaf("/w", ConditionOperator.LIKE), Map.of("/w", ofInput("phone", false))));
        assertThat(problems())
                .containsExactly("/w: {phone} is a telephone number, which does not go with LIKE; use IN or NOT IN");
    }

    @Test
    void blanksAreCheckedWhereverTheyStand() {
        var within = new Condition.SubQuery(
                "/s",
                FieldPath.parse("AccountId"),
                false,
                FieldPath.parse("Id"),
                new ObjectName("Account"),
                leaf("/s/w", ConditionOperator.LIKE));
        steps.set(
                0,
                step(
                        "record",
                        new Condition.All(List.of(leaf("/w", ConditionOperator.IN), within)),
                        Map.of("/w", ofInput("phone", false), "/s/w", ofInput("phone", false))));
        assertThat(problems()).singleElement().asString().startsWith("/s/w: {phone} is a telephone number");
    }

    @Test
    void aStepRefersToWhatEarlierOnesSelect() {
        steps.add(step("cases", leaf("/c", ConditionOperator.EQUAL), Map.of("/c", ofStep("record", "AccountId"))));
        assertThat(problems()).containsExactly("/c: step 'record' does not select AccountId; add it to the fields");

        steps.set(1, step("cases", leaf("/c", ConditionOperator.EQUAL), Map.of("/c", ofStep("record", "id"))));
        assertThat(problems()).isEmpty();

        steps.set(1, step("cases", leaf("/c", ConditionOperator.EQUAL), Map.of("/c", ofStep("cases", "Id"))));
        assertThat(problems()).containsExactly("/c: no step before this one is called 'cases'");
    }

    @Test
    void anEarlierStepHasNoProblemOfItsOwnForAStepBehindIt() {
        steps.addFirst(step("early", leaf("/e", ConditionOperator.EQUAL), Map.of("/e", ofStep("record", "Id"))));
        assertThat(problems()).containsExactly("/e: no step before this one is called 'record'");
    }

    @Test
    void twoStepsHaveTwoNames() {
        steps.add(step("record", leaf("/c", ConditionOperator.EQUAL), Map.of()));
        assertThat(problems()).containsExactly("/steps/record: another step has this name");
    }

    @Test
    void anActionHasAQuery() {
        inputs.clear();
        steps.clear();
        outputs.clear();
        assertThat(problems()).containsExactly(": an action needs a query");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT1S, 1",
        "PT91S, PT1S, 1",
        "PT1S, -PT1S, 1",
        "PT1S, PT61M, 1",
        "PT1S, PT1S, 0",
        "PT1S, PT1S, 2001"
    })
    void boundsHaveTheirRanges(Duration time, Duration kept, int rows) {
        var priority = DataAction.Bounds.DEFAULT.priority();
        assertThatThrownBy(() -> new DataAction.Bounds(time, kept, priority, rows))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static DeclaredInput withDefault(String name) {
        return new DeclaredInput(
                name(name),
                new InputType.Phone("US"),
                "",
                false,
                Optional.of(new Input.Text("x")),
                Optional.empty(),
                40,
                List.of(),
                false);
    }

    @Test
    void inputsOfAGroupMayBeAbsent() {
        groups = new InputGroups(List.of(name("phone")), List.of(name("phone"), name("nobody")));

        assertThat(problems())
                .contains(
                        "/one_of: names two or more inputs",
                        "/one_of/0: 'phone' is never absent, because it is required or has a default; leave it out"
                                + " here",
                        "/all_or_none/1: there is no input 'nobody'; declare it under 'inputs'");
    }

    private DataAction action(int version) {
        return new DataAction(
                new ActionName("lookup"),
                version,
                "x",
                inputs,
                groups,
                steps,
                firstOf,
                outputs,
                lists,
                DataAction.Bounds.DEFAULT);
    }

    private static QueryTemplate.Blank ofStep(String step, String path) {
        return new QueryTemplate.Blank(new Reference.OfStep(name(step), FieldPath.parse(path)), false);
    }
}
