package io.weir.application.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Drafts;
import io.weir.application.FakeSchema;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.Operand;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code docs/operators-and-types.md} says what the code does; {@code mvn test -Ddocs=true} writes it anew. */
class OperatorTableTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "operators-and-types.md");
    private static final Deadline SOON = new Deadline(Instant.parse("2026-01-31T10:00:00Z"));
    private static final ObjectName OBJECT = new ObjectName("Object__c");

    @Test
    void theDocumentSaysWhatTheCodeDoes() throws IOException {
        String document = document();
        String written = Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "";
        if (Boolean.getBoolean("docs")) {
            Files.writeString(DOCUMENT, document);
        }

        assertThat(written).as("to be written by -Ddocs=true").isEqualTo(document);
    }

    @Test
    void everyOperatorMeetsEveryType() {
        for (var type : FieldType.values()) {
            for (var operator : ConditionOperator.values()) {
                assertThat(cell(SchemaCatalog.NONE, type, Optional.of(type), operator))
                        .as(type + " " + operator)
                        .startsWith(operator.suits(type) ? "`Field__c" : "refused: ");
            }
        }
    }

    private static String document() {
        var text = new StringBuilder("""
            # Operators and types

            Written by `OperatorTableTest` from the code and checked against it in every build; `mvn test -Ddocs=true` writes
            it anew. Each row is one condition on a field of the type, sent as `{"field": "Field__c", "op": …, "val": …,
            "type": …}`: the SOQL that it becomes, or the exact refusal. Where the org has described the field, `type` can
            be left out, and the field's own type counts.
            """);
        for (var type : FieldType.values()) {
            text.append("\n## ").append(type.label()).append("\n\n");
            if (ConditionOperator.suiting(type).isEmpty()) {
                text.append("Every operator is ")
                        .append(cell(SchemaCatalog.NONE, type, Optional.of(type), ConditionOperator.EQUAL))
                        .append('\n');
            } else {
                rows(SchemaCatalog.NONE, type, Optional.of(type), text);
            }
        }
        text.append("""

            ## date, on a field that the org describes as datetime

            A day is compared as a whole, from its first to its last millisecond in UTC.

            """);
        rows(schema(), FieldType.DATE, Optional.of(FieldType.DATE), text);
        return text.toString();
    }

    private static FakeSchema schema() {
        return new FakeSchema()
                .with(
                        OBJECT.value(),
                        List.of(),
                        FakeSchema.field("Id", FieldType.ID),
                        FakeSchema.field("Field__c", FieldType.DATETIME));
    }

    private static void rows(SchemaCatalog catalog, FieldType type, Optional<FieldType> declared, StringBuilder text) {
        text.append("| `op` | `val` | becomes |\n|---|---|---|\n");
        for (var operator : ConditionOperator.values()) {
            text.append("| `")
                    .append(operator.symbol())
                    .append("` | ")
                    .append(operator.takesValue() ? "`" + json(type, operator) + "`" : "")
                    .append(" | ")
                    .append(cell(catalog, type, declared, operator))
                    .append(" |\n");
        }
    }

    private static String cell(
            SchemaCatalog catalog, FieldType type, Optional<FieldType> declared, ConditionOperator operator) {
        var examples = examples(type).stream().<Input>map(Input.Text::new).toList();
        var value = operator.takesList() ? new Input.Many(examples) : examples.getFirst();
        var leaf =
                new Condition.Leaf("/where", new Operand.Field(FieldPath.parse("Field__c")), operator, value, declared);
        var draft = QueryDraft.of(OBJECT, Drafts.fields("Id"), leaf);
        return switch (new PlanQuery(catalog, Drafts.OPEN).plan(draft, SOON)) {
            case PlanQuery.Plan.Ready ready ->
                "`" + ready.soql().text().replace("SELECT Id FROM Object__c WHERE ", "") + "`";
            case PlanQuery.Plan.Invalid(var problems) ->
                "refused: " + problems.getFirst().message();
            case PlanQuery.Plan.Denied(var denials) -> "denied: " + denials.getFirst();
            case PlanQuery.Plan.Undecided(var doubts) -> "undecided: " + doubts.getFirst();
        };
    }

    private static String json(FieldType type, ConditionOperator operator) {
        var quoted = examples(type).stream().map(example -> '"' + example + '"').toList();
        return operator.takesList() ? "[" + String.join(", ", quoted) + "]" : quoted.getFirst();
    }

    /** Two values of the type, as a flow would send them. */
    private static List<String> examples(FieldType type) {
        return switch (type.literalKind()) {
            case TEXT ->
                switch (type) {
                    case EMAIL -> List.of("ann@example.com", "bob@example.com");
                    case PHONE -> List.of("+14155550100", "+14155550101");
                    case URL -> List.of("https://example.com/50%", "https://example.com");
                    case PICKLIST, MULTIPICKLIST -> List.of("Gold", "Silver");
                    default -> List.of("O'Neil 50%", "Smith");
                };
            case ID -> List.of("001D000000IqhSL", "001D000000IqhSLIAZ");
            case BOOLEAN -> List.of("true", "no");
            case INTEGER -> List.of("42", "-7");
            case DECIMAL -> List.of("12.50", "1E3");
            case CURRENCY -> List.of("USD 1234.50", "EUR 99");
            case DATE -> List.of("2026-01-31", "LAST_N_DAYS:30");
            case DATETIME -> List.of("2026-01-31T10:00:00+01:00", "TODAY");
            case TIME -> List.of("09:30:00", "17:00");
            case NONE -> List.of("anything", "else");
        };
    }
}
