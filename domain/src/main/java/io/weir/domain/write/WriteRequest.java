package io.weir.domain.write;

import io.weir.domain.filter.Value;
import io.weir.domain.query.SoqlShape;
import io.weir.domain.query.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one call writes: one record, or several of which all are written or none.
 *
 * @param idempotencyKey the key of a single create with {@link RecordWrite.Once.IdempotencyKey}; version 4
 */
public record WriteRequest(List<RecordWrite> records, Optional<UUID> idempotencyKey) implements Statement {
    /**
     * The beginning of what Salesforce replaces in the texts of a transaction; nothing escapes it. Elsewhere it is text like
     * any other.
     */
    public static final String TRANSACTION_REFERENCE = "@{";

    /** Throws {@link IllegalArgumentException} for no record, and for several with an idempotency key. */
    public WriteRequest {
        records = List.copyOf(records);
        if (records.isEmpty() || (records.size() > 1 && idempotencyKey.isPresent())) {
            throw new IllegalArgumentException("one record, or several without an idempotency key");
        }
    }

    /** Whether several records are written or none. */
    public boolean isTransaction() {
        return records.size() > 1;
    }

    /** All values, one in a line; must not be logged. */
    @Override
    public String text() {
        return records.stream()
                .flatMap(write -> Stream.concat(
                        write.fields().values().stream().flatMap(WriteRequest::value),
                        write.operation() instanceof RecordWrite.Operation.Upsert(var _, var key)
                                ? Stream.of(key)
                                : Stream.of()))
                .map(FieldText::of)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Value> value(RecordWrite.Content content) {
        return content instanceof RecordWrite.Content.Literal(var value) ? Stream.of(value) : Stream.of();
    }

    /** {@code CREATE Case (ContactId, Subject); UPDATE Contact (Phone)}. */
    @Override
    public SoqlShape shape() {
        return SoqlShape.joined(records.stream()
                .map(write -> SoqlShape.ofWrite(
                        verb(write.operation()),
                        write.object(),
                        List.copyOf(write.fields().keySet())))
                .toList());
    }

    private static SoqlShape.Verb verb(RecordWrite.Operation operation) {
        return switch (operation) {
            case RecordWrite.Operation.Create _ -> SoqlShape.Verb.CREATE;
            case RecordWrite.Operation.Update _ -> SoqlShape.Verb.UPDATE;
            case RecordWrite.Operation.Upsert _ -> SoqlShape.Verb.UPSERT;
        };
    }

    @Override
    public String toString() {
        return "WriteRequest[" + shape() + "]";
    }
}
