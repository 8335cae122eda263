package io.weir.adapter.out.salesforce.error;

import io.weir.adapter.out.salesforce.http.Answer;
import io.weir.adapter.out.salesforce.json.Json;
import io.weir.domain.query.SalesforceMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One error of an error body.
 *
 * @param code Salesforce's or OAuth's error code; empty if there is none or it does not look like one
 * @param message as Salesforce wrote it: it echoes query text, so it leaves this package as {@link #said} only
 */
public record ErrorEntry(String code, String message) {
    /** More than any error of Salesforce's API; the page of an edge may be longer, and says nothing. */
    private static final int READ_AT_MOST = 64 * 1024;

    private static final int LONGEST_CODE = 80;
    private static final int MOST_DIGITS = 3;

    /**
     * All entries of the body of {@code answer}: an array of objects, or an object, of either the data API or OAuth. None for
     * HTML, text, nothing, JSON of another kind, or a body that breaks off.
     */
    public static List<ErrorEntry> all(Answer answer) {
        try {
            byte[] body = answer.body().readNBytes(READ_AT_MOST);
            answer.finish();
            return all(body);
        } catch (IOException e) {
            return List.of(); // the status is known all the same
        }
    }

    static List<ErrorEntry> all(byte[] body) {
        var entries = new ArrayList<ErrorEntry>();
        try (var json = Json.parser(body)) {
            json.nextToken();
            read(json, entries);
        } catch (JacksonException e) {
            // not JSON, or cut off: what was read up to here counts
            return entries;
        }
        return entries;
    }

    /** Adds the entries of the value at which {@code json} stands to {@code entries}, and moves to its end. */
    public static void read(JsonParser json, List<ErrorEntry> entries) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            entries.add(read(json));
        } else if (json.currentToken() == JsonToken.START_ARRAY) {
            JsonToken token;
            while ((token = json.nextToken()) != null && token != JsonToken.END_ARRAY) {
                if (token == JsonToken.START_OBJECT) {
                    entries.add(read(json));
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    /** The message, hidden until somebody who knows the query redacts it. */
    SalesforceMessage said() {
        return message.isEmpty() ? new SalesforceMessage.Nothing() : new SalesforceMessage.Echo(message);
    }

    /** The code only. */
    @Override
    public String toString() {
        return "ErrorEntry[" + code + "]";
    }

    private static ErrorEntry read(JsonParser json) {
        String code = "";
        String message = "";
        String name;
        while ((name = json.nextName()) != null) {
            var value = json.nextToken();
            String text = value == JsonToken.VALUE_STRING ? json.getString() : "";
            switch (name) {
                case "errorCode", "error" -> code = text;
                case "message", "error_description" -> message = text;
                default -> json.skipChildren();
            }
        }
        return new ErrorEntry(looksLikeCode(code) ? code : "", message);
    }

    /** What anybody may write there must not become a label or a log line: no number that people have fits, for one. */
    private static boolean looksLikeCode(String text) {
        return text.length() <= LONGEST_CODE
                && text.chars().filter(c -> c >= '0' && c <= '9').count() <= MOST_DIGITS
                && text.chars()
                        .allMatch(c ->
                                c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }
}
