package io.weir.application;

import static io.weir.application.Drafts.fields;

import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.ActionStep.OnMany;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputGroups;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.PhoneNumber;
import io.weir.domain.action.QueryTemplate;
import io.weir.domain.action.Reference;
import io.weir.domain.action.RowSource;
import io.weir.domain.caller.ActionName;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.DraftOrdering;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.Operand;
import io.weir.domain.limit.Priority;
import io.weir.domain.port.PhoneNumbers;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Data actions for tests, declared in few words. */
public final class Actions {
    /** Reads ten digits, and those behind a comma, as numbers of the United States. */
    public static final PhoneNumbers PHONES = (text, region) -> {
        var numbers = Arrays.stream(text.split(","))
                .map(number -> number.replaceAll("\\D", ""))
                .filter(digits -> digits.length() == 10)
                .toList();
        return numbers.stream()
                .map(digits -> new PhoneNumber("+1" + digits, digits, List.of("+1" + digits, digits)))
                .toList();
    };

    public static final MemberName RECORD = new MemberName("record");
    static final MemberName CASES = new MemberName("cases");

    private Actions() {}

    /** Who is calling: by phone, one contact. */
    public static Builder callerLookup() {
        return new Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step("record", "Contact")
                        .select("Id", "Name", "Account.Name")
                        .blank("Phone", "IN", "phone"))
                .output("contactName", "record", "Name")
                .output("accountName", "record", "Account.Name");
    }

    /** The same, and what open cases the contact has. */
    public static Builder withCases() {
        return callerLookup()
                .step(step("cases", "Case")
                        .select("Id", "Subject")
                        .blank("ContactId", "=", new Reference.OfStep(RECORD, FieldPath.parse("Id")))
                        .orderBy("Id")
                        .onMany(OnMany.FIRST)
                        .onNone(OnNone.GO_ON))
                .output(output(
                        "caseCount",
                        new ActionOutput.Source.Count(new RowSource.Step(CASES)),
                        ActionOutput.Type.INTEGER))
                .output(output(
                        "hasCases",
                        new ActionOutput.Source.Exists(new RowSource.Step(CASES)),
                        ActionOutput.Type.BOOLEAN))
                .list("r", new RowSource.Step(CASES), 2, field("subject", "cases", "Subject"));
    }

    public static ActionOutput field(String key, String step, String path) {
        return output(
                key,
                new ActionOutput.Source.Field(new MemberName(step), FieldPath.parse(path)),
                ActionOutput.Type.STRING);
    }

    public static ActionOutput output(String key, ActionOutput.Source source, ActionOutput.Type type) {
        return output(key, source, type, Format.PLAIN);
    }

    public static ActionOutput output(String key, ActionOutput.Source source, ActionOutput.Type type, Format format) {
        return new ActionOutput(new MemberName(key), source, type, format, Optional.empty(), "");
    }

    public static RowSource children(String step, String relationship) {
        return new RowSource.Children(new MemberName(step), new RelationshipName(relationship));
    }

    public static DeclaredInput declared(String name, InputType type) {
        return new DeclaredInput(
                new MemberName(name), type, "", true, Optional.empty(), Optional.empty(), 40, List.of(), false);
    }

    /** {@code field = value}. */
    public static Condition constant(String field, Input value) {
        return new Condition.Leaf(
                "/constant",
                new Operand.Field(FieldPath.parse(field)),
                ConditionOperator.EQUAL,
                value,
                Optional.empty());
    }

    public static Step step(String name, String object) {
        return new Step(name, object);
    }

    /** One step in the making. */
    public static final class Step {
        private ZoneId zone = ZoneOffset.UTC;
        private final String name;
        private final String object;
        private final List<DraftItem> select = new ArrayList<>();
        private final List<Condition> where = new ArrayList<>();
        private final List<DraftOrdering> orderBy = new ArrayList<>();
        private final Map<String, QueryTemplate.Blank> blanks = new HashMap<>();
        private final List<ActionStep.When> when = new ArrayList<>();
        private OnMany onMany = OnMany.MULTIPLE;
        private OnNone onNone = OnNone.NOT_FOUND;

        Step(String name, String object) {
            this.name = name;
            this.object = object;
        }

        public Step select(String... paths) {
            select.addAll(fields(paths));
            return this;
        }

        public Step select(DraftItem item) {
            select.add(item);
            return this;
        }

        public Step where(Condition condition) {
            where.add(condition);
            return this;
        }

        /** Runs only if {@code step} found something, or nothing. */
        public Step when(String step, boolean found) {
            when.add(new ActionStep.When(new MemberName(step), found));
            return this;
        }

        public Step blank(String field, String operator, String input) {
            return blank(field, operator, new Reference.OfInput(new MemberName(input)));
        }

        public Step blank(String field, String operator, Reference reference) {
            return blank(field, operator, new QueryTemplate.Blank(reference, false));
        }

        public Step skipped(String field, String operator, String input) {
            return blank(field, operator, new QueryTemplate.Blank(new Reference.OfInput(new MemberName(input)), true));
        }

        private Step blank(String field, String operator, QueryTemplate.Blank blank) {
            String location = location() + "/where/" + where.size();
            where.add(new Condition.Leaf(
                    location,
                    new Operand.Field(FieldPath.parse(field)),
                    ConditionOperator.named(operator).orElseThrow(),
                    new Input.Null(),
                    Optional.empty()));
            blanks.put(location, blank);
            return this;
        }

        public Step orderBy(String path) {
            orderBy.add(Drafts.by(path));
            return this;
        }

        /** With days in {@code ofDays}. */
        public Step in(ZoneId ofDays) {
            zone = ofDays;
            return this;
        }

        public Step onMany(OnMany many) {
            onMany = many;
            return this;
        }

        public Step onNone(OnNone none) {
            onNone = none;
            return this;
        }

        private String location() {
            return "/steps/" + name + "/query";
        }

        private ActionStep built() {
            var draft = new QueryDraft(
                    new ObjectName(object),
                    select,
                    new Condition.All(where),
                    List.of(),
                    new Condition.Everything(),
                    orderBy,
                    new Limit.Unlimited(),
                    0);
            return new ActionStep(
                    new MemberName(name), location(), new QueryTemplate(draft, blanks, zone), when, onNone, onMany);
        }
    }

    /** An action in the making. */
    public static final class Builder {
        private final List<DeclaredInput> inputs = new ArrayList<>();
        private final List<ActionStep> steps = new ArrayList<>();
        private final List<MemberName> firstOf = new ArrayList<>();
        private InputGroups groups = InputGroups.NONE;
        private final List<ActionOutput> outputs = new ArrayList<>();
        private final List<ActionList> lists = new ArrayList<>();
        private DataAction.Bounds bounds = DataAction.Bounds.DEFAULT;

        public Builder input(String name, InputType type) {
            return input(declared(name, type));
        }

        public Builder input(String name, FieldType type) {
            return input(name, new InputType.Scalar(type));
        }

        public Builder input(DeclaredInput input) {
            inputs.add(input);
            return this;
        }

        public Builder step(Step step) {
            steps.add(step.built());
            return this;
        }

        public Builder step(ActionStep step) {
            steps.add(step);
            return this;
        }

        public Builder groups(InputGroups together) {
            groups = together;
            return this;
        }

        /** The steps that answer. */
        public Builder firstOf(String... names) {
            Stream.of(names).map(MemberName::new).forEach(firstOf::add);
            return this;
        }

        public Builder output(String key, String step, String path) {
            return output(field(key, step, path));
        }

        public Builder output(ActionOutput output) {
            outputs.add(output);
            return this;
        }

        public Builder list(String prefix, RowSource rows, int most, ActionOutput... members) {
            lists.add(new ActionList(new MemberName(prefix), rows, most, List.of(members)));
            return this;
        }

        public Builder keeping(Duration time) {
            bounds = new DataAction.Bounds(bounds.time(), time, bounds.priority(), bounds.rowCap());
            return this;
        }

        public Builder rowCap(int most) {
            bounds = new DataAction.Bounds(bounds.time(), bounds.keepAnswers(), bounds.priority(), most);
            return this;
        }

        public Builder priority(Priority priority) {
            bounds = new DataAction.Bounds(bounds.time(), bounds.keepAnswers(), priority, bounds.rowCap());
            return this;
        }

        public DataAction built() {
            return new DataAction(
                    new ActionName("caller-lookup"), 1, "", inputs, groups, steps, firstOf, outputs, lists, bounds);
        }
    }
}
