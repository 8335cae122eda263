package io.weir.adapter.out.salesforce.write;

import io.weir.adapter.out.salesforce.error.SalesforceErrors;
import io.weir.adapter.out.salesforce.error.WriteErrorCodes;
import io.weir.adapter.out.salesforce.json.JsonMembers;
import io.weir.domain.filter.Value;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.WriteResult;
import io.weir.domain.write.RecordWrite;
import io.weir.domain.write.RecordWrite.Content;
import io.weir.domain.write.WriteRequest;
import io.weir.domain.write.WrittenRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A composite request of which all records are written or none.
 *
 * <p>Composite replaces <code>@{id.path}</code> in a body by a part of an earlier response, and nothing escapes it: a
 * text that contains its beginning is refused, and the ids are unpredictable.
 */
final class TransactionRequest {
    private static final int MOST = 25;

    private final List<RecordWrite> writes;
    private final List<String> ids;
    private final String root;

    /** @param random names the parts; must be unpredictable */
    TransactionRequest(List<RecordWrite> writes, String root, RandomGenerator random) {
        if (writes.size() > MOST) {
            throw new IllegalArgumentException("a composite request holds %d records at most".formatted(MOST));
        }
        writes.forEach(TransactionRequest::requireNoReference);
        this.writes = writes;
        this.root = root;
        this.ids = writes.stream()
                .map(_ -> "r" + HexFormat.of().toHexDigits(random.nextLong())
                        + HexFormat.of().toHexDigits(random.nextLong()))
                .toList();
    }

    private static void requireNoReference(RecordWrite write) {
        boolean refers = write.fields().values().stream().anyMatch(TransactionRequest::refers)
                || (write.operation() instanceof RecordWrite.Operation.Upsert(var _, Value.Text(var key))
                        && key.contains(WriteRequest.TRANSACTION_REFERENCE));
        if (refers) {
            throw new IllegalArgumentException("a text with '@{' cannot be written together with other records");
        }
    }

    private static boolean refers(Content content) {
        return content instanceof Content.Literal(Value.Text(var text))
                && text.contains(WriteRequest.TRANSACTION_REFERENCE);
    }

    /** The JSON to send. */
    String body() {
        return RowRequest.text(json -> {
            json.writeStartObject();
            json.writeBooleanProperty("allOrNone", true);
            json.writeBooleanProperty("collateSubrequests", false);
            json.writeName("compositeRequest");
            json.writeStartArray();
            for (int i = 0; i < writes.size(); i++) {
                write(json, i);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void write(JsonGenerator json, int index) {
        var row = new RowRequest(writes.get(index));
        json.writeStartObject();
        json.writeStringProperty("method", row.method().text());
        json.writeStringProperty("url", row.path(root));
        json.writeStringProperty("referenceId", ids.get(index));
        if (!row.headers().isEmpty()) {
            json.writeName("httpHeaders");
            json.writeStartObject();
            row.headers().forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        json.writeName("body");
        row.writeFields(json, earlier -> idOf(earlier, index));
        json.writeEndObject();
    }

    private String idOf(int earlier, int index) {
        if (earlier >= index) {
            throw new IllegalArgumentException("a record refers to one before it");
        }
        // an update is answered without a body
        return writes.get(earlier).operation() instanceof RecordWrite.Operation.Update(var id)
                ? id.value()
                : WriteRequest.TRANSACTION_REFERENCE + ids.get(earlier) + ".id}";
    }

    /** The answers that {@code json} holds, by their names; one without a name has none. */
    Map<String, RowAnswer> answers(JsonParser json) {
        var answer = JsonMembers.first(json);
        var answers = new HashMap<String, RowAnswer>();
        answer.member(
                "compositeResponse",
                () -> answer.items(() -> {
                    new Part(json).readInto(answers);
                    return Optional.empty();
                }));
        return answers;
    }

    /**
     * The result that {@code answers} make. If any part failed, nothing was written, whatever the others say: Salesforce
     * reports the ids of records that it has rolled back.
     */
    WriteResult result(Map<String, RowAnswer> answers, Delivery delivery) {
        boolean halted = false;
        for (int i = 0; i < writes.size(); i++) {
            var answer = answers.get(ids.get(i));
            if (answer == null || !answer.isFailure()) {
                continue;
            }
            delivery.wroteNothing();
            if (isHalted(answer)) {
                halted = true;
            } else {
                throw delivery.refuses(Refusals.of(writes.get(i), i, answer, failure(answer)));
            }
        }
        var unnamed = answers.get("");
        if (unnamed != null && unnamed.isFailure()) {
            delivery.wroteNothing();
            throw new SalesforceFailure.Misconfigured(
                    "Salesforce refuses a composite request as a whole",
                    unnamed.errors().isEmpty()
                            ? ""
                            : unnamed.errors().getFirst().entry().code());
        }
        if (halted) {
            throw new SalesforceFailure.UnexpectedError("Salesforce undid the writes without an explanation", "");
        }
        return new WriteResult.Written(written(answers));
    }

    private List<WrittenRecord> written(Map<String, RowAnswer> answers) {
        var records = new ArrayList<WrittenRecord>();
        for (int i = 0; i < writes.size(); i++) {
            var answer = answers.get(ids.get(i));
            if (answer == null || !answer.isSuccess()) {
                throw new SalesforceFailure.Unreadable("the answer of a record is missing");
            }
            records.add(RestSalesforceWrites.record(writes.get(i), answer));
        }
        return records;
    }

    private static boolean isHalted(RowAnswer answer) {
        return !answer.errors().isEmpty()
                && answer.entries().stream().allMatch(entry -> entry.code().equals(WriteErrorCodes.PROCESSING_HALTED));
    }

    private static SalesforceFailure failure(RowAnswer answer) {
        return SalesforceErrors.of(answer.status(), answer.entries(), Duration.ZERO);
    }

    /** Collects the members of one part, whose order Salesforce does not promise: the body may precede its status. */
    private static final class Part {
        private final JsonParser json;
        private final JsonMembers members;
        private String id = "";
        private int status;
        private RowAnswer body = RowAnswer.withoutBody(0);
        private List<RowError> errors = List.of();

        Part(JsonParser json) {
            this.json = json;
            this.members = new JsonMembers(json);
        }

        void readInto(Map<String, RowAnswer> answers) {
            members.members(this::read);
            var all = Stream.concat(errors.stream(), body.errors().stream()).toList();
            answers.putIfAbsent(id, new RowAnswer(status, body.id(), body.created(), body.failed(), all));
        }

        private void read(String name) {
            switch (name) {
                case "referenceId" -> id = members.text();
                case "httpStatusCode" -> status = (int) members.number();
                case "body" -> {
                    if (json.currentToken() == JsonToken.START_OBJECT) {
                        body = RowAnswer.read(200, json);
                    } else {
                        errors = RowError.all(json);
                    }
                }
                default -> members.skip();
            }
        }
    }
}
