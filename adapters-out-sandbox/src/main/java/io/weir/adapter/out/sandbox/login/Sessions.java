package io.weir.adapter.out.sandbox.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.random.RandomGenerator;

/** The valid access tokens. A token expires if it is not used for some time. Thread-safe. */
public final class Sessions {
    /** The id of the org in its short form, the prefix of all tokens. */
    static final String ORG_ID = "00D5g0000000001";

    private static final int TOKEN_BYTES = 72;
    private static final int MAX_SESSIONS = 10_000;

    private final InstantSource clock;
    private final Duration inactivity;
    private final RandomGenerator random;
    private final LinkedHashMap<String, Instant> lastUses = new LinkedHashMap<>();
    private int issued;

    /**
     * @param inactivity how long an unused token stays valid
     * @param random generates the tokens
     */
    public Sessions(InstantSource clock, Duration inactivity, RandomGenerator random) {
        this.clock = clock;
        this.inactivity = inactivity;
        this.random = random;
    }

    /** Issues a token. */
    public synchronized String open() {
        issued++;
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = ORG_ID + "!"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replace('-', '.');
        lastUses.putLast(token, clock.instant());
        if (lastUses.size() > MAX_SESSIONS) {
            lastUses.pollFirstEntry();
        }
        return token;
    }

    /** Whether {@code token} is valid; extends its validity. */
    public synchronized boolean use(String token) {
        var lastUse = lastUses.remove(token);
        var now = clock.instant();
        if (lastUse == null || !now.isBefore(lastUse.plus(inactivity))) {
            return false;
        }
        lastUses.putLast(token, now);
        return true;
    }

    synchronized void close(String token) {
        lastUses.remove(token);
    }

    public synchronized void closeAll() {
        lastUses.clear();
    }

    /** The number of tokens issued so far. */
    public synchronized int issued() {
        return issued;
    }
}
