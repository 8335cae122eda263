package io.weir.application.action;

import io.weir.domain.action.MemberName;
import io.weir.domain.action.WriteStep;
import io.weir.domain.action.WriteStep.Content;
import io.weir.domain.action.WriteStep.Operation;
import io.weir.domain.action.Writes;
import io.weir.domain.draft.Coercion;
import io.weir.domain.write.Assignment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a data action would write, as far as its declaration says.
 *
 * @param operation {@code create}, {@code update} or {@code upsert}
 * @param once how a second record is prevented: {@code unique_field Key__c}, {@code idempotency_key}, {@code look_up
 *     CallObject}, for an upsert {@code by Key__c}; blank for an update
 * @param assignment {@code rules}, {@code keep} or the id of a rule; empty if the declaration does not say
 * @param when {@code found} or {@code none} for each step that decides whether the record is written; empty if it always is
 * @param fields the contents by field, in order: constants as they are written, {@link #MASKED} for every other
 */
public record WritePreview(
        MemberName name,
        String operation,
        String object,
        String once,
        Optional<String> assignment,
        Map<String, String> when,
        Map<String, String> fields) {
    /** Stands for a value that is not constant. */
    public static final String MASKED = "?";

    public WritePreview {
        when = Collections.unmodifiableMap(new LinkedHashMap<>(when));
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The records that {@code writes} declares, in order. */
    public static List<WritePreview> of(Writes writes) {
        return writes.steps().stream().map(WritePreview::of).toList();
    }

    private static WritePreview of(WriteStep write) {
        var fields = new LinkedHashMap<String, String>();
        write.contents().forEach(field -> fields.put(field.name(), shown(field.content())));
        var when = new LinkedHashMap<String, String>();
        write.when().forEach(each -> when.put(each.step().value(), each.found() ? "found" : "none"));
        return new WritePreview(
                write.name(),
                operation(write.operation()),
                write.object().value(),
                once(write.operation()),
                write.assignment().map(WritePreview::assigned),
                when,
                fields);
    }

    private static String operation(Operation operation) {
        return switch (operation) {
            case Operation.Create _ -> "create";
            case Operation.Update _ -> "update";
            case Operation.Upsert _ -> "upsert";
        };
    }

    private static String once(Operation operation) {
        return switch (operation) {
            case Operation.Create(WriteStep.Once.UniqueField(var field)) -> "unique_field " + field;
            case Operation.Create(WriteStep.Once.IdempotencyKey()) -> "idempotency_key";
            case Operation.Create(WriteStep.Once.LookUp(var fields)) -> "look_up " + String.join(", ", fields);
            case Operation.Update _ -> "";
            case Operation.Upsert(var field, var _) -> "by " + field;
        };
    }

    private static String assigned(Assignment assignment) {
        return switch (assignment) {
            case Assignment.ByRules() -> "rules";
            case Assignment.Keep() -> "keep";
            case Assignment.ByRule(var rule) -> rule.value();
        };
    }

    private static String shown(Content content) {
        return switch (content) {
            case Content.Constant(var value) -> Coercion.written(value);
            case Content.Of _, Content.Text _ -> MASKED;
        };
    }
}
