package io.weir.adapter.out.salesforce.write;

import io.weir.adapter.out.salesforce.error.ErrorEntry;
import io.weir.adapter.out.salesforce.http.Answer;
import io.weir.adapter.out.salesforce.json.Json;
import io.weir.adapter.out.salesforce.json.JsonMembers;
import io.weir.domain.filter.SalesforceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What Salesforce answered to the request of one record.
 *
 * @param status of HTTP
 * @param id of the written record; empty where the answer says none
 * @param created whether the body says that the record is new
 * @param failed whether the body says that the record was not written
 */
record RowAnswer(int status, Optional<SalesforceId> id, boolean created, boolean failed, List<RowError> errors) {
    private static final int FIRST_FAILURE = 300;

    RowAnswer {
        errors = List.copyOf(errors);
    }

    static RowAnswer withoutBody(int status) {
        return new RowAnswer(status, Optional.empty(), false, false, List.of());
    }

    /** Whether the record was written, as far as this answer goes. */
    boolean isSuccess() {
        return status / 100 == 2 && !failed;
    }

    /** Whether the record was not written. An answer without a status says neither. */
    boolean isFailure() {
        return status >= FIRST_FAILURE || failed;
    }

    List<ErrorEntry> entries() {
        return errors.stream().map(RowError::entry).toList();
    }

    /** The answer whose body is the current value of {@code json}. */
    static RowAnswer read(int status, JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT || status / 100 != 2) {
            return new RowAnswer(status, Optional.empty(), false, false, RowError.all(json));
        }
        return new Reader(status, json).answer();
    }

    /** The answer of a status that is not of success, whose body may be anything. */
    static RowAnswer ofFailure(Answer answer) {
        return ofFailure(answer.status(), ArrivedBody.of(answer));
    }

    private static RowAnswer ofFailure(int status, byte[] body) {
        try (var json = Json.parser(body)) {
            return json.nextToken() == null ? withoutBody(status) : read(status, json);
        } catch (JacksonException e) {
            // not JSON, or cut off: the status is known
            return withoutBody(status);
        }
    }

    /** Collects the members of a body of success. */
    private static final class Reader {
        private final int status;
        private final JsonParser json;
        private final JsonMembers members;
        private final List<RowError> errors = new ArrayList<>();
        private Optional<SalesforceId> id = Optional.empty();
        private boolean created;
        private boolean failed;

        Reader(int status, JsonParser json) {
            this.status = status;
            this.json = json;
            this.members = new JsonMembers(json);
        }

        RowAnswer answer() {
            members.members(this::read);
            return new RowAnswer(status, id, created, failed, errors);
        }

        private void read(String name) {
            switch (name) {
                case "id" -> id = SalesforceId.parse(members.text());
                case "created" -> created = members.flag();
                case "success" -> {
                    failed = json.currentToken() == JsonToken.VALUE_FALSE;
                    members.skip();
                }
                case "errors" -> errors.addAll(RowError.all(json));
                default -> members.skip();
            }
        }
    }
}
