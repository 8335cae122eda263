package io.weir.domain.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.ActionStep.OnMany;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.ActionStep.When;
import io.weir.domain.action.SearchTemplate.Strategy;
import io.weir.domain.caller.ActionName;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.query.SearchGroup;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which steps of an action can go in one call. */
class AskedAlongTest extends ActionDeclaration {
    private static final List<When> ALWAYS = List.of();

    @Test
    void stepsThatOnlyWaitForWhetherAnotherFindsSomethingGoWithIt() {
        var action = action(
                asking("contact", ALWAYS),
                asking("lead", List.of(none("contact"))),
                asking("account", List.of(none("contact"), none("lead"))),
                asking("hours", ALWAYS));

        assertThat(along(action, 0)).containsExactly("lead", "account", "hours");
        assertThat(along(action, 1)).containsExactly("account", "hours");
        assertThat(along(action, 3)).isEmpty();
        assertThat(with(action)).containsExactly("", "contact", "contact", "contact");
    }

    @Test
    void aStepThatTakesAValueGoesWithTheNextThatHasIt() {
        var action = action(
                asking("contact", ALWAYS),
                taking("cases", "contact", ALWAYS),
                asking("hours", ALWAYS),
                taking("tasks", "contact", List.of(new When(name("cases"), true))));

        assertThat(along(action, 0)).containsExactly("hours");
        assertThat(along(action, 1)).containsExactly("hours", "tasks");
        assertThat(with(action)).containsExactly("", "", "contact", "cases");
    }

    @Test
    void aStepDoesNotGoBeforeOneOnWhichItsConditionIs() {
        var action = action(
                asking("contact", ALWAYS), taking("cases", "contact", ALWAYS), asking("lead", List.of(none("cases"))));

        assertThat(along(action, 0)).isEmpty();
        assertThat(along(action, 1)).containsExactly("lead");
    }

    @Test
    void theSearchIndexHasACallOfItsOwn() {
        var action = action(
                asking("contact", ALWAYS),
                searching("indexed", Strategy.SEARCH_THEN_RECENT),
                searching("searched", Strategy.QUERY_THEN_SEARCH),
                asking("hours", List.of(none("indexed"))));

        assertThat(along(action, 0)).containsExactly("searched");
        assertThat(along(action, 1)).isEmpty();
        assertThat(along(action, 2)).containsExactly("hours");
    }

    private static ActionStep searching(String name, Strategy strategy) {
        var contact = new ObjectName("Contact");
        var object = SearchTemplate.SearchedObject.of(
                "/steps/" + name + "/search/returning/Contact",
                new QueryTemplate(QueryDraft.of(contact, fields(), new Condition.Everything()), Map.of()),
                SearchGroup.PHONE,
                name("phone"),
                SearchTemplate.SearchedObject.usualFields(contact, SearchGroup.PHONE));
        var search = new SearchTemplate(
                "/steps/" + name + "/search", name("phone"), SearchGroup.PHONE, strategy, List.of(object));
        return new ActionStep(name(name), "/steps/" + name, search, ALWAYS, OnNone.GO_ON, OnMany.MULTIPLE);
    }

    private DataAction action(ActionStep... asked) {
        steps.clear();
        steps.addAll(List.of(asked));
        outputs.set(0, field("name", asked[0].name().value(), "Name"));
        return new DataAction(
                new ActionName("who"),
                1,
                "",
                inputs,
                groups,
                steps,
                firstOf,
                outputs,
                lists,
                DataAction.Bounds.DEFAULT);
    }

    private static List<String> along(DataAction action, int step) {
        return action.askedAlong(action.steps().get(step)).stream()
                .map(later -> later.name().value())
                .toList();
    }

    private static Stream<String> with(DataAction action) {
        return action.steps().stream()
                .map(step -> action.askedWith(step).map(MemberName::value).orElse(""));
    }

    private static When none(String step) {
        return new When(name(step), false);
    }

    private static ActionStep asking(String name, List<When> when) {
        return step(name, ofInput("phone", false), ConditionOperator.IN, when);
    }

    private static ActionStep taking(String name, String step, List<When> when) {
        var id = new Reference.OfStep(name(step), FieldPath.parse("Id"));
        return step(name, new QueryTemplate.Blank(id, false), ConditionOperator.EQUAL, when);
    }

    private static ActionStep step(
            String name, QueryTemplate.Blank blank, ConditionOperator operator, List<When> when) {
        var query = new QueryTemplate(
                QueryDraft.of(new ObjectName("Contact"), fields(), leaf("/w", operator)), Map.of("/w", blank));
        return new ActionStep(name(name), "/steps/" + name, query, when, OnNone.GO_ON, OnMany.MULTIPLE);
    }
}
