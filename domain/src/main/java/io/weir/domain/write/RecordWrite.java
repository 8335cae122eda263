package io.weir.domain.write;

import io.weir.domain.filter.SalesforceId;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.ObjectName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One record to write, checked and typed. No {@code toString} shows a value.
 *
 * @param fields the contents by field, in order; for a create with a unique field, with that field
 * @param assignment empty for objects without assignment rules
 */
public record RecordWrite(
        ObjectName object, Operation operation, Map<String, Content> fields, Optional<Assignment> assignment) {
    public RecordWrite {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** What is done. */
    public sealed interface Operation {
        record Create(Once once) implements Operation {}

        /**
         * Changes a record.
         *
         * @param id of the record, which exists
         */
        record Update(SalesforceId id) implements Operation {}

        /**
         * The record with {@code key} is updated, or created if there is none.
         *
         * @param field an External ID of the object
         */
        record Upsert(String field, Value key) implements Operation {}
    }

    /** How a second creation is prevented. */
    public sealed interface Once {
        /**
         * Salesforce refuses a second record with {@code key}.
         *
         * @param field External ID and unique
         */
        record UniqueField(String field, String key) implements Once {
            @Override
            public String toString() {
                return "UniqueField[" + field + "]";
            }
        }

        /** Salesforce answers a second request with the same {@code Idempotency-Key} as the first. */
        record IdempotencyKey() implements Once {}

        /** A record of the last two days that has the same contents of {@code fields} is the same. */
        record LookUp(List<String> fields) implements Once {
            public LookUp {
                fields = List.copyOf(fields);
            }
        }
    }

    /** What a field gets. */
    public sealed interface Content {
        record Literal(Value value) implements Content {}

        /** The id of another record of the same request, by its index; that one comes before. */
        record IdOf(int index) implements Content {}
    }

    /** Whether this creates a record, and only that. */
    public boolean creates() {
        return operation instanceof Operation.Create;
    }

    /** How a second creation is prevented; empty for an update or upsert. */
    public Optional<Once> once() {
        return operation instanceof Operation.Create(var once) ? Optional.of(once) : Optional.empty();
    }
}
