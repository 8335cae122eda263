package io.weir.adapter.out.salesforce;

import io.weir.domain.port.SalesforceFailure;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What the token endpoint answers.
 *
 * @param identity the identity URL, which names the org and the user; empty if there is none
 * @param lifeSeconds how long the token lives; 0 where Salesforce does not say, which is the rule
 */
record TokenAnswer(String accessToken, String instanceUrl, String identity, long lifeSeconds) {
    private static final long A_YEAR = 366L * 24 * 60 * 60;

    /** Reads the body of a 200; {@link SalesforceFailure.Unreadable} for anything without a token and an instance. */
    static TokenAnswer read(Answer answer) throws IOException {
        TokenAnswer token;
        try (var json = Json.parser(answer.body())) {
            token = json.nextToken() == JsonToken.START_OBJECT ? members(json) : new TokenAnswer("", "", "", 0);
        } catch (JacksonException e) {
            // without it: its message holds a piece of the body
            throw new SalesforceFailure.Unreadable("the login was answered with something that is not JSON");
        }
        if (token.accessToken.isEmpty() || token.instanceUrl.isEmpty()) {
            throw new SalesforceFailure.Unreadable("the login was answered without a token or an instance");
        }
        answer.finish();
        return token;
    }

    @Override
    public String toString() {
        return "TokenAnswer[hidden]";
    }

    private static TokenAnswer members(JsonParser json) {
        String accessToken = "";
        String instanceUrl = "";
        String identity = "";
        long life = 0;
        String name;
        while ((name = json.nextName()) != null) {
            var value = json.nextToken();
            switch (name) {
                case "access_token" -> accessToken = value == JsonToken.VALUE_STRING ? json.getString() : "";
                case "instance_url" -> instanceUrl = value == JsonToken.VALUE_STRING ? json.getString() : "";
                case "id" -> identity = value == JsonToken.VALUE_STRING ? json.getString() : "";
                case "expires_in" -> life = Math.clamp(json.getValueAsLong(0), 0, A_YEAR);
                default -> json.skipChildren();
            }
        }
        return new TokenAnswer(isToken(accessToken) ? accessToken : "", instanceUrl, identity, life);
    }

    /** Visible ASCII only: the token becomes a header. */
    private static boolean isToken(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
