package io.weir.domain.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.TextTemplate.Part;
import io.weir.domain.draft.ChildDraft;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Operand;
import io.weir.domain.query.Alias;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the outputs and lists of a declaration. */
class OutputsCheckTest extends ActionDeclaration {
    @ParameterizedTest
    @ValueSource(
            strings = {"ok", "Outcome", "count", "TRUNCATED", "request_id", "code", "retryable", "salesforce_code"})
    void whatEveryAnswerHasIsNoOutput(String name) {
        outputs.add(field(name, "record", "Name"));
        assertThat(problems()).singleElement().asString().startsWith("/outputs/" + name + ": every answer has");
    }

    @Test
    void aListsMemberIsAnOutputToo() {
        outputs.add(field("r1_name", "record", "Name"));
        lists.add(new ActionList(
                name("r"), new RowSource.Step(name("record")), 2, List.of(field("name", "record", "Name"))));
        assertThat(problems())
                .containsExactly("/lists/r/outputs/name: the answer has 'r1_name' already, but for its case");
    }

    @Test
    void anOutputIsSomethingSelected() {
        outputs.add(field("mail", "record", "Email"));
        outputs.add(field("state", "cases", "Status"));
        outputs.add(field("named", "record", "record.Name"));
        assertThat(problems())
                .containsExactly(
                        "/outputs/mail: the query of 'record' does not select Email; add it to the fields",
                        "/outputs/state: there is no step 'cases'; known are: record",
                        "/outputs/named: the query of 'record' does not select record.Name; write Name");
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
        outputs.add(counted("cases", new RowSource.Step(name("cases"))));
        outputs.add(counted("children", new RowSource.Children(name("record"), new RelationshipName("Cases"))));
        assertThat(problems())
                .containsExactly(
                        "/outputs/cases: there is no step 'cases'; known are: record",
                        "/outputs/children: the query of 'record' has no children Cases; add them to its 'children'");
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
        var rows = new RowSource.Children(name("record"), new RelationshipName("cases"));
        outputs.add(counted("n", rows));
        lists.add(new ActionList(name("r"), rows, 2, List.of(field("number", "record", "CaseNumber"))));
        assertThat(problems()).isEmpty();

        lists.set(0, new ActionList(name("r"), rows, 2, List.of(field("number", "record", "Name"))));
        assertThat(problems())
                .containsExactly(
                        "/lists/r/outputs/number: the rows of this list do not have Name; add it to their fields");
    }

    @Test
    void aListsOutputsAreFieldsOfItsRows() {
        lists.add(new ActionList(
                name("r"),
                new RowSource.Step(name("record")),
                1,
                List.of(counted("n", new RowSource.Step(name("record"))), field("mail", "record", "Email"))));
        assertThat(problems())
                .containsExactly(
                        "/lists/r/outputs/n: a list's outputs have a path, a template or a case",
                        "/lists/r/outputs/mail: the rows of this list do not have Email; add it to their fields");
    }

    @Test
    void aListsTemplatesSpeakOfItsRows() {
        steps.set(0, step("record", fields(), List.of(ordering("Name")), ActionStep.OnMany.FIRST));
        lists.add(new ActionList(
                name("r"),
                new RowSource.Step(name("record")),
                1,
                List.of(
                        template("url", new Part.RecordUrl(List.of(name("record")))),
                        template("name", new Part.Value(of("record", "Name"))),
                        template("mail", new Part.Value(of("record", "Email"))),
                        template("other", new Part.Value(of("cases", "Name"))))));
        assertThat(problems())
                .containsExactly(
                        "/lists/r/outputs/mail: the rows of this list do not have Email; add it to their fields",
                        "/lists/r/outputs/other: the rows of this list do not have Name; add it to their fields");
    }

    @Test
    void whatAComputedOutputRefersToIsSelected() {
        outputs.add(output(
                "first",
                new ActionOutput.Source.FirstOf(List.of(of("record", "Name"), of("lead", "Name"))),
                ActionOutput.Type.STRING,
                ActionOutput.Format.PLAIN));
        outputs.add(template("url", new Part.RecordUrl(List.of(name("record"), name("lead")))));
        outputs.add(template("mail", new Part.Literal("mailto:"), new Part.Value(of("record", "Email"))));
        assertThat(problems())
                .containsExactly(
                        "/outputs/first/first/1: there is no step 'lead'; known are: record",
                        "/outputs/url: there is no step 'lead'; known are: record",
                        "/outputs/mail: the query of 'record' does not select Email; add it to the fields");
    }

    private static ActionOutput template(String key, Part... parts) {
        return output(
                key,
                new ActionOutput.Source.Written(new TextTemplate(List.of(parts))),
                ActionOutput.Type.STRING,
                ActionOutput.Format.PLAIN);
    }

    private static ActionOutput.Source.Field of(String step, String path) {
        return new ActionOutput.Source.Field(name(step), FieldPath.parse(path));
    }

    @Test
    void theFirstOfSeveralNeedsAnOrderAndIsToldOnce() {
        steps.set(0, step("record", fields(), List.of(), ActionStep.OnMany.FIRST));
        outputs.add(field("id", "record", "Id"));
        lists.add(new ActionList(
                name("r"),
                new RowSource.Step(name("record")),
                2,
                List.of(field("a", "record", "Name"), field("b", "record", "Id"))));
        assertThat(problems())
                .containsExactly("/outputs/name: which row is first? Give the query of 'record' an order_by or"
                        + " 'limit: 1', or say 'on_many: multiple'");

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
        "SPOKEN_TIME, STRING",
        "SPOKEN_DATETIME, STRING",
        "NUMBER, STRING",
        "MONEY, STRING",
        "DIGITS, STRING",
        "LABEL, STRING",
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
        lists.add(new ActionList(name("rows"), new RowSource.Step(name("record")), 20, many));
        assertThat(problems()).singleElement().asString().startsWith("/outputs: the names alone have ");
    }
}
