package io.weir.domain.contract;

import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.Cleaning;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputGroups;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
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
import io.weir.domain.query.Limit;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Random declarations of one action, and small changes of them. */
final class Declarations {
    private static final List<String> INPUTS = List.of("a", "b", "c", "d");
    private static final List<String> OUTPUTS = List.of("w", "x", "y", "z");
    private static final List<String> TEXTS = List.of("vip", "standard", "blocked");
    static final List<String> VALUES = List.of("a", "bb", "ccc", "1", "22", "333", "-5", "30", "250", "+14155550100");

    private final RandomGenerator random;
    final Map<String, DeclaredInput> inputs = new LinkedHashMap<>();
    final Map<String, ActionOutput> outputs = new LinkedHashMap<>();
    int rows;
    String step = "record";
    String object = "Contact";
    ActionStep.OnNone onNone = ActionStep.OnNone.NOT_FOUND;
    ActionStep.OnMany onMany = ActionStep.OnMany.MULTIPLE;
    private List<MemberName> oneOf = List.of();
    private List<MemberName> allOrNone = List.of();

    Declarations(RandomGenerator random) {
        this.random = random;
        INPUTS.stream().filter(_ -> half()).forEach(name -> inputs.put(name, input(name)));
        OUTPUTS.stream().filter(_ -> half()).forEach(name -> outputs.put(name, output(name)));
        rows = random.nextInt(4);
        groups();
    }

    /** Changes one thing. */
    void change() {
        String input = any(INPUTS);
        String output = any(OUTPUTS);
        switch (random.nextInt(10)) {
            case 0 -> inputs.put(input, input(input));
            case 1 -> inputs.remove(input);
            case 2, 3 -> inputs.computeIfPresent(input, (name, is) -> changed(is));
            case 4 -> outputs.put(output, output(output));
            case 5 -> outputs.remove(output);
            case 6 -> rows = random.nextInt(4);
            case 7 -> onNone = half() ? ActionStep.OnNone.NOT_FOUND : ActionStep.OnNone.DENIED;
            case 8 -> onMany = half() ? ActionStep.OnMany.MULTIPLE : ActionStep.OnMany.FIRST;
            default -> groups();
        }
    }

    /** Adds what needs no new version. */
    void extend() {
        oneOf = valid(oneOf);
        allOrNone = valid(allOrNone);
        INPUTS.stream().filter(name -> !inputs.containsKey(name)).limit(1).forEach(name -> {
            var is = input(name);
            inputs.put(name, with(is, is.type(), false, is.pattern(), is.maxLength(), is.allowed(), is.range()));
        });
        inputs.replaceAll((_, is) -> is.allowed().isEmpty()
                ? is
                : with(is, is.type(), is.required(), is.pattern(), is.maxLength(), VALUES, is.range()));
        OUTPUTS.stream().filter(name -> !outputs.containsKey(name)).forEach(name -> outputs.put(name, output(name)));
        rows++;
    }

    private void groups() {
        oneOf = group();
        allOrNone = group();
    }

    private List<MemberName> group() {
        return random.nextInt(3) > 0
                ? List.of()
                : INPUTS.stream().filter(_ -> half()).map(MemberName::new).toList();
    }

    private List<MemberName> valid(List<MemberName> group) {
        var names = group.stream()
                .filter(name ->
                        inputs.values().stream().anyMatch(input -> input.name().equals(name) && !input.required()))
                .toList();
        return names.size() < 2 ? List.of() : names;
    }

    private DeclaredInput input(String name) {
        var type = any(List.of(
                new InputType.Scalar(FieldType.STRING),
                new InputType.Scalar(FieldType.INT),
                new InputType.Phone("US")));
        boolean isText = type.equals(new InputType.Scalar(FieldType.STRING));
        return new DeclaredInput(
                new MemberName(name),
                type,
                "",
                half(),
                Optional.empty(),
                isText && random.nextInt(4) == 0 ? Optional.of(pattern()) : Optional.empty(),
                1 + random.nextInt(12),
                isText && random.nextInt(3) == 0 ? VALUES.subList(0, 2 + random.nextInt(5)) : List.of(),
                false,
                half() ? Cleaning.NONE : new Cleaning("a", false, Cleaning.Letters.AS_SENT, 0, '0'),
                type.equals(new InputType.Scalar(FieldType.INT)) ? range() : DeclaredInput.Range.ALL,
                false);
    }

