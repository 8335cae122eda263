package io.weir.application.action;

import io.weir.domain.action.MemberName;
import io.weir.domain.action.WriteStep;
import io.weir.domain.action.WriteStep.Content;
import io.weir.domain.action.WriteStep.Operation;
import io.weir.domain.action.Writes;
import io.weir.domain.draft.Coercion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a data action would write, as far as its declaration says.
 *
 * @param operation {@code create}, {@code update} or {@code upsert}
 * @param once how a second record is prevented: {@code unique_field Key__c}, {@code idempotency_key}, {@code look_up
 *     CallObject}, for an upsert {@code by Key__c}; blank for an update
 * @param fields the contents by field, in order: constants as they are written, {@link #MASKED} for every other
 */
public record WritePreview(MemberName name, String operation, String object, String once, Map<String, String> fields) {
    /** Stands for a value that is not constant. */
    public static final String MASKED = "?";

    public WritePreview {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The records that {@code writes} declares, in order. */
    public static List<WritePreview> of(Writes writes) {
        return writes.steps().stream().map(WritePreview::of).toList();
    }

    private static WritePreview of(WriteStep write) {
        var fields = new LinkedHashMap<String, String>();
        write.contents().forEach(field -> fields.put(field.name(), shown(field.content())));
        return new WritePreview(
                write.name(), operation(write.operation()), write.object().value(), once(write.operation()), fields);
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

    private static String shown(Content content) {
        return switch (content) {
            case Content.Constant(var value) -> Coercion.written(value);
            case Content.Of _, Content.Text _ -> MASKED;
        };
    }
}
