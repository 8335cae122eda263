package io.weir.adapter.out.salesforce.login;

import io.weir.domain.port.SalesforceFailure;
import java.time.Instant;

/**
 * A login as the Weirs of a fleet share it. Its {@code toString} shows no value.
 *
 * @param refreshToken the token for the next login
 * @param answer what Salesforce answered
 * @param at when it answered
 */
record SharedSession(String refreshToken, TokenAnswer answer, Instant at) {
    private static final int PARTS = 6;

    /** The login in {@code text}, which {@link #text} of this Weir or of a later one wrote: that may add parts. */
    static SharedSession read(String text) {
        var parts = text.split("\n", -1);
        if (parts.length < PARTS) {
            throw new SalesforceFailure.Unreadable("another Weir stored its login in a form that this one cannot read");
        }
        return new SharedSession(
                parts[0],
                new TokenAnswer(parts[1], parts[2], parts[3], Long.parseLong(parts[4]), ""),
                Instant.ofEpochSecond(Long.parseLong(parts[5])));
    }

    /** The login as text, which is secret. */
    String text() {
        return String.join(
                "\n",
                oneLine(refreshToken),
                oneLine(answer.accessToken()),
                oneLine(answer.instanceUrl()),
                oneLine(answer.identity()),
                Long.toString(answer.lifeSeconds()),
                Long.toString(at.getEpochSecond()));
    }

    private static String oneLine(String value) {
        return value.chars().anyMatch(Character::isISOControl) ? "" : value;
    }

    boolean isExpired(Instant now) {
        return answer.lifeSeconds() > 0 && !now.isBefore(at.plusSeconds(answer.lifeSeconds()));
    }

    @Override
    public String toString() {
        return "SharedSession[hidden]";
    }
}
