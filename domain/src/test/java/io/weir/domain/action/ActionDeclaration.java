package io.weir.domain.action;

import io.weir.domain.caller.ActionName;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.DraftOrdering;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.Operand;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The declaration of a data action that a test puts together. */
abstract class ActionDeclaration {
    final List<DeclaredInput> inputs = new ArrayList<>(List.of(input("phone", new InputType.Phone("US"), true)));
    final List<ActionStep> steps = new ArrayList<>(
            List.of(step("record", leaf("/w", ConditionOperator.IN), Map.of("/w", ofInput("phone", false)))));
    InputGroups groups = InputGroups.NONE;
    final List<MemberName> firstOf = new ArrayList<>();
    final List<ActionOutput> outputs = new ArrayList<>(List.of(field("name", "record", "Name")));
    final List<ActionList> lists = new ArrayList<>();

    List<String> problems() {
        return DataAction.problems(inputs, groups, steps, firstOf, outputs, lists, Writes.NONE).stream()
                .map(Problem::toString)
                .toList();
    }

    DataAction action() {
        return new DataAction(
                new ActionName("lookup"),
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

    static MemberName name(String name) {
        return new MemberName(name);
    }

    static DeclaredInput input(String name, InputType type, boolean required) {
        return new DeclaredInput(
                name(name), type, "", required, Optional.empty(), Optional.empty(), 40, List.of(), false);
    }

    static QueryTemplate.Blank ofInput(String name, boolean skipped) {
        return new QueryTemplate.Blank(new Reference.OfInput(name(name)), skipped);
    }

    static Condition.Leaf leaf(String location, ConditionOperator operator) {
        return new Condition.Leaf(
                location,
                new Operand.Field(FieldPath.parse("Phone")),
                operator,
                new Input.Text("constant"),
                Optional.empty());
    }

    static List<DraftItem> fields() {
        return List.of(
                new DraftItem.Field("/f/0", FieldPath.parse("Id")),
                new DraftItem.Field("/f/1", FieldPath.parse("Name")));
    }

    static DraftOrdering ordering(String field) {
        return new DraftOrdering(
                "/o",
                new Ordering(new Operand.Field(FieldPath.parse(field)), Ordering.Direction.ASC, Ordering.Nulls.FIRST));
    }

    static ActionStep step(String name, Condition where, Map<String, QueryTemplate.Blank> blanks) {
        return step(
                name, QueryDraft.of(new ObjectName("Contact"), fields(), where), blanks, ActionStep.OnMany.MULTIPLE);
    }

    static ActionStep step(String name, List<DraftItem> select, List<DraftOrdering> orderBy, ActionStep.OnMany onMany) {
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

    static ActionStep step(
            String name, QueryDraft draft, Map<String, QueryTemplate.Blank> blanks, ActionStep.OnMany onMany) {
        return new ActionStep(
                name(name),
                "/steps/" + name,
                new QueryTemplate(draft, blanks),
                List.of(),
                ActionStep.OnNone.NOT_FOUND,
                onMany);
    }

    static ActionOutput field(String key, String step, String path) {
        return output(
                key,
                new ActionOutput.Source.Field(name(step), FieldPath.parse(path)),
                ActionOutput.Type.STRING,
                ActionOutput.Format.PLAIN);
    }

    static ActionOutput counted(String key, RowSource rows) {
        return output(key, new ActionOutput.Source.Count(rows), ActionOutput.Type.INTEGER, ActionOutput.Format.PLAIN);
    }

    static ActionOutput output(
            String key, ActionOutput.Source source, ActionOutput.Type type, ActionOutput.Format format) {
        return new ActionOutput(name(key), source, type, format, Optional.empty(), "");
    }
}
