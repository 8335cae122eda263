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
 * @param code Salesforce's or OAuth's error code; empty if absent or malformed
 * @param message Salesforce's text, which quotes the query; other packages get it as {@link #said}
 */
public record ErrorEntry(String code, String message) {
    /** Longer than any error of Salesforce's API. The HTML page of an edge server may be longer, and is not needed. */
    private static final int READ_AT_MOST = 64 * 1024;

    private static final int LONGEST_CODE = 80;
    private static final int MOST_DIGITS = 3;

    /**
     * All entries in the body of {@code answer}: an array of objects, or one object, of the data API or OAuth. Empty
     * for an empty body, text, HTML, other JSON, or a body that breaks off.
     */
    public static List<ErrorEntry> all(Answer answer) {
        try {
            byte[] body = answer.body().readNBytes(READ_AT_MOST);
            answer.finish();
            return all(body);
        } catch (IOException e) {
            return List.of(); // the status is known, and SalesforceHttp knows whether it was cut
        }
    }

    static List<ErrorEntry> all(byte[] body) {
        var entries = new ArrayList<ErrorEntry>();
        try (var json = Json.parser(body)) {
            json.nextToken();
            read(json, entries);
        } catch (JacksonException e) {
            // not JSON, or cut off: the complete entries count
            return entries;
        }
        return entries;
    }

    /** Adds the entries of the current value of {@code json} to {@code entries}, and moves to the end of the value. */
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

    /** The message, hidden until it is redacted with the query. */
    public SalesforceMessage said() {
        return message.isEmpty() ? new SalesforceMessage.Nothing() : new SalesforceMessage.Echo(message);
    }

    /** The code only. */
    @Override
    public String toString() {
        return "ErrorEntry[" + code + "]";
    }

    /** An entry with {@code text} as its code, unless it does not look like one. */
    public static ErrorEntry of(String text, String message) {
        return new ErrorEntry(looksLikeCode(text) ? text : "", message);
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
        return of(code, message);
    }

    /**
     * Whether {@code text} may become a label or a log line. Personal data such as a telephone number does not match.
     */
    private static boolean looksLikeCode(String text) {
        return text.length() <= LONGEST_CODE
                && text.chars().filter(c -> c >= '0' && c <= '9').count() <= MOST_DIGITS
                && text.chars()
                        .allMatch(c ->
                                c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }
}
