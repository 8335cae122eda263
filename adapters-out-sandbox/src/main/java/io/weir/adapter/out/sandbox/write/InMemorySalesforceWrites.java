package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.JsonValue;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.filter.Value;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceWrites;
import io.weir.domain.port.WriteResult;
import io.weir.domain.port.WriteResult.Refusal;
import io.weir.domain.query.SalesforceMessage;
import io.weir.domain.write.Assignment;
import io.weir.domain.write.FieldText;
import io.weir.domain.write.RecordWrite;
import io.weir.domain.write.RecordWrite.Content;
import io.weir.domain.write.RecordWrite.Once;
import io.weir.domain.write.RecordWrite.Operation;
import io.weir.domain.write.WriteRequest;
import io.weir.domain.write.WrittenRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Writes to the sandbox org directly, without HTTP. Remembers the idempotency keys of its life. Thread-safe. */
public final class InMemorySalesforceWrites implements SalesforceWrites {
    private static final Pattern DUPLICATE =
            Pattern.compile("duplicate value found: (\\S+) duplicates value on record with id: ([A-Za-z0-9]{15})");

    private final SandboxOrg org;
    private final RecordWriter writer;
    private final Map<UUID, Use> uses = new ConcurrentHashMap<>();

    /** @param rules the org's own rules, which may change at any time */
    public InMemorySalesforceWrites(SandboxOrg org, WriteRules rules) {
        this.org = org;
        this.writer = new RecordWriter(org, rules);
    }

    /** The first use of an idempotency key. */
    private record Use(List<RecordWrite> records, WriteResult result) {}

    @Override
    public WriteResult write(WriteRequest request, RunMeter meter) {
        meter.countAttempt();
        meter.countApiCall();
        return request.idempotencyKey()
                .map(key -> once(key, request.records()))
                .orElseGet(() -> written(request.records()));
    }

    private WriteResult once(UUID key, List<RecordWrite> records) {
        var use = uses.computeIfAbsent(key, _ -> new Use(records, written(records)));
        return use.records().equals(records)
                ? use.result()
                : new WriteResult.Refused(
                        Refusal.KEY_REUSED, 0, "INVALID_INPUT", List.of(), new SalesforceMessage.Nothing());
    }

    private WriteResult written(List<RecordWrite> records) {
        return org.transaction(transaction -> {
            var written = new ArrayList<WrittenRecord>();
            for (int i = 0; i < records.size(); i++) {
                var write = records.get(i);
                switch (saved(write, written)) {
                    case SaveResult.Saved(var id, var created) ->
                        written.add(new WrittenRecord(write.object(), new SalesforceId(id), created));
                    case SaveResult.Refused(var errors) -> {
                        transaction.rollBack();
                        return refused(write, i, errors.getFirst());
                    }
                    case SaveResult.Ambiguous _ -> {
                        transaction.rollBack();
                        return refused(write, i, new WriteError("DUPLICATE_EXTERNAL_ID", "", keyField(write)));
                    }
                }
            }
            return new WriteResult.Written(written);
        });
    }

    private SaveResult saved(RecordWrite write, List<WrittenRecord> earlier) {
        var table = org.table(write.object().value())
                .orElseThrow(
                        () -> new SalesforceFailure.Misconfigured("Salesforce does not have the object", "NOT_FOUND"));
        var options = new WriteOptions(assignment(write), false, false);
        try {
            var input = RecordInput.of(org, table, fields(write, earlier));
            return switch (write.operation()) {
                case Operation.Create _ -> writer.create(input, options);
                case Operation.Update(var id) -> writer.update(id.value(), input, options);
                case Operation.Upsert(var field, var key) -> upserted(table, field, key, input, options);
            };
        } catch (WriteRefusal refusal) {
            return new SaveResult.Refused(refusal.errors());
        }
    }

    private SaveResult upserted(Table table, String name, Value key, RecordInput input, WriteOptions options) {
        var field = table.field(name)
                .filter(RecordWriter::isKey)
                .orElseThrow(() ->
                        new SalesforceFailure.Misconfigured("Salesforce does not have the External ID", "NOT_FOUND"));
        var typed =
                RecordWriter.key(field, FieldText.of(key)).orElseThrow(() -> new WriteRefusal(WriteError.missing()));
        return writer.upsert(field, typed, true, input, options);
    }

