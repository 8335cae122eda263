package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.InputJson;
import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Choice;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.ActionOutput.Test;
import io.weir.domain.action.OutputValue;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.Input;
import io.weir.domain.filter.DateLiteral;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the cases of an output: its values, and the comparisons that choose each of them.
 *
 * @param fields the field that a reference names; throws {@link IllegalArgumentException} for any other text
 */
record CaseReader(Problems problems, Function<String, Source.Field> fields) {
    private static final List<ConditionOperator> OPERATORS = List.of(
            ConditionOperator.EQUAL,
            ConditionOperator.NOT_EQUAL,
            ConditionOperator.LESS,
            ConditionOperator.LESS_OR_EQUAL,
            ConditionOperator.GREATER,
            ConditionOperator.GREATER_OR_EQUAL,
            ConditionOperator.IN,
            ConditionOperator.NOT_IN,
            ConditionOperator.IS_NULL,
            ConditionOperator.IS_NOT_NULL);

    /** The source that {@code json} declares, whose values have {@code type}. */
    Optional<Source> cases(JsonArray json, ActionOutput.Type type, String location) {
        var choices = new ArrayList<Choice>();
        Optional<OutputValue> otherwise = Optional.empty();
        boolean whole = !json.isEmpty();
        if (json.isEmpty()) {
            problems.add(location, "needs an entry, such as {if: {field: VIP__c, op: \"=\", val: true}, then: vip}");
        }
        for (int i = 0; i < json.size(); i++) {
            var entry = json.getJsonObject(i);
            String at = location + "/" + i;
            boolean last = i == json.size() - 1;
            if (JsonMembers.has(entry, "else")) {
                if (entry.size() > 1 || !last || json.size() == 1) {
                    problems.add(at + "/else", "stands alone, in the last entry, behind an 'if'");
                    whole = false;
                }
                otherwise = problems.attempt(at + "/else", () -> ConstantReader.value(entry, "else", type));
                whole &= otherwise.isPresent();
            } else {
                var choice = choice(entry, type, at);
                choice.ifPresent(choices::add);
                whole &= choice.isPresent();
            }
        }
        return whole ? Optional.of(new Source.Chosen(choices, otherwise)) : Optional.empty();
    }

    private Optional<Choice> choice(JsonObject entry, ActionOutput.Type type, String location) {
        if (!JsonMembers.has(entry, "if") || !JsonMembers.has(entry, "then")) {
            problems.add(location, "an entry has 'if' and 'then', or is the last and has 'else'");
            return Optional.empty();
        }
        var then = problems.attempt(location + "/then", () -> ConstantReader.value(entry, "then", type));
        var condition = entry.getJsonObject("if");
        var groups = Stream.of("all", "any")
                .filter(key -> JsonMembers.has(condition, key))
                .toList();
        String at = location + "/if";
        if (groups.isEmpty()) {
            return test(condition, at).flatMap(test -> then.map(value -> new Choice(List.of(test), true, value)));
        }
        String group = groups.getFirst();
        if (groups.size() > 1
                || condition.size() > 1
                || condition.getJsonArray(group).isEmpty()) {
            problems.add(at, "an 'if' is one comparison, or has comparisons in one of 'all' and 'any'");
            return Optional.empty();
        }
        var tests = new ArrayList<Test>();
        var declared = condition.getJsonArray(group);
        for (int i = 0; i < declared.size(); i++) {
            test(declared.getJsonObject(i), "%s/%s/%d".formatted(at, group, i)).ifPresent(tests::add);
        }
        return then.filter(_ -> tests.size() == declared.size())
                .map(value -> new Choice(tests, group.equals("all"), value));
    }

    private Optional<Test> test(JsonObject json, String location) {
        if (!JsonMembers.has(json, "field") || !JsonMembers.has(json, "op")) {
            problems.add(location, "a comparison has a field, an op and a val: {field: VIP__c, op: \"=\", val: true}");
            return Optional.empty();
        }
        var field = problems.attempt(location + "/field", () -> fields.apply(json.getString("field")));
        var operator = problems.attempt(location + "/op", () -> operator(json.getString("op")));
        if (operator.isEmpty() || field.isEmpty()) {
            return Optional.empty();
        }
        return problems.attempt(location + "/val", () -> values(json, operator.get()))
                .map(values -> new Test(field.get(), operator.get(), values));
    }

    private static ConditionOperator operator(String name) {
        return ConditionOperator.named(name)
                .filter(OPERATORS::contains)
                .orElseThrow(() -> new IllegalArgumentException("a case compares with "
                        + OPERATORS.stream().map(ConditionOperator::symbol).collect(Collectors.joining(", "))));
    }

    private static List<Input> values(JsonObject json, ConditionOperator operator) {
        if (!operator.takesValue()) {
            if (JsonMembers.has(json, "val")) {
                throw new IllegalArgumentException("%s has no val".formatted(operator.symbol()));
            }
            return List.of();
        }
        var input = InputJson.of(json.get("val"));
        var values = input instanceof Input.Many(var several) ? several : List.of(input);
        if ((input instanceof Input.Many) != operator.takesList()) {
            throw new IllegalArgumentException(
                    operator.takesList()
                            ? "%s has a list of values".formatted(operator.symbol())
                            : "%s has one value; for several there is IN".formatted(operator.symbol()));
        }
        if (values.isEmpty() || values.stream().anyMatch(CaseReader::isBlank)) {
            throw new IllegalArgumentException("needs a value; for an absent one there are is_null and is_not_null");
        }
        values.forEach(CaseReader::requireConstant);
        return values;
    }

    /** A date literal in small letters may be meant as a text. */
    private static void requireConstant(Input value) {
        if (value instanceof Input.Text(var text)) {
            TemplateValues.requireFixed(text, "a case compares with a constant");
            if (DateLiteral.parse(text)
                    .filter(literal -> literal.soql().equals(text))
                    .isPresent()) {
                throw new IllegalArgumentException(
                        "a case compares with a date such as 2026-01-31; ask for days like this in a query's where");
            }
        }
    }

    private static boolean isBlank(Input value) {
        return value instanceof Input.Null || (value instanceof Input.Text(var text) && text.isBlank());
    }
}
