package io.weir.domain.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.ActionStep.OnMany;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.ActionStep.When;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wrong with the order of steps and with the steps that answer. */
class ChainCheckTest extends ActionDeclaration {
    private final ActionStep lead = chained("lead", List.of(new When(name("record"), false)), OnNone.GO_ON);

    @Test
    void aStepMayWaitForAnEarlierOneThatFindsNothing() {
        steps.set(0, chained("record", List.of(), OnNone.GO_ON));
        steps.add(lead);
        firstOf.addAll(List.of(name("record"), name("lead")));

        assertThat(problems()).isEmpty();
    }

    @Test
    void aStepDoesNotWaitForALaterOne() {
        steps.addFirst(lead);

        assertThat(problems()).contains("/steps/lead/when/record: no step before this one is called 'record'");
    }

    @Test
    void aStepThatUsesAnotherHasNothingToAskIfThatFoundNothing() {
        var id = new Reference.OfStep(name("record"), FieldPath.parse("Id"));
        var query = new QueryTemplate(
                QueryDraft.of(new ObjectName("Case"), fields(), leaf("/w", ConditionOperator.EQUAL)),
                Map.of("/w", new QueryTemplate.Blank(id, false)));
        steps.add(new ActionStep(
                name("cases"),
                "/steps/cases",
                query,
                List.of(new When(name("record"), false)),
                OnNone.GO_ON,
                OnMany.MULTIPLE));

        assertThat(problems())
                .containsExactly("/steps/cases/when/record: the query refers to 'record', so it has nothing to ask if"
                        + " that step found nothing");
    }

    @Test
    void theStepsThatAnswerExistAndAreNamedInOrder() {
        steps.set(0, chained("record", List.of(), OnNone.GO_ON));
        steps.add(lead);

        firstOf.add(name("lead"));
        assertThat(problems()).containsExactly("/first_of: names two or more steps; without it the first step answers");
        firstOf.add(name("record"));
        assertThat(problems()).containsExactly("/first_of/1: the steps are named in the order in which they run");
        firstOf.set(1, name("lead"));
        assertThat(problems()).containsExactly("/first_of/1: names 'lead' a second time");
        firstOf.set(1, name("account"));
        assertThat(problems()).containsExactly("/first_of/1: there is no step 'account'; known are: record, lead");
    }

    @Test
    void onlyTheLastStepThatAnswersEndsTheAction() {
        steps.add(lead);
        firstOf.addAll(List.of(name("record"), name("lead")));

        assertThat(problems())
                .containsExactly("/steps/record/on_none: another step of first_of may still find something; only the"
                        + " last one says not_found or denied");
    }

    private static ActionStep chained(String name, List<When> when, OnNone onNone) {
        var query = new QueryTemplate(
                QueryDraft.of(new ObjectName("Contact"), fields(), leaf("/w", ConditionOperator.IN)),
                Map.of("/w", ofInput("phone", false)));
        return new ActionStep(name(name), "/steps/" + name, query, when, onNone, OnMany.MULTIPLE);
    }
}
