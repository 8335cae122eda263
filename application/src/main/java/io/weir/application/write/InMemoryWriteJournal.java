package io.weir.application.write;

import io.weir.domain.port.WriteJournal;
import io.weir.domain.write.WriteKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A journal of one process, which forgets everything when the process ends. Thread-safe. */
public final class InMemoryWriteJournal implements WriteJournal {
    private static final int MOST = 100_000;

    private final InstantSource clock;
    private final Map<WriteKey, Entry> entries = new LinkedHashMap<>();

    /** @param end absent until it is known */
    private record Entry(String owner, Instant until, Optional<Instant> firstSent, Optional<End> end, Instant at) {
        Entry heldBy(String next, Instant leasedUntil) {
            return new Entry(next, leasedUntil, firstSent, end, at);
        }
    }

    public InMemoryWriteJournal(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Claim claim(WriteKey key, String owner, Duration lease) {
        var now = clock.instant();
        forgetOldest(now);
        var entry = entries.get(key);
        if (entry != null && entry.end().isPresent()) {
            return new Claim.Done(entry.end().get());
        }
        if (entry != null && now.isBefore(entry.until())) {
            return new Claim.Held();
        }
        var firstSent = entry == null ? Optional.<Instant>empty() : entry.firstSent();
        entries.put(key, new Entry(owner, now.plus(lease), firstSent, Optional.empty(), now));
        return firstSent
                .<Claim>map(sent -> new Claim.Sent(Duration.between(sent, now)))
                .orElseGet(Claim.New::new);
    }

    @Override
    public synchronized boolean sending(WriteKey key, String owner, Duration lease) {
        var now = clock.instant();
        var entry = entries.get(key);
        if (entry == null || !entry.owner().equals(owner) || entry.end().isPresent()) {
            return false;
        }
        var firstSent = entry.firstSent().or(() -> Optional.of(now));
        entries.put(key, new Entry(owner, now.plus(lease), firstSent, Optional.empty(), entry.at()));
        return true;
    }

    @Override
    public synchronized void ended(WriteKey key, End end) {
        var entry = entries.get(key);
        if (entry == null || entry.end().isEmpty()) {
            var now = clock.instant();
            entries.put(key, new Entry("", now, Optional.of(now), Optional.of(end), now));
        }
    }

    @Override
    public synchronized void forgotten(WriteKey key, String owner) {
        var entry = entries.get(key);
        if (entry != null && entry.owner().equals(owner) && entry.end().isEmpty()) {
            entries.remove(key);
        }
    }

    @Override
    public synchronized void interrupted(WriteKey key, String owner) {
        entries.computeIfPresent(
                key, (_, entry) -> entry.owner().equals(owner) ? entry.heldBy("", clock.instant()) : entry);
    }

    /** Forgets what is older than the memory, and the oldest entries beyond {@link #MOST}. */
    private void forgetOldest(Instant now) {
        var each = entries.values().iterator();
        while (each.hasNext()) {
            var entry = each.next();
            if (entries.size() < MOST && now.isBefore(entry.at().plus(MEMORY))) {
                return;
            }
            each.remove();
        }
    }
}
