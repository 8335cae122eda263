package io.weir.application.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.ActionStep;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.Reference;
import io.weir.domain.action.WriteStep;
import io.weir.domain.action.WriteStep.Content;
import io.weir.domain.action.WriteStep.Once;
import io.weir.domain.action.WriteStep.Operation;
import io.weir.domain.action.WriteStep.Part;
import io.weir.domain.action.Writes;
import io.weir.domain.draft.Input;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.write.Assignment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is shown of a write before it happens. */
class WritePreviewTest {
    private static final Content INPUT = new Content.Of(new Reference.OfInput(new MemberName("number")));

    private static WritePreview preview(Operation operation) {
        return preview(operation, Optional.empty(), List.of());
    }

    private static WritePreview preview(
            Operation operation, Optional<Assignment> assignment, List<ActionStep.When> when) {
        var write = new WriteStep(
                new MemberName("case"),
                "/writes/case",
                new ObjectName("Case"),
                operation,
                List.of(
                        field("Subject", new Content.Constant(new Input.Text("Call back"))),
                        field("Number__c", INPUT),
                        field("Description", new Content.Text(List.of(new Part.Literal("from "), gap())))),
                assignment,
                when,
                List.of());
        return WritePreview.of(new Writes(List.of(write), List.of())).getFirst();
    }

    private static WriteStep.Field field(String name, Content content) {
        return new WriteStep.Field(name, "/writes/case/fields/" + name, content);
    }

    private static Part gap() {
        return new Part.Gap(new Reference.OfInput(new MemberName("number")));
    }

    @Test
    void onlyConstantsAreShown() {
        var preview = preview(new Operation.Create(new Once.UniqueField("Key__c")));

        assertThat(preview.fields())
                .containsExactly(
                        Map.entry("Subject", "Call back"), Map.entry("Number__c", "?"), Map.entry("Description", "?"));
        assertThat(preview.name()).isEqualTo(new MemberName("case"));
        assertThat(preview.object()).isEqualTo("Case");
    }

    @Test
    void theOperationSaysHowASecondRecordIsPrevented() {
        assertThat(preview(new Operation.Create(new Once.UniqueField("Key__c"))))
                .returns("create", WritePreview::operation)
                .returns("unique_field Key__c", WritePreview::once);
        assertThat(preview(new Operation.Create(new Once.IdempotencyKey())).once())
                .isEqualTo("idempotency_key");
        assertThat(preview(new Operation.Create(new Once.LookUp(List.of("CallObject", "Subject"))))
                        .once())
                .isEqualTo("look_up CallObject, Subject");
        assertThat(preview(new Operation.Upsert("Key__c", INPUT)))
                .returns("upsert", WritePreview::operation)
                .returns("by Key__c", WritePreview::once)
                .satisfies(upsert -> assertThat(upsert.fields()).containsEntry("Key__c", "?"));
    }

    @Test
    void theAssignmentIsShownAsItIsDeclared() {
        var create = new Operation.Create(new Once.IdempotencyKey());
        var rule = SalesforceId.parse("01Q000000000001AAA").orElseThrow();

        assertThat(preview(create, Optional.of(new Assignment.ByRules()), List.of())
                        .assignment())
                .contains("rules");
        assertThat(preview(create, Optional.of(new Assignment.Keep()), List.of())
                        .assignment())
                .contains("keep");
        assertThat(preview(create, Optional.of(new Assignment.ByRule(rule)), List.of())
                        .assignment())
                .contains(rule.value());
        assertThat(preview(create).assignment()).isEmpty();
    }

    @Test
    void whatTheQueriesMustHaveFoundIsShown() {
        var when = List.of(
                new ActionStep.When(new MemberName("contact"), true),
                new ActionStep.When(new MemberName("open"), false));

        assertThat(preview(new Operation.Create(new Once.IdempotencyKey()), Optional.empty(), when)
                        .when())
                .containsExactly(Map.entry("contact", "found"), Map.entry("open", "none"));
    }

    @Test
    void theRecordOfAnUpdateIsNotShown() {
        var id = new Content.Of(new Reference.OfStep(new MemberName("contact"), FieldPath.parse("Id")));

        assertThat(preview(new Operation.Update(id)))
                .returns("update", WritePreview::operation)
                .returns("", WritePreview::once)
                .satisfies(update -> assertThat(update.fields()).containsEntry("Id", "?"));
    }
}
