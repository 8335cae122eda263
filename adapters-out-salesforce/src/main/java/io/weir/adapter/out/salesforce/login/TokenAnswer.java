package io.weir.adapter.out.salesforce.login;

import io.weir.adapter.out.salesforce.http.Answer;
import io.weir.adapter.out.salesforce.json.Json;
import io.weir.domain.port.SalesforceFailure;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A response of the token endpoint. Its text shows no value.
 *
 * @param accessToken empty if absent, or not valid in a header
 * @param instanceUrl empty if absent
 * @param identity the identity URL, which names the org and the user; empty if absent
 * @param lifeSeconds the lifetime of the token; 0 if unknown, as is usual
 * @param refreshToken the new refresh token; empty if the old one stays valid, or if it is not visible ASCII
 */
public record TokenAnswer(
        String accessToken, String instanceUrl, String identity, long lifeSeconds, String refreshToken) {
    private static final long A_YEAR = 366L * 24 * 60 * 60;

    /** Takes a token that is not visible ASCII for an absent one. */
    public TokenAnswer {
        accessToken = visible(accessToken);
        refreshToken = visible(refreshToken);
    }

    /** Reads the body of a 200. Throws {@link SalesforceFailure.Unreadable} if it is not JSON. */
    static TokenAnswer read(Answer answer) throws IOException {
        TokenAnswer token;
        try (var json = Json.parser(answer.body())) {
            token = json.nextToken() == JsonToken.START_OBJECT ? members(json) : new TokenAnswer("", "", "", 0, "");
        } catch (JacksonException e) {
            // no cause: its message holds a part of the body
            throw new SalesforceFailure.Unreadable("the login was answered with something that is not JSON");
        }
        finish(answer);
        return token;
    }

    /** Ignores a connection that breaks after the complete answer. */
    private static void finish(Answer answer) {
        try {
            answer.finish();
        } catch (IOException broken) {
            // the connection is not reused
        }
    }

    @Override
    public String toString() {
        return "TokenAnswer[hidden]";
    }

    private static TokenAnswer members(JsonParser json) {
        String accessToken = "";
        String instanceUrl = "";
        String identity = "";
        String refreshToken = "";
        long life = 0;
        String name;
        while ((name = json.nextName()) != null) {
            var value = json.nextToken();
            switch (name) {
                case "access_token" -> accessToken = text(json, value);
                case "instance_url" -> instanceUrl = text(json, value);
                case "id" -> identity = text(json, value);
                case "refresh_token" -> refreshToken = text(json, value);
                case "expires_in" -> life = Math.clamp(json.getValueAsLong(0), 0, A_YEAR);
                default -> json.skipChildren();
            }
        }
        return new TokenAnswer(accessToken, instanceUrl, identity, life, refreshToken);
    }

    private static String text(JsonParser json, JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return json.getString();
        }
        json.skipChildren();
        return "";
    }

    /** {@code token} if it is visible ASCII, which a header and a file can hold; else empty. */
    private static String visible(String token) {
        return token.chars().allMatch(c -> c > ' ' && c < 0x7F) ? token : "";
    }
}
