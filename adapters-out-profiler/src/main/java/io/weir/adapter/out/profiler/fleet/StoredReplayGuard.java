package io.weir.adapter.out.profiler.fleet;

import io.weir.adapter.out.profiler.store.Sql;
import io.weir.domain.port.ReplayGuard;
import io.weir.domain.status.OngoingProblem;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * Recognises messages that any Weir of the store received before, also before its start. The store has a digest of each
 * message and nothing else of it. Thread-safe.
 */
public final class StoredReplayGuard implements ReplayGuard {
    private static final System.Logger LOG = System.getLogger(StoredReplayGuard.class.getName());

    private final SharedStore store;
    private final UnaryOperator<String> digests;
    private final Strictness strictness;
    private final Duration longestWait;
    private final String insert;
    private final OngoingProblem unavailable;

    /**
     * @param digests reveals nothing of a text, and is the same for all Weirs that share the store
     * @param strictness what follows from {@link Sighting#UNKNOWN}; a strict guard forgets such a message
     */
    public StoredReplayGuard(
            SharedStore store, UnaryOperator<String> digests, Strictness strictness, InstantSource clock) {
        this(store, digests, strictness, LONGEST_WAIT, clock);
    }

    StoredReplayGuard(
            SharedStore store,
            UnaryOperator<String> digests,
            Strictness strictness,
            Duration longestWait,
            InstantSource clock) {
        this.longestWait = longestWait;
        this.store = store;
        this.digests = digests;
        this.strictness = strictness;
        this.insert = "insert into weir_signature (digest, seen_at) values (?, " + store.now()
                + ") on conflict (digest) do nothing";
        this.unavailable = new OngoingProblem(ProblemKind.REPLAY_GUARD_ALONE, LOG, clock);
        store.afterLook(this::recovered);
    }

    @Override
    public Sighting check(String caller, String message) {
        String digest = digests.apply(caller + " " + message);
        var known = new AtomicReference<>(Sighting.UNKNOWN);
        var settled = new AtomicBoolean();
        var stored = store.within(longestWait, connection -> {
            var sighting = insert(connection, digest);
            known.set(sighting);
            if (settled.getAndSet(true)) {
                late(connection, sighting, digest);
            }
            return sighting;
        });
        if (stored.isPresent() || settled.getAndSet(true)) {
            recovered();
            return known.get();
        }
        unavailable.begins(this::text);
        return Sighting.UNKNOWN;
    }

    private Sighting insert(Connection connection, String digest) throws SQLException {
        return new Sql(insert, digest).update(connection) == 1 ? Sighting.FIRST : Sighting.REPEATED;
    }

    /** The message was refused meanwhile, and its sender may send it again. */
    private void late(Connection connection, Sighting sighting, String digest) throws SQLException {
        if (strictness == Strictness.STRICT && sighting == Sighting.FIRST) {
            new Sql("delete from weir_signature where digest = ?").with(digest).execute(connection);
        }
    }

    private String text() {
        return "signed requests cannot be compared with those of before in %s (%s): %s"
                .formatted(
                        store,
                        store.reason(),
                        switch (strictness) {
                            case LENIENT -> "each Weir alone recognises one that is sent twice, since its own start";
                            case STRICT -> "they are answered 503 replay_check_unavailable";
                        });
    }

    private void recovered() {
        unavailable.ends("signed requests are compared with those of before in %s again".formatted(store));
    }

    /** That the store cannot be asked, while it cannot. */
    public Optional<StatusProblem> problem() {
        return unavailable.current();
    }
}
