package io.weir.domain.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.caller.ActionName;
import io.weir.domain.draft.ChildDraft;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.DraftOrdering;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Operand;
import io.weir.domain.query.Alias;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fits together in the declaration of a data action, and what does not. */
class ActionCheckTest {
    private final List<DeclaredInput> inputs =
            new ArrayList<>(List.of(input("phone", new InputType.Phone("US"), true)));
    private final List<ActionStep> steps = new ArrayList<>(
            List.of(step("record", leaf("/w", ConditionOperator.IN), Map.of("/w", ofInput("phone", false)))));
    private final List<ActionOutput> outputs = new ArrayList<>(List.of(field("name", "record", "Name")));
    private final List<ActionList> lists = new ArrayList<>();

    @Test
    void aSoundActionHasNoProblem() {
        assertThat(problems()).isEmpty();
        assertThat(new DataAction(
                                new ActionName("lookup"),
                                1,
                                "x",
                                inputs,
                                steps,
                                outputs,
                                lists,
                                DataAction.Bounds.USUAL)
                        .steps())
                .hasSize(1);
    }

    @Test
    void anActionWithAProblemDoesNotExist() {
        outputs.add(field("name", "record", "Name"));
        assertThatThrownBy(() -> new DataAction(
                        new ActionName("lookup"), 1, "x", inputs, steps, outputs, lists, DataAction.Bounds.USUAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/outputs/name");
        outputs.removeLast();
        assertThatThrownBy(() -> new DataAction(
                        new ActionName("lookup"), 0, "x", inputs, steps, outputs, lists, DataAction.Bounds.USUAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("versions count from 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contactId", "CONTACTID", "requestId", "timeoutMs"})
    void whatEveryRequestMayHaveIsNoInput(String name) {
        inputs.add(input(name, new InputType.Scalar(FieldType.STRING), false));
        assertThat(problems()).contains("/inputs/" + name + ": every request may have this one; choose another name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ok", "Outcome", "count", "TRUNCATED", "request_id", "code", "retryable", "salesforce_code"})
    void whatEveryAnswerHasIsNoOutput(String name) {
        outputs.add(field(name, "record", "Name"));
        assertThat(problems()).singleElement().asString().startsWith("/outputs/" + name + ": every answer has");
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
    void aListsMemberIsAnOutputToo() {
        outputs.add(field("r1_name", "record", "Name"));
        lists.add(new ActionList(
                name("r"), new RowsOf.Step(name("record")), 2, List.of(field("name", "record", "Name"))));
        assertThat(problems())
                .containsExactly("/lists/r/outputs/name: the answer has 'r1_name' already, but for its case");
    }

    @Test
    void anInputThatNoQueryUsesIsAMistake() {
        inputs.add(input("city", new InputType.Scalar(FieldType.STRING), false));
        assertThat(problems()).containsExactly("/inputs/city: no query uses it");
    }

    @Test
    void aBlankRefersToWhatThereIs() {
        steps.set(0, step("record", leaf("/w", ConditionOperator.EQUAL), Map.of("/w", ofInput("fone", false))));
        assertThat(problems()).containsExactly("/w: there is no input {fone}", "/inputs/phone: no query uses it");
    }

    @Test
    void whatRefersToNothingIsAMistake() {
        inputs.clear();
        steps.add(step("cases", leaf("/c", ConditionOperator.EQUAL), Map.of("/c", ofStep("account", "Id"))));
        outputs.add(field("tier", "account", "Tier__c"));
        outputs.add(counted("orders", new RowsOf.Children(name("account"), new RelationshipName("Orders"))));
        assertThat(problems())
                .containsExactly(
                        "/w: there is no input {phone}",
                        "/c: no step before this one is called 'account'",
                        "/outputs/tier: there is no step 'account'",
                        "/outputs/orders: there is no step 'account'");
    }

    @Test
    void everythingThatDoesNotFitIsToldAtOnce() {
        inputs.set(0, input("phone", new InputType.Phone("US"), false));
        inputs.add(input("city", new InputType.Scalar(FieldType.STRING), false));
        steps.set(0, step("record", new Condition.Everything(), Map.of("/w", ofInput("phone", true))));
        outputs.set(0, field("ok", "record", "Nme"));
        lists.add(new ActionList(name("r"), new RowsOf.Step(name("nowhere")), 1, List.of(field("a", "nowhere", "Id"))));
        assertThat(problems())
                .containsExactly(
                        "/steps/record: a query needs a condition that holds whatever inputs are absent, or it reads"
                                + " the whole object",
                        "/inputs/city: no query uses it",
                        "/outputs/ok: every answer has 'ok' already; choose another name",
                        "/outputs/ok: the query of 'record' does not select Nme",
                        "/lists/r: there is no step 'nowhere'");
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
        assertThat(problems()).containsExactly("/w: {phone} is a telephone number, which does not go with LIKE");
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
        assertThat(problems()).containsExactly("/c: step 'record' does not select AccountId");

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

    @Test
    void anOutputIsSomethingSelected() {
        outputs.add(field("mail", "record", "Email"));
        outputs.add(field("state", "cases", "Status"));
        assertThat(problems())
                .containsExactly(
                        "/outputs/mail: the query of 'record' does not select Email",
                        "/outputs/state: there is no step 'cases'");
    }

    @Test
    void caseDoesNotMatterInAFieldsName() {
        outputs.add(field("other", "record", "NAME"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void anAggregateIsKnownByItsAlias() {
        var select = List.<DraftItem>of(new DraftItem.Aggregated(
                "/a", new Operand.Aggregate(AggregateFunction.COUNT, FieldPath.parse("Id")), new Alias("n")));
        steps.set(0, step("record", select, List.of(), ActionStep.OnMany.FIRST));
        outputs.set(0, field("n", "record", "n"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void whatIsCountedIsThere() {
        outputs.add(counted("cases", new RowsOf.Step(name("cases"))));
        outputs.add(counted("children", new RowsOf.Children(name("record"), new RelationshipName("Cases"))));
        assertThat(problems())
                .containsExactly(
                        "/outputs/cases: there is no step 'cases'",
                        "/outputs/children: the query of 'record' has no children Cases");
    }

    @Test
    void childrenAreKnownInAnyCase() {
        var children = new ChildDraft(
                new RelationshipName("Cases"),
                List.of(new DraftItem.Field("/x", FieldPath.parse("CaseNumber"))),
                new Condition.Everything(),
                List.of(),
                new Limit.Unlimited(),
                0);
        var select = List.<DraftItem>of(
                new DraftItem.Field("/n", FieldPath.parse("Name")), new DraftItem.Children("/k", children));
        steps.set(0, step("record", select, List.of(), ActionStep.OnMany.MULTIPLE));
        var rows = new RowsOf.Children(name("record"), new RelationshipName("cases"));
        outputs.add(counted("n", rows));
        lists.add(new ActionList(name("r"), rows, 2, List.of(field("number", "record", "CaseNumber"))));
        assertThat(problems()).isEmpty();

        lists.set(0, new ActionList(name("r"), rows, 2, List.of(field("number", "record", "Name"))));
        assertThat(problems()).containsExactly("/lists/r/outputs/number: the rows of this list do not have Name");
    }

    @Test
    void aListsOutputsAreFieldsOfItsRows() {
        lists.add(new ActionList(
                name("r"),
                new RowsOf.Step(name("record")),
                1,
                List.of(counted("n", new RowsOf.Step(name("record"))), field("mail", "record", "Email"))));
        assertThat(problems())
                .containsExactly(
                        "/lists/r/outputs/n: a list's outputs have a path",
                        "/lists/r/outputs/mail: the rows of this list do not have Email");
    }

    @Test
    void theFirstOfSeveralNeedsAnOrderAndIsToldOnce() {
        steps.set(0, step("record", fields(), List.of(), ActionStep.OnMany.FIRST));
        outputs.add(field("id", "record", "Id"));
        lists.add(new ActionList(
                name("r"),
                new RowsOf.Step(name("record")),
                2,
                List.of(field("a", "record", "Name"), field("b", "record", "Id"))));
        assertThat(problems())
                .containsExactly("/outputs/name: which row is first? Give the query of 'record' an order_by, or say"
                        + " 'on_many: multiple'");

        steps.set(0, step("record", fields(), List.of(ordering("Name")), ActionStep.OnMany.FIRST));
        assertThat(problems()).isEmpty();
    }

    @Test
    void oneRowNeedsNoOrder() {
        var draft = new QueryDraft(
                new ObjectName("Contact"),
                fields(),
                leaf("/w", ConditionOperator.IN),
                List.of(),
                new Condition.Everything(),
                List.of(),
                new Limit.AtMost(1),
                0);
        steps.set(0, step("record", draft, Map.of("/w", ofInput("phone", false)), ActionStep.OnMany.FIRST));
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, STRING BOOLEAN INTEGER NUMBER DATE DATETIME",
        "DATE_ONLY, DATE",
        "EPOCH, INTEGER",
        "SPOKEN_DATE, STRING",
        "UPPER, STRING",
        "MASK, STRING"
    })
    void aFormatSuitsItsTypes(ActionOutput.Format format, String types) {
        var suitable = Arrays.stream(types.split(" ", -1))
                .map(ActionOutput.Type::valueOf)
                .toList();
        for (var type : ActionOutput.Type.values()) {
            outputs.set(
                    0,
                    output("x", new ActionOutput.Source.Field(name("record"), FieldPath.parse("Name")), type, format));
            assertThat(problems().isEmpty()).as("%s as %s", type, format).isEqualTo(suitable.contains(type));
        }
    }

    @Test
    void anAnswerWhoseNamesAloneFillItIsAMistake() {
        var many = new ArrayList<ActionOutput>();
        for (int i = 0; i < 20; i++) {
            many.add(field("aRatherLongNameOfAMemberNumber" + i, "record", "Name"));
        }
        lists.add(new ActionList(name("rows"), new RowsOf.Step(name("record")), 20, many));
        assertThat(problems()).singleElement().asString().startsWith("/outputs: the names alone have ");
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
        var priority = DataAction.Bounds.USUAL.priority();
        assertThatThrownBy(() -> new DataAction.Bounds(time, kept, priority, rows))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> problems() {
        return DataAction.problems(inputs, steps, outputs, lists).stream()
                .map(Problem::toString)
                .toList();
    }

    private static MemberName name(String name) {
        return new MemberName(name);
    }

    private static DeclaredInput input(String name, InputType type, boolean required) {
        return new DeclaredInput(
                name(name), type, "", required, Optional.empty(), Optional.empty(), 40, List.of(), false);
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

    private static QueryTemplate.Blank ofInput(String name, boolean skipped) {
        return new QueryTemplate.Blank(new Reference.OfInput(name(name)), skipped);
    }

    private static QueryTemplate.Blank ofStep(String step, String path) {
        return new QueryTemplate.Blank(new Reference.OfStep(name(step), FieldPath.parse(path)), false);
    }

    private static Condition.Leaf leaf(String location, ConditionOperator operator) {
        return new Condition.Leaf(
                location,
                new Operand.Field(FieldPath.parse("Phone")),
                operator,
                new Input.Text("constant"),
                Optional.empty());
    }

    private static List<DraftItem> fields() {
        return List.of(
                new DraftItem.Field("/f/0", FieldPath.parse("Id")),
                new DraftItem.Field("/f/1", FieldPath.parse("Name")));
    }

    private static DraftOrdering ordering(String field) {
        return new DraftOrdering(
                "/o",
                new Ordering(new Operand.Field(FieldPath.parse(field)), Ordering.Direction.ASC, Ordering.Nulls.FIRST));
    }

    private static ActionStep step(String name, Condition where, Map<String, QueryTemplate.Blank> blanks) {
        return step(
                name, QueryDraft.of(new ObjectName("Contact"), fields(), where), blanks, ActionStep.OnMany.MULTIPLE);
    }

    private static ActionStep step(
            String name, List<DraftItem> select, List<DraftOrdering> orderBy, ActionStep.OnMany onMany) {
        var draft = new QueryDraft(
                new ObjectName("Contact"),
                select,
                leaf("/w", ConditionOperator.IN),
                List.of(),
                new Condition.Everything(),
                orderBy,
                new Limit.Unlimited(),
                0);
        return step(name, draft, new HashMap<>(Map.of("/w", ofInput("phone", false))), onMany);
    }

    private static ActionStep step(
            String name, QueryDraft draft, Map<String, QueryTemplate.Blank> blanks, ActionStep.OnMany onMany) {
        return new ActionStep(
                name(name), "/steps/" + name, new QueryTemplate(draft, blanks), ActionStep.OnNone.NOT_FOUND, onMany);
    }

    private static ActionOutput field(String key, String step, String path) {
        return output(
                key,
                new ActionOutput.Source.Field(name(step), FieldPath.parse(path)),
                ActionOutput.Type.STRING,
                ActionOutput.Format.PLAIN);
    }

    private static ActionOutput counted(String key, RowsOf rows) {
        return output(key, new ActionOutput.Source.Count(rows), ActionOutput.Type.INTEGER, ActionOutput.Format.PLAIN);
    }

    private static ActionOutput output(
            String key, ActionOutput.Source source, ActionOutput.Type type, ActionOutput.Format format) {
        return new ActionOutput(name(key), source, type, format, Optional.empty(), "");
    }
}
