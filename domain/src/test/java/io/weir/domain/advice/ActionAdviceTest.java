package io.weir.domain.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputGroups;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.QueryTemplate;
import io.weir.domain.action.Reference;
import io.weir.domain.action.RowSource;
import io.weir.domain.action.TextTemplate;
import io.weir.domain.action.WriteStep;
import io.weir.domain.action.Writes;
import io.weir.domain.advice.ActionAdvice.Kind;
import io.weir.domain.caller.ActionName;
import io.weir.domain.draft.ChildDraft;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.Operand;
import io.weir.domain.limit.Priority;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionAdviceTest {
    private static final Reference INPUT = new Reference.OfInput(new MemberName("email"));
    private static final ActionStatistics SOUND = new ActionStatistics(1_200, Duration.ofMillis(400), 12, 30);

    private final List<ActionStep> steps = new ArrayList<>();
    private final List<ActionOutput> outputs = new ArrayList<>();
    private final List<ActionList> lists = new ArrayList<>();
    private Writes writes = Writes.NONE;
    private DataAction.Bounds bounds = DataAction.Bounds.DEFAULT;

    ActionAdviceTest() {
        steps.add(step("contact", INPUT, OnNone.NOT_FOUND, "Id", "Name"));
        outputs.add(output("contactName", "contact", "Name"));
        outputs.add(output("contactId", "contact", "id"));
    }

    @Test
    void aSoundActionGetsNoAdvice() {
        steps.add(step("cases", ofStep("contact", "Id"), OnNone.GO_ON, "Subject"));
        lists.add(list(new RowSource.Step(new MemberName("cases")), "cases", "Subject"));

        assertThat(advice()).isEmpty();
        assertThat(ActionAdvice.of(action(), SOUND)).isEmpty();
    }

    @Test
    void aFieldThatNothingUsesIsReadForNothing() {
        steps.set(0, step("contact", INPUT, OnNone.NOT_FOUND, "Id", "Name", "Phone", "Account.Name", "Email"));
        steps.add(step("cases", ofStep("contact", "EMAIL"), OnNone.GO_ON, "Subject"));
        outputs.add(output("subject", "cases", "Subject"));

        assertThat(advice())
                .containsExactly(new ActionAdvice(
                        new ActionName("lookup"),
                        Kind.UNUSED_FIELDS,
                        List.of("contact"),
                        List.of("Phone", "Account.Name"),
                        "Remove Phone and Account.Name from the fields of step contact of lookup.",
                        "No output, list or later step uses them, so Salesforce reads and sends them for nothing."));
    }

    @Test
    void whatWritesNeedIsUsed() {
        steps.set(0, step("contact", INPUT, OnNone.NOT_FOUND, "Id", "Name", "Phone", "Email"));
        writes = new Writes(
                List.of(new WriteStep(
                        new MemberName("note"),
                        "/writes/note",
                        new ObjectName("Contact"),
                        new WriteStep.Operation.Update(new WriteStep.Content.Of(ofStep("contact", "Id"))),
                        List.of(new WriteStep.Field(
                                "Title",
                                "/writes/note/fields/Title",
                                new WriteStep.Content.Text(
                                        List.of(new WriteStep.Part.Gap(ofStep("contact", "Phone")))))),
                        Optional.empty(),
                        List.of(),
                        List.of())),
                List.of());
        bounds = DataAction.Bounds.WRITING;

        assertThat(advice()).singleElement().returns(List.of("Email"), ActionAdvice::fields);
    }

    @Test
    void whatTemplatesCasesAndFirstValuesNeedIsUsed() {
        steps.set(0, step("contact", INPUT, OnNone.NOT_FOUND, "Id", "Name", "Phone", "Email", "VIP__c"));
        outputs.clear();
        var contact = new MemberName("contact");
        var phone = new Source.Field(contact, FieldPath.parse("Phone"));
        var vip = new ActionOutput.Test(
                new Source.Field(contact, FieldPath.parse("VIP__c")), ConditionOperator.IS_NOT_NULL, List.of());
        var choice = new ActionOutput.Choice(List.of(vip), true, new OutputValue.Text("vip"));
        outputs.add(output(
                "url",
                new Source.Written(new TextTemplate(List.of(
                        new TextTemplate.Part.RecordUrl(List.of(contact)),
                        new TextTemplate.Part.Value(new Source.Field(contact, FieldPath.parse("name"))))))));
        outputs.add(output("phone", new Source.FirstOf(List.of(phone, phone))));
        outputs.add(output("verdict", new Source.Chosen(List.of(choice), Optional.empty())));

        assertThat(advice()).singleElement().returns(List.of("Email"), ActionAdvice::fields);
    }

    @Test
    void aStepThatOnlyCountsKeepsOneField() {
        steps.add(step("cases", ofStep("contact", "Id"), OnNone.GO_ON, "Id"));
        outputs.add(output("hasCases", new Source.Exists(new RowSource.Step(new MemberName("cases")))));
        assertThat(advice()).isEmpty();

        steps.set(1, step("cases", ofStep("contact", "Id"), OnNone.GO_ON, "Id", "Subject"));
        assertThat(advice())
                .singleElement()
                .returns(List.of("Subject"), ActionAdvice::fields)
                .returns(
                        "No output, list or later step uses it, so Salesforce reads and sends it for nothing.",
                        ActionAdvice::reason);
    }

    @Test
    void fieldsOfChildrenAreUsedByTheListsOfTheChildren() {
        steps.set(0, withCases("Subject", "Status"));
        var cases = new RowSource.Children(new MemberName("contact"), new RelationshipName("cases"));
        lists.add(list(cases, "contact", "Subject"));
        assertThat(advice()).singleElement().returns(List.of("Cases.Status"), ActionAdvice::fields);

        lists.set(0, list(cases, "contact", "Subject", "Status"));
        assertThat(advice()).isEmpty();
    }

    @Test
    void childrenThatNothingUsesAreReadForNothing() {
        steps.set(0, withCases("Id"));
        assertThat(advice()).singleElement().returns(List.of("Cases"), ActionAdvice::fields);

        outputs.add(output(
                "caseCount",
                new Source.Count(new RowSource.Children(new MemberName("contact"), new RelationshipName("Cases")))));
        assertThat(advice()).isEmpty();
    }

    @Test
    void aTimeLimitThatOneRunInAHundredReachesIsTooShort() {
        var slow = new ActionStatistics(1_200, Duration.ofMillis(1_800), 12, 30);
        assertThat(ActionAdvice.of(action(), slow))
                .singleElement()
                .returns(Kind.TIME_LIMIT_REACHED, ActionAdvice::kind)
                .returns(
                        "Make the queries of lookup faster, or raise its time_limit, now 1,800 ms.",
                        ActionAdvice::advice)
                .returns(
                        "At least one run in a hundred reaches the time limit and ends without an answer.",
                        ActionAdvice::reason);

        var fastEnough = new ActionStatistics(1_200, Duration.ofMillis(1_799), 12, 30);
        assertThat(ActionAdvice.of(action(), fastEnough)).isEmpty();
    }

    @Test
    void aRaisedCapThatNoRunComesNearIsTooHigh() {
        bounds = new DataAction.Bounds(Duration.ofSeconds(1), Duration.ofSeconds(10), Priority.NORMAL, 500);
        assertThat(ActionAdvice.of(action(), SOUND))
                .singleElement()
                .returns(Kind.UNREACHED_ROW_CAP, ActionAdvice::kind)
                .returns("Lower the row_cap of lookup from 500 to 50.", ActionAdvice::advice)
                .returns(
                        "None of 1,200 requests read more than 12 rows, so the cap allows far more than the action"
                                + " needs.",
                        ActionAdvice::reason);

        assertThat(ActionAdvice.of(action(), new ActionStatistics(1_200, Duration.ofMillis(400), 249, 30)))
                .singleElement()
                .returns("Lower the row_cap of lookup from 500 to 498.", ActionAdvice::advice);
        assertThat(ActionAdvice.of(action(), new ActionStatistics(1_200, Duration.ofMillis(400), 250, 30)))
                .isEmpty();
    }

    @Test
    void aCacheThatAnswersNothingIsOfNoUse() {
        var unused = new ActionStatistics(1_200, Duration.ofMillis(400), 12, 0);
        assertThat(ActionAdvice.of(action(), unused))
                .singleElement()
                .returns(Kind.UNUSED_CACHE, ActionAdvice::kind)
                .returns(
                        "Set the cache of lookup to 0s, or to a longer time if its answers may be older.",
                        ActionAdvice::advice)
                .returns(
                        "The cache answered none of 1,200 requests, so it holds answers in memory for nothing.",
                        ActionAdvice::reason);

        bounds = new DataAction.Bounds(Duration.ofSeconds(1), Duration.ZERO, Priority.NORMAL, 50);
        assertThat(ActionAdvice.of(action(), unused)).isEmpty();
    }

    @Test
    void fewRequestsProveNothing() {
        assertThat(ActionAdvice.of(action(), new ActionStatistics(199, Duration.ofSeconds(5), 1, 0)))
                .isEmpty();
        assertThat(ActionAdvice.of(action(), new ActionStatistics(200, Duration.ofSeconds(5), 1, 0)))
                .hasSize(2);
        assertThatThrownBy(() -> new ActionStatistics(200, Duration.ofSeconds(-1), 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<ActionAdvice> advice() {
        return ActionAdvice.of(action());
    }

    private DataAction action() {
        var email = new DeclaredInput(
                new MemberName("email"),
                new InputType.Scalar(FieldType.EMAIL),
                "",
                true,
                Optional.empty(),
                Optional.empty(),
                40,
                List.of(),
                false);
        return new DataAction(
                new ActionName("lookup"),
                1,
                "",
                List.of(email),
                InputGroups.NONE,
                steps,
                List.of(),
                outputs,
                lists,
                writes,
                bounds);
    }

    private static Reference ofStep(String step, String path) {
        return new Reference.OfStep(new MemberName(step), FieldPath.parse(path));
    }

    private static ActionStep step(String name, Reference compared, OnNone onNone, String... fields) {
        return step(name, compared, onNone, fields(fields));
    }

    private static ActionStep withCases(String... fields) {
        var select = new ArrayList<>(fields("Id", "Name"));
        select.add(new DraftItem.Children(
                "/children",
                new ChildDraft(
                        new RelationshipName("Cases"),
                        fields(fields),
                        new Condition.Everything(),
                        List.of(),
                        new Limit.AtMost(5),
                        0)));
        return step("contact", INPUT, OnNone.NOT_FOUND, select);
    }

    private static ActionStep step(String name, Reference compared, OnNone onNone, List<DraftItem> select) {
        String location = "/steps/" + name + "/where";
        var where = new Condition.Leaf(
                location,
                new Operand.Field(FieldPath.parse("Email")),
                ConditionOperator.EQUAL,
                new Input.Null(),
                Optional.empty());
        return new ActionStep(
                new MemberName(name),
                location,
                new QueryTemplate(
                        QueryDraft.of(new ObjectName("Contact"), select, where),
                        Map.of(location, new QueryTemplate.Blank(compared, false))),
                List.of(),
                onNone,
                ActionStep.OnMany.MULTIPLE);
    }

    private static List<DraftItem> fields(String... paths) {
        return Arrays.stream(paths)
                .<DraftItem>map(path -> new DraftItem.Field("/fields", FieldPath.parse(path)))
                .toList();
    }

    private static ActionOutput output(String key, String step, String path) {
        return output(key, new Source.Field(new MemberName(step), FieldPath.parse(path)));
    }

    private static ActionOutput output(String key, Source source) {
        return new ActionOutput(
                new MemberName(key), source, ActionOutput.Type.STRING, ActionOutput.Format.PLAIN, Optional.empty(), "");
    }

    private static ActionList list(RowSource rows, String step, String... paths) {
        var members = Arrays.stream(paths)
                .map(path -> output(path.toLowerCase(Locale.ROOT), step, path))
                .toList();
        return new ActionList(new MemberName("r"), rows, 3, members);
    }
}