    /** {@code is} with one other rule. */
    private DeclaredInput changed(DeclaredInput is) {
        boolean isText = is.type().equals(new InputType.Scalar(FieldType.STRING));
        boolean isNumber = is.type().equals(new InputType.Scalar(FieldType.INT));
        var pattern = is.pattern();
        var allowed = is.allowed();
        var range = is.range();
        boolean required = is.required();
        int maxLength = is.maxLength();
        switch (random.nextInt(3)) {
            case 0 -> required = half();
            case 1 -> maxLength = 1 + random.nextInt(12);
            default -> {
                if (isNumber) {
                    range = range();
                } else if (isText && half()) {
                    pattern = Optional.of(pattern());
                } else if (isText) {
                    allowed = VALUES.subList(0, 2 + random.nextInt(5));
                }
            }
        }
        return with(is, is.type(), required, pattern, maxLength, allowed, range);
    }

    private static DeclaredInput with(
            DeclaredInput is,
            InputType type,
            boolean required,
            Optional<DeclaredInput.TextPattern> pattern,
            int maxLength,
            List<String> allowed,
            DeclaredInput.Range range) {
        return new DeclaredInput(
                is.name(),
                type,
                "",
                required,
                Optional.empty(),
                pattern,
                maxLength,
                allowed,
                false,
                is.cleaning(),
                range,
                false);
    }

    private DeclaredInput.TextPattern pattern() {
        String source = any(List.of("[a-z]*", "[0-9]*", ".*"));
        return new DeclaredInput.TextPattern(source, text -> text.matches(source));
    }

    private DeclaredInput.Range range() {
        return new DeclaredInput.Range(
                half() ? Optional.empty() : Optional.of(BigDecimal.valueOf(random.nextInt(-10, 25))),
                half() ? Optional.empty() : Optional.of(BigDecimal.valueOf(random.nextInt(25, 400))));
    }

    private ActionOutput output(String name) {
        var field = new ActionOutput.Source.Field(new MemberName(step), FieldPath.parse("Name"));
        var map = new HashMap<String, OutputValue>();
        if (half()) {
            TEXTS.stream().filter(_ -> half()).forEach(text -> map.put(text, new OutputValue.Text(text)));
        }
        var type = map.isEmpty() ? any(List.of(ActionOutput.Type.values())) : ActionOutput.Type.STRING;
        return new ActionOutput(
                new MemberName(name),
                field,
                map,
                type,
                ActionOutput.Format.PLAIN,
                ActionOutput.Style.DEFAULT,
                type == ActionOutput.Type.STRING && random.nextInt(4) == 0
                        ? Optional.of(new OutputValue.Text(any(TEXTS)))
                        : Optional.empty(),
                "");
    }

    DataAction action() {
        var conditions = new ArrayList<Condition>();
        var blanks = new HashMap<String, QueryTemplate.Blank>();
        conditions.add(leaf("/where/0", ConditionOperator.EQUAL));
        inputs.forEach((name, is) -> {
            String place = "/where/" + name;
            conditions.add(
                    leaf(place, is.type() instanceof InputType.Phone ? ConditionOperator.IN : ConditionOperator.EQUAL));
            blanks.put(place, new QueryTemplate.Blank(new Reference.OfInput(is.name()), !is.required()));
        });
        var draft = QueryDraft.of(
                new ObjectName(object),
                List.of(new DraftItem.Field("/f/0", FieldPath.parse("Name"))),
                new Condition.All(conditions));
        var ordered = new QueryDraft(
                draft.object(),
                draft.select(),
                draft.where(),
                draft.groupBy(),
                draft.having(),
                draft.orderBy(),
                new Limit.AtMost(1),
                draft.offset());
        var only = new ActionStep(
                new MemberName(step),
                "/query",
                new QueryTemplate(onMany == ActionStep.OnMany.FIRST ? ordered : draft, blanks),
                List.of(),
                onNone,
                onMany);
        var lists = rows == 0
                ? List.<ActionList>of()
                : List.of(new ActionList(
                        new MemberName("r"),
                        new RowSource.Step(new MemberName(step)),
                        rows,
                        List.of(new ActionOutput(
                                new MemberName("name"),
                                new ActionOutput.Source.Field(new MemberName(step), FieldPath.parse("Name")),
                                ActionOutput.Type.STRING,
                                ActionOutput.Format.PLAIN,
                                Optional.empty(),
                                ""))));
        return new DataAction(
                new ActionName("lookup"),
                1,
                "",
                List.copyOf(inputs.values()),
                new InputGroups(valid(oneOf), valid(allOrNone)),
                List.of(only),
                List.of(),
                List.copyOf(outputs.values()),
                lists,
                DataAction.Bounds.DEFAULT);
    }

    private static Condition.Leaf leaf(String location, ConditionOperator operator) {
        return new Condition.Leaf(
                location,
                new Operand.Field(FieldPath.parse("Phone")),
                operator,
                new Input.Text("constant"),
                Optional.empty());
    }

    private boolean half() {
        return random.nextBoolean();
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