    private static JsonValue fields(RecordWrite write, List<WrittenRecord> earlier) {
        var members = new LinkedHashMap<String, JsonValue>();
        write.fields()
                .forEach((name, content) -> members.put(
                        name,
                        switch (content) {
                            case Content.Literal(var value) -> json(value);
                            case Content.IdOf(var index) ->
                                text(earlier.get(index).id().value());
                        }));
        return new JsonValue("START_OBJECT", members, 1, 1);
    }

    private static JsonValue json(Value value) {
        return switch (value) {
            case Value.Null() -> new JsonValue("VALUE_NULL", null, 1, 1);
            case Value.Bool(var bool) -> new JsonValue("VALUE_TRUE", bool, 1, 1);
            case Value.Decimal(var number) -> new JsonValue("VALUE_NUMBER_FLOAT", number, 1, 1);
            case Value.Money(var _, var amount) -> new JsonValue("VALUE_NUMBER_FLOAT", amount, 1, 1);
            case Value.Text _, Value.Date _, Value.DateTime _, Value.Time _ -> text(FieldText.of(value));
            case Value.RelativeDate _ ->
                throw new IllegalArgumentException("a field holds a day, and not one relative to today");
        };
    }

    private static JsonValue text(String text) {
        return new JsonValue("VALUE_STRING", text, 1, 1);
    }

    private static WriteOptions.Assignment assignment(RecordWrite write) {
        return write.assignment()
                .<WriteOptions.Assignment>map(assignment -> switch (assignment) {
                    case Assignment.ByRules() -> new WriteOptions.Assignment.Active();
                    case Assignment.Keep() -> new WriteOptions.Assignment.None();
                    case Assignment.ByRule(var rule) -> new WriteOptions.Assignment.Rule(rule.value());
                })
                .orElseGet(WriteOptions.Assignment.Active::new);
    }

    private static WriteResult refused(RecordWrite write, int index, WriteError error) {
        return switch (error.code()) {
            case "DUPLICATES_DETECTED" ->
                new WriteResult.DuplicateFound(
                        index,
                        Optional.ofNullable(error.duplicate())
                                .flatMap(match -> SalesforceId.parse(match.ids().getFirst())));
            case "DUPLICATE_VALUE" -> duplicateValue(write, index, error);
            case "NOT_FOUND" ->
                write.operation() instanceof Operation.Update
                        ? refused(Refusal.DELETED, index, error, error.fields())
                        : refused(Refusal.VALUES, index, error, error.fields());
            case "FIELD_CUSTOM_VALIDATION_EXCEPTION" -> refused(Refusal.VALIDATION_RULE, index, error, error.fields());
            case "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "CANNOT_EXECUTE_FLOW_TRIGGER" ->
                refused(Refusal.TRIGGER_FAILED, index, error, error.fields());
            case "ENTITY_IS_DELETED" -> refused(Refusal.DELETED, index, error, error.fields());
            case "UNABLE_TO_LOCK_ROW" -> refused(Refusal.LOCKED, index, error, error.fields());
            default ->
                refused(
                        error.code().startsWith("INSUFFICIENT_ACCESS") ? Refusal.NO_ACCESS : Refusal.VALUES,
                        index,
                        error,
                        error.fields());
        };
    }

    private static WriteResult duplicateValue(RecordWrite write, int index, WriteError error) {
        var message = DUPLICATE.matcher(error.message());
        if (!message.matches()) {
            return refused(Refusal.VALUES, index, error, error.fields());
        }
        String field = message.group(1);
        return write.operation() instanceof Operation.Create(Once.UniqueField(var key, var _))
                        && key.equalsIgnoreCase(field)
                ? new WriteResult.KeyExists(index, SalesforceId.parse(message.group(2)))
                : refused(Refusal.VALUES, index, error, List.of(field));
    }

    private static WriteResult refused(Refusal refusal, int index, WriteError error, List<String> fields) {
        return new WriteResult.Refused(
                refusal, index, error.code(), fields, new SalesforceMessage.Echo(error.message()));
    }

    private static String keyField(RecordWrite write) {
        return write.operation() instanceof Operation.Upsert(var field, var _) ? field : "";
    }
}
