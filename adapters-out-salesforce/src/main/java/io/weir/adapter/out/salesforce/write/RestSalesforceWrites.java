package io.weir.adapter.out.salesforce.write;

import io.helidon.http.Method;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.error.WriteErrorCodes;
import io.weir.adapter.out.salesforce.http.Answer;
import io.weir.adapter.out.salesforce.http.SalesforceRequest;
import io.weir.adapter.out.salesforce.http.Session;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceWrites;
import io.weir.domain.port.WriteResult;
import io.weir.domain.write.Assignment;
import io.weir.domain.write.RecordWrite;
import io.weir.domain.write.WriteRequest;
import io.weir.domain.write.WrittenRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Writes records to an org over Salesforce's REST API: one alone, with an idempotency key over the User Interface API,
 * and several in one composite request that is rolled back as a whole.
 *
 * <p>Throws {@link IllegalArgumentException} for what planning refuses: <code>@{</code> in a text of several records, which
 * composite would replace, more than 25 records, and an idempotency key for anything but a create whose assignment the
 * User Interface API can express. Thread-safe.
 */
public final class RestSalesforceWrites implements SalesforceWrites {
    private static final int UNPROCESSABLE = 422;
    private static final int CONFLICT = 409;

    private final RestApi api;
    private final RandomGenerator random;

    /** @param random names the parts of composite requests; must be unpredictable, so that no text can refer to them */
    public RestSalesforceWrites(RestApi api, RandomGenerator random) {
        this.api = api;
        this.random = random;
    }

    @Override
    public WriteResult write(WriteRequest request, RunMeter meter) {
        if (request.isTransaction()) {
            return together(request.records(), meter);
        }
        var only = request.records().getFirst();
        return request.idempotencyKey().map(key -> once(only, key, meter)).orElseGet(() -> alone(only, meter));
    }

    private WriteResult alone(RecordWrite write, RunMeter meter) {
        var row = new RowRequest(write);
        String path = row.path(api.root());
        String body = RowRequest.text(json -> row.writeFields(json, RestSalesforceWrites::unknownId));
        return send(
                (session, sending) ->
                        SalesforceRequest.write(row.method(), session, path, row.headers(), body, sending),
                meter,
                (answer, delivery) ->
                        written(write, success(answer, delivery, failed -> refuse(write, answer, failed))));
    }

    private interface Sending {
        SalesforceRequest request(Session session, Runnable sending);
    }

    private interface Reading {
        WriteResult result(Answer answer, Delivery delivery);
    }

    private WriteResult send(Sending request, RunMeter meter, Reading reading) {
        var delivery = new Delivery();
        return delivery.result(() -> RestApi.attempt(
                () -> api.send(
                        session -> request.request(session, delivery::begins),
                        meter,
                        answer -> reading.result(answer, delivery)),
                meter));
    }

    /** The record in an answer of success. Any other answer ends in the failure that stands for it. */
    private RowAnswer success(Answer answer, Delivery delivery, Function<RowAnswer, WriteResult> refusal) {
        var row = row(answer);
        if (row.isSuccess()) {
            return row;
        }
        requireCertain(answer, row, delivery);
        throw delivery.refuses(refusal.apply(row));
    }

    /** Throws what leaves the result unknown; else closes {@code delivery}. */
    private void requireCertain(Answer answer, RowAnswer row, Delivery delivery) {
        if (!row.failed() && !WriteErrorCodes.isCertain(row.status(), row.entries())) {
            var failure = api.failure(answer, row.entries());
            throw failure instanceof SalesforceFailure.Misconfigured
                    ? new SalesforceFailure.Unavailable(
                            "Salesforce gave up a request (%d)".formatted(row.status()), "", Duration.ZERO)
                    : failure;
        }
        delivery.wroteNothing();
    }

    private static RowAnswer row(Answer answer) {
        int status = answer.status();
        if (status / 100 != 2) {
            return RowAnswer.ofFailure(answer);
        }
        return status == 204
                ? RowAnswer.withoutBody(status)
                : ArrivedBody.document(answer, json -> {
                    json.nextToken();
                    return RowAnswer.read(status, json);
                });
    }

    private WriteResult refuse(RecordWrite write, Answer answer, RowAnswer row) {
        return Refusals.of(write, 0, row, api.failure(answer, row.entries()));
    }

    private static WriteResult written(RecordWrite write, RowAnswer answer) {
        return new WriteResult.Written(List.of(record(write, answer)));
    }

    /** The record that {@code answer}, of success, tells. */
    static WrittenRecord record(RecordWrite write, RowAnswer answer) {
        return switch (write.operation()) {
            case RecordWrite.Operation.Create _ -> new WrittenRecord(write.object(), id(answer), true);
            case RecordWrite.Operation.Update(var id) -> new WrittenRecord(write.object(), id, false);
            case RecordWrite.Operation.Upsert _ ->
                new WrittenRecord(write.object(), id(answer), answer.created() || answer.status() == 201);
        };
    }

    private static SalesforceId id(RowAnswer answer) {
        return answer.id()
                .orElseThrow(() -> new SalesforceFailure.Unreadable("Salesforce's answer has no id of the record"));
    }

    private static String unknownId(int index) {
        throw new IllegalArgumentException("a record alone refers to no other of the request: " + index);
    }

    private WriteResult once(RecordWrite write, UUID key, RunMeter meter) {
        String path = api.root() + "/ui-api/records";
        String body = uiBody(write);
        var headers = Map.of("Idempotency-Key", key.toString());
        return send(
                (session, sending) -> SalesforceRequest.write(Method.POST, session, path, headers, body, sending),
                meter,
                (answer, delivery) -> {
                    requireNoConflict(answer);
                    return written(write, success(answer, delivery, row -> refuseOnce(write, answer, row)));
                });
    }

    private static void requireNoConflict(Answer answer) {
        if (answer.status() == CONFLICT) {
            throw new SalesforceFailure.Unavailable(
                    "an earlier request with the same idempotency key still runs, or broke off", "", Duration.ZERO);
        }
    }

    private static String uiBody(RecordWrite write) {
        if (!write.creates()) {
            throw new IllegalArgumentException("an idempotency key is for a create");
        }
        boolean byRules = write.assignment()
                .map(assignment -> switch (assignment) {
                    case Assignment.ByRules() -> true;
                    case Assignment.Keep() -> false;
                    case Assignment.ByRule _ ->
                        throw new IllegalArgumentException("the User Interface API knows the active rule only");
                })
                .orElse(false);
        return RowRequest.text(json -> {
            json.writeStartObject();
            json.writeStringProperty("apiName", write.object().value());
            if (byRules) {
                json.writeBooleanProperty("useDefaultRule", true);
            }
            json.writeName("fields");
            new RowRequest(write).writeFields(json, RestSalesforceWrites::unknownId);
            json.writeEndObject();
        });
    }

    private WriteResult refuseOnce(RecordWrite write, Answer answer, RowAnswer row) {
        if (row.status() == UNPROCESSABLE) {
            return Refusals.keyReused(row);
        }
        if (row.errors().stream().anyMatch(RestSalesforceWrites::isOfTheKey)) {
            throw new SalesforceFailure.Misconfigured(
                    "Salesforce takes no idempotency key for records of %s; use a unique field"
                            .formatted(write.object().value()),
                    row.errors().getFirst().entry().code());
        }
        return refuse(write, answer, row);
    }

    /** Whether the User Interface API does not serve the object, or not with a key. */
    private static boolean isOfTheKey(RowError error) {
        String code = error.entry().code();
        String message = error.entry().message();
        // messages with the known codes of records quote values
        return code.equals("INVALID_TYPE")
                || (!WriteErrorCodes.isKnown(code)
                        && (message.contains("Idempotency-Key") || message.contains("not supported in UI API")));
    }

    private WriteResult together(List<RecordWrite> writes, RunMeter meter) {
        var request = new TransactionRequest(writes, api.root(), random);
        String path = api.root() + "/composite";
        String body = request.body();
        return send(
                (session, sending) -> SalesforceRequest.write(Method.POST, session, path, Map.of(), body, sending),
                meter,
                (answer, delivery) -> {
                    if (answer.status() != 200) {
                        var row = RowAnswer.ofFailure(answer);
                        requireCertain(answer, row, delivery);
                        throw asAWhole(api.failure(answer, row.entries()));
                    }
                    return request.result(ArrivedBody.document(answer, request::answers), delivery);
                });
    }

    /** A composite request that is refused as a whole has a fault that no value is the reason for. */
    private static SalesforceFailure asAWhole(SalesforceFailure failure) {
        return failure instanceof SalesforceFailure.QueryRejected
                ? new SalesforceFailure.Misconfigured(
                        "Salesforce refuses a composite request as a whole",
                        failure.salesforceCode().orElse(""),
                        failure.salesforceMessage())
                : failure;
    }
}
