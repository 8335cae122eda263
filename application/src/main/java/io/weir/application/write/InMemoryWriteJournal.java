package io.weir.application.write;

import io.weir.domain.port.SharedStoreUnavailable;
import io.weir.domain.port.WriteJournal;
import io.weir.domain.write.WriteKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The journal of one process, which ends with it.
 *
 * <p>It has at most 100,000 entries. Where more would be needed, the ends that are oldest are forgotten first, before
 * {@link #MEMORY} is over. What has no end is never forgotten for room: a journal full of that throws
 * {@link SharedStoreUnavailable} for a new key. Thread-safe.
 */
public final class InMemoryWriteJournal implements WriteJournal {
    private static final int MOST = 100_000;

    private final InstantSource clock;
    private final int most;
    private final Map<WriteKey, Open> open = new HashMap<>();

    /** In the order of their ends, and so of when they are forgotten. */
    private final LinkedHashMap<WriteKey, Ended> ended = new LinkedHashMap<>();

    private record Open(Optional<String> owner, Instant heldUntil, Optional<Instant> sentAt, Instant forgetAt) {
        Open heldBy(String name, Instant until) {
            return new Open(Optional.of(name), until, sentAt, until.plus(MEMORY));
        }

        /** After the clock was set back, nobody knows how long ago it was sent. */
        Open sentBy(Instant now) {
            return new Open(owner, heldUntil, sentAt.map(at -> at.isAfter(now) ? now : at), forgetAt);
        }

        Open sentFrom(Instant now) {
            return new Open(owner, heldUntil, Optional.of(sentAt.orElse(now)), forgetAt);
        }

        boolean isOf(String name) {
            return owner.filter(name::equals).isPresent();
        }

        boolean isOver(Instant now) {
            return !heldUntil.isAfter(now);
        }

        /** Whether a new entry would say the same. */
        boolean isWorthless(Instant now) {
            return isForgotten(now) || (sentAt.isEmpty() && isOver(now));
        }

        boolean isForgotten(Instant now) {
            return !forgetAt.isAfter(now);
        }
    }

    private record Ended(End end, Instant forgetAt) {}

    public InMemoryWriteJournal(InstantSource clock) {
        this(clock, MOST);
    }

    /** @param most how many entries it has */
    InMemoryWriteJournal(InstantSource clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    @Override
    public synchronized Claim claim(WriteKey key, String owner, Duration lease) {
        var now = clock.instant();
        forgetEnds(now);
        var end = ended.get(key);
        if (end != null) {
            return new Claim.Done(end.end());
        }
        var known = open.get(key);
        if (known == null) {
            makeRoom(now);
        } else if (!known.isForgotten(now)) {
            if (!known.isOf(owner) && !known.isOver(now)) {
                return new Claim.Held();
            }
            var taken = known.sentBy(now).heldBy(owner, now.plus(lease));
            open.put(key, taken);
            return taken.sentAt()
                    .<Claim>map(at -> new Claim.Sent(Duration.between(at, now)))
                    .orElseGet(Claim.New::new);
        }
        open.put(key, new Open(Optional.empty(), now, Optional.empty(), now).heldBy(owner, now.plus(lease)));
        return new Claim.New();
    }

    private void forgetEnds(Instant now) {
        var oldest = ended.values().iterator();
        while (oldest.hasNext() && !oldest.next().forgetAt().isAfter(now)) {
            oldest.remove();
        }
    }

    private void makeRoom(Instant now) {
        if (open.size() + ended.size() < most) {
            return;
        }
        if (!ended.isEmpty()) {
            ended.pollFirstEntry();
        } else if (!open.values().removeIf(entry -> entry.isWorthless(now))) {
            throw new SharedStoreUnavailable("the journal in memory is full of writes whose end is unknown");
        }
    }

    @Override
    public synchronized boolean sending(WriteKey key, String owner, Duration lease) {
        var known = open.get(key);
        if (known == null || !known.isOf(owner)) {
            return false;
        }
        var now = clock.instant();
        open.put(key, known.heldBy(owner, now.plus(lease)).sentFrom(now));
        return true;
    }

    @Override
    public synchronized void ended(WriteKey key, End end) {
        var now = clock.instant();
        forgetEnds(now);
        if (!ended.containsKey(key)) {
            if (open.remove(key) == null && open.size() + ended.size() >= most) {
                ended.pollFirstEntry();
            }
            ended.put(key, new Ended(end, now.plus(MEMORY)));
        }
    }

    @Override
    public synchronized void forgotten(WriteKey key, String owner) {
        var known = open.get(key);
        if (known != null && known.isOf(owner)) {
            open.remove(key);
        }
    }

    @Override
    public synchronized void interrupted(WriteKey key, String owner) {
        var known = open.get(key);
        if (known != null && known.isOf(owner)) {
            open.put(key, new Open(Optional.empty(), Instant.MIN, known.sentAt(), known.forgetAt()));
        }
    }
}
