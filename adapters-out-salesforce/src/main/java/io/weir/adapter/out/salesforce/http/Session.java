package io.weir.adapter.out.salesforce.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import io.weir.adapter.out.salesforce.settings.Origin;
import java.time.Instant;

/** A successful login: an access token and the instance that accepts it. Compared by identity. Shows no token. */
public final class Session {
    private static final Header ACCEPT = HeaderValues.createCached(HeaderNames.ACCEPT, "application/json");
    private static final Header ACCEPT_ENCODING = HeaderValues.createCached(HeaderNames.ACCEPT_ENCODING, "gzip");
    private static final Header CALL_OPTIONS = HeaderValues.createCached("Sforce-Call-Options", "client=weir");
    private static final Header USER_AGENT = HeaderValues.createCached(HeaderNames.USER_AGENT, "weir");

    private final Origin instance;
    private final WritableHeaders<?> headers;
    private final String identity;
    private final Instant end;
    private volatile boolean accepted;

    /**
     * Throws {@link IllegalArgumentException} for a token that is not valid in a header.
     *
     * @param identity the org and the user of the token; empty if unknown
     * @param end when the token expires; {@link Instant#MAX} if unknown
     */
    public Session(String token, Origin instance, String identity, Instant end) {
        this.instance = instance;
        this.identity = identity;
        this.end = end;
        this.headers = WritableHeaders.create()
                .add(HeaderValues.createCached(HeaderNames.AUTHORIZATION, false, true, "Bearer " + token))
                .add(HeaderValues.createCached(HeaderNames.HOST, instance.authority()))
                .add(ACCEPT)
                .add(ACCEPT_ENCODING)
                .add(CALL_OPTIONS)
                .add(USER_AGENT);
        headers.forEach(Header::validate);
    }

    public Origin instance() {
        return instance;
    }

    /** The org and the user of the token. Users may see different schemas. */
    public String identity() {
        return identity;
    }

    /** The headers of every request of this session. Do not change them. */
    WritableHeaders<?> headers() {
        return headers;
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(end);
    }

    /** Whether Salesforce has answered a request with this token. */
    public boolean accepted() {
        return accepted;
    }

    public void markAccepted() {
        accepted = true;
    }
}
