package io.weir.adapter.in.http;

import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputGroups;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.QueryTemplate;
import io.weir.domain.action.Reference;
import io.weir.domain.action.RowSource;
import io.weir.domain.caller.ActionName;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.Operand;
import io.weir.domain.port.ActionCatalog;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Data actions that an operator could have declared. */
public final class SampleActions {
    private static final MemberName STEP = new MemberName("record");
    private static final FieldPath FIELD = FieldPath.parse("Name");

    private SampleActions() {}

    /** Who calls, with a few inputs of each kind. */
    public static DataAction callerLookup() {
        return action(
                "caller-lookup",
                List.of(
                        input("phone", new InputType.Phone("US"), false),
                        input("tier", new InputType.Scalar(FieldType.STRING), false),
                        input("ids", new InputType.Several(FieldType.ID), false),
                        input("pin", new InputType.Scalar(FieldType.STRING), true)),
                List.of(
                        output("contactName", ActionOutput.Type.STRING),
                        output("vip", ActionOutput.Type.BOOLEAN),
                        output("openCases", ActionOutput.Type.INTEGER),
                        output("balance", ActionOutput.Type.NUMBER),
                        output("birthdate", ActionOutput.Type.DATE),
                        output("since", ActionOutput.Type.DATETIME),
                        output("note", ActionOutput.Type.STRING)),
                List.of(list("r", 2, "caseNumber", "status")));
    }

    public static DataAction answering(List<ActionOutput> outputs, List<ActionList> lists) {
        return action("anything", List.of(input("phone", new InputType.Phone("US"), false)), outputs, lists);
    }

    public static ActionOutput output(String key, ActionOutput.Type type) {
        return new ActionOutput(
                new MemberName(key),
                new ActionOutput.Source.Field(STEP, FIELD),
                type,
                ActionOutput.Format.PLAIN,
                Optional.empty(),
                "");
    }

    public static ActionList list(String prefix, int most, String... keys) {
        return list(
                prefix,
                most,
                List.of(keys).stream()
                        .map(key -> output(key, ActionOutput.Type.STRING))
                        .toList());
    }

    public static ActionList list(String prefix, int most, List<ActionOutput> outputs) {
        return new ActionList(new MemberName(prefix), new RowSource.Step(STEP), most, outputs);
    }

    public static ActionCatalog catalogOf(DataAction... actions) {
        return new ActionCatalog() {
            @Override
            public Optional<DataAction> named(ActionName name) {
                return all().stream()
                        .filter(action -> action.name().equals(name))
                        .findFirst();
            }

            @Override
            public List<DataAction> all() {
                return List.of(actions);
            }
        };
    }

    public static DataAction action(
            String name, List<DeclaredInput> inputs, List<ActionOutput> outputs, List<ActionList> lists) {
        var leaves = inputs.stream().<Condition>map(SampleActions::leaf).toList();
        var draft = QueryDraft.of(
                new ObjectName("Contact"),
                List.of(new DraftItem.Field("/query/fields/0", FIELD)),
                new Condition.All(leaves));
        var blanks = inputs.stream()
                .collect(Collectors.toMap(
                        SampleActions::location,
                        input -> new QueryTemplate.Blank(new Reference.OfInput(input.name()), false)));
        var step = new ActionStep(
                STEP,
                "/query",
                new QueryTemplate(draft, Map.copyOf(blanks)),
                List.of(),
                ActionStep.OnNone.NOT_FOUND,
                ActionStep.OnMany.MULTIPLE);
        return new DataAction(
                new ActionName(name),
                3,
                "",
                inputs,
                InputGroups.NONE,
                List.of(step),
                List.of(),
                outputs,
                lists,
                DataAction.Bounds.DEFAULT);
    }

    private static Condition.Leaf leaf(DeclaredInput input) {
        return new Condition.Leaf(
                location(input),
                new Operand.Field(FIELD),
                input.type() instanceof InputType.Several ? ConditionOperator.IN : ConditionOperator.EQUAL,
                new Input.Null(),
                Optional.empty());
    }

    private static String location(DeclaredInput input) {
        return "/query/where/all/" + input.name();
    }

    private static DeclaredInput input(String name, InputType type, boolean sensitive) {
        return new DeclaredInput(
                new MemberName(name), type, "", true, Optional.empty(), Optional.empty(), 255, List.of(), sensitive);
    }
}
