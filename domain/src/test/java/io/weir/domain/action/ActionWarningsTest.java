package io.weir.domain.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.Problem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is allowed in a declaration, and may be unintended. */
class ActionWarningsTest extends ActionDeclaration {
    @Test
    void warnsOfEachWordOfCxoneInAnyCase() {
        assertThat(words("contactId", "ANI", "busno", "timeoutMS", "contactName", "accountId"))
                .extracting(Problem::location)
                .containsExactly("/outputs/contactId", "/outputs/ANI", "/outputs/busno", "/outputs/timeoutMS");
    }

    @Test
    void knowsTheVariablesOfScriptsInAnyCase() {
        assertThat(Stream.of("ANI", "dnis", "busNo", "Err", "digits", "actionId")
                        .map(ActionDeclaration::name))
                .filteredOn(ActionWarnings::isScriptVariable)
                .extracting(MemberName::value)
                .containsExactly("ANI", "dnis", "Err");
    }

    @Test
    void namesAnotherNameForTheContact() {
        assertThat(words("ContactID"))
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("the contact in CXone", "such as contactRecordId");
    }

    @Test
    void warnsOfAListThatSeveralRowsLeaveBlank() {
        list(3);
        assertThat(warnings())
                .containsExactly(new Problem(
                        "/lists/r",
                        "if 'record' finds several rows, the outcome is 'multiple' and this list is blank; give it"
                                + " 'on_many: first' and an order_by"));
    }

    @Test
    void aListOfTheFirstRowsOrOfOneRowIsIntended() {
        list(1);
        assertThat(warnings()).isEmpty();
        lists.clear();

        list(3);
        steps.set(0, step("record", fields(), List.of(ordering("Name")), ActionStep.OnMany.FIRST));
        assertThat(warnings()).isEmpty();
        steps.set(0, limitedTo(1));
        assertThat(warnings()).isEmpty();
        steps.set(0, limitedTo(2));
        assertThat(warnings()).hasSize(1);
    }

    @Test
    void warnsOfBracesInAConstant() {
        outputs.add(constant("greeting", "Hello {Account.Name}"));
        outputs.add(constant("mood", "{}: {1} }{"));
        assertThat(warnings())
                .containsExactly(new Problem(
                        "/outputs/greeting",
                        "braces in a constant are answered as they are; only a template has fields in them"));
    }

    @Test
    void warnsOfAConditionThatNeverHolds() {
        steps.set(0, conditional("record", ActionStep.OnNone.GO_ON));
        steps.add(conditional("other", ActionStep.OnNone.GO_ON, nothing("record")));
        assertThat(warnings()).isEmpty();

        steps.add(conditional("both", ActionStep.OnNone.GO_ON, found("record"), found("other")));
        steps.add(conditional("behind", ActionStep.OnNone.GO_ON, found("both")));
        String contradiction = "never holds: 'record' would have to find something and nothing";
        assertThat(warnings())
                .containsExactly(
                        new Problem("/steps/both/when", contradiction),
                        new Problem("/steps/behind/when", contradiction));
    }

    @Test
    void warnsOfAConditionOnNothingOfAStepThatEndsTheActionThen() {
        steps.set(0, conditional("record", ActionStep.OnNone.DENIED));
        steps.add(conditional("other", ActionStep.OnNone.GO_ON, nothing("record")));
        assertThat(warnings())
                .containsExactly(new Problem(
                        "/steps/other/when",
                        "never holds: the action ends if 'record' finds nothing; give that step 'on_none: go_on'"));
    }

    @Test
    void aStepThatMayNotRunMayHaveFoundNothing() {
        steps.set(0, conditional("record", ActionStep.OnNone.GO_ON));
        steps.add(conditional("other", ActionStep.OnNone.DENIED, found("record")));
        steps.add(conditional("third", ActionStep.OnNone.GO_ON, nothing("other")));
        assertThat(warnings()).isEmpty();
    }

    private static ActionStep conditional(String name, ActionStep.OnNone onNone, ActionStep.When... when) {
        var step = step(name, leaf("/w", ConditionOperator.IN), Map.of("/w", ofInput("phone", false)));
        return new ActionStep(step.name(), step.location(), step.question(), List.of(when), onNone, step.onMany());
    }

    private static ActionStep.When found(String step) {
        return new ActionStep.When(name(step), true);
    }

    private static ActionStep.When nothing(String step) {
        return new ActionStep.When(name(step), false);
    }

    private static ActionOutput constant(String key, String text) {
        return output(
                key,
                new ActionOutput.Source.Constant(new OutputValue.Text(text)),
                ActionOutput.Type.STRING,
                ActionOutput.Format.PLAIN);
    }

    private void list(int most) {
        lists.add(new ActionList(
                name("r"), new RowSource.Step(name("record")), most, List.of(field("id", "record", "Id"))));
    }

    private static ActionStep limitedTo(int rows) {
        var draft = new QueryDraft(
                new ObjectName("Contact"),
                fields(),
                leaf("/w", ConditionOperator.IN),
                List.of(),
                new Condition.Everything(),
                List.of(),
                new Limit.AtMost(rows),
                0);
        return step("record", draft, Map.of("/w", ofInput("phone", false)), ActionStep.OnMany.MULTIPLE);
    }

    private List<Problem> words(String... names) {
        outputs.clear();
        Stream.of(names).map(name -> field(name, "record", "Name")).forEach(outputs::add);
        return warnings();
    }

    private List<Problem> warnings() {
        return ActionWarnings.of(action());
    }
}
