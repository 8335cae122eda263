package io.weir.adapter.out.salesforce.login;

import io.weir.adapter.out.salesforce.http.Answer;
import io.weir.adapter.out.salesforce.json.Json;
import io.weir.domain.port.SalesforceFailure;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What the token endpoint answers. Its text shows nothing.
 *
 * @param accessToken empty if there is none that a header can carry
 * @param instanceUrl empty if there is none
 * @param identity the identity URL, which names the org and the user; empty if there is none
 * @param lifeSeconds how long the token lives; 0 where Salesforce does not say, which is the rule
 * @param refreshToken the one to use from now on; empty if there is none
 */
public record TokenAnswer(
        String accessToken, String instanceUrl, String identity, long lifeSeconds, String refreshToken) {
    private static final long A_YEAR = 366L * 24 * 60 * 60;

    /** Reads the body of a 200; {@link SalesforceFailure.Unreadable} for anything that is no JSON. */
    static TokenAnswer read(Answer answer) throws IOException {
        TokenAnswer token;
        try (var json = Json.parser(answer.body())) {
            token = json.nextToken() == JsonToken.START_OBJECT ? members(json) : new TokenAnswer("", "", "", 0, "");
        } catch (JacksonException e) {
            // without it: its message holds a piece of the body
            throw new SalesforceFailure.Unreadable("the login was answered with something that is not JSON");
        }
        finish(answer);
        return token;
    }

    /** A connection that breaks behind the answer takes nothing away from it. */
    private static void finish(Answer answer) {
        try {
            answer.finish();
        } catch (IOException broken) {
            // it will not serve again
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
        return new TokenAnswer(visible(accessToken), instanceUrl, identity, life, visible(refreshToken));
    }

    private static String text(JsonParser json, JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return json.getString();
        }
        json.skipChildren();
        return "";
    }

    /** {@code token} if it is visible ASCII, else nothing: it becomes a header, or the text of a file. */
    private static String visible(String token) {
        return token.chars().allMatch(c -> c > ' ' && c < 0x7F) ? token : "";
    }
}
