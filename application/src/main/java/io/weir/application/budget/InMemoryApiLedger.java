package io.weir.application.budget;

import io.weir.domain.limit.ApiAccount;
import io.weir.domain.limit.TenMinuteUse;
import io.weir.domain.port.ApiLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ledger of one process, which ends with it. Thread-safe. */
public final class InMemoryApiLedger implements ApiLedger {
    private static final Duration BETWEEN_EXPIRIES = Duration.ofSeconds(1);
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final InstantSource clock;
    private final Map<String, Weir> weirs = new HashMap<>();
    private final TreeMap<Long, Reading> readings = new TreeMap<>();
    private final Map<String, TreeMap<Instant, Long>> day = new HashMap<>();
    private long spent;
    private long leased;
    private Instant expiresAt = Instant.MIN;
    private Instant observedAt = Instant.MIN;
    private Instant refusedAt = Instant.MIN;
    private Instant probedAt = Instant.MIN;

    private record Weir(long held, Instant seenAt) {}

    /** @param base what Salesforce reported less what Weirs had reported */
    private record Reading(long base, long limit, Instant at) {
        Reading less(long calls) {
            return new Reading(base - calls, limit, at);
        }
    }

    public InMemoryApiLedger(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<ApiAccount> report(Report report) {
        var now = clock.instant();
        bringBack(now);
        count(report.spent(), now);
        hold(report.weir(), report.held(), now);
        expire(now);
        report.late().forEach(late -> lower(late, now));
        report.before()
                .ifPresent(account ->
                        read(now, new Reading(account.used() - account.spent(), account.limit(), Instant.MIN)));
        report.observation().ifPresent(observation -> observe(observation, now));
        switch (report.quota()) {
            case Quota.Unchanged() -> {}
            case Quota.Refused(var ago) -> refusedAt = later(refusedAt, now.minus(ago));
            case Quota.Answered(var ago) -> refusedAt = refusedAt.isBefore(now.minus(ago)) ? Instant.MIN : refusedAt;
        }
        return account(now);
    }

    /** After the clock was set back, brings to {@code now} what was noted before that. */
    private void bringBack(Instant now) {
        if (!expiresAt.isAfter(now.plus(BETWEEN_EXPIRIES))) {
            return;
        }
        expiresAt = now;
        observedAt = atLatest(now, observedAt);
        refusedAt = atLatest(now, refusedAt);
        probedAt = atLatest(now, probedAt);
        weirs.replaceAll((_, weir) -> new Weir(weir.held(), atLatest(now, weir.seenAt())));
        var ahead = readings.tailMap(now.toEpochMilli() / MINUTE, false);
        var highest = ahead.values().stream().max(Comparator.comparingLong(Reading::base));
        ahead.clear();
        highest.ifPresent(reading -> read(now, new Reading(reading.base(), reading.limit(), Instant.MIN)));
        var slot = TenMinuteUse.slot(now);
        day.values().forEach(slots -> {
            var later = slots.tailMap(slot, false);
            long calls = later.values().stream().mapToLong(Long::longValue).sum();
            later.clear();
            if (calls != 0) {
                slots.merge(slot, calls, Long::sum);
            }
        });
    }

    private static Instant atLatest(Instant latest, Instant time) {
        return time.isAfter(latest) ? latest : time;
    }

    private void hold(String weir, long held, Instant now) {
        var before = weirs.put(weir, new Weir(held, now));
        leased += held - (before == null ? 0 : before.held());
    }

    private void expire(Instant now) {
        if (now.isBefore(expiresAt)) {
            return;
        }
        expiresAt = now.plus(BETWEEN_EXPIRIES);
        weirs.values().removeIf(weir -> {
            boolean isGone = weir.seenAt().isBefore(now.minus(EXPIRY));
            leased -= isGone ? weir.held() : 0;
            return isGone;
        });
    }

    private void count(Map<String, Long> calls, Instant now) {
        var slot = TenMinuteUse.slot(now);
        var oldest = TenMinuteUse.slot(now.minus(TenMinuteUse.DAY));
        calls.forEach((caller, count) -> {
            spent += count;
            var slots = day.computeIfAbsent(caller, _ -> new TreeMap<>());
            slots.merge(slot, count, Long::sum);
            slots.headMap(oldest).clear();
        });
    }

    /** What was sent before a number is in it, and not in what has been spent since. */
    private void lower(Late late, Instant now) {
        var sentBefore = now.minus(late.ago());
        readings.replaceAll((_, reading) -> reading.at().isAfter(sentBefore) ? reading.less(late.calls()) : reading);
    }

    private void observe(Observation observation, Instant now) {
        var at = now.minus(observation.ago());
        if (observation.spent().isEmpty() || at.isAfter(observedAt)) {
            var usage = observation.usage();
            read(now, new Reading(usage.used() - observation.spent().orElse(spent), usage.limit(), at));
            observedAt = later(observedAt, at);
        }
    }

    private void read(Instant now, Reading reading) {
        long minute = now.toEpochMilli() / MINUTE;
        readings.merge(minute, reading, (known, other) -> other.base() > known.base() ? other : known);
        readings.headMap(minute - LAG.toMinutes()).clear();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Optional<ApiAccount> account(Instant now) {
        if (readings.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ApiAccount(
                readings.lastEntry().getValue().limit(),
                base(now) + spent,
                leased,
                spent,
                Math.max(1, weirs.size()),
                Duration.between(observedAt, now),
                refusedAt.equals(Instant.MIN) ? Optional.empty() : Optional.of(Duration.between(refusedAt, now))));
    }

    /** The highest of the last minutes; the last one where there is none. */
    private long base(Instant now) {
        long oldest = now.toEpochMilli() / MINUTE - LAG.toMinutes();
        return readings.tailMap(oldest).values().stream()
                .mapToLong(Reading::base)
                .max()
                .orElseGet(() -> readings.lastEntry().getValue().base());
    }

    @Override
    public synchronized boolean lease(String weir, long calls, long floor) {
        var now = clock.instant();
        var holder = weirs.get(weir);
        if (holder == null
                || account(now)
                        .filter(account -> account.remaining() - calls >= floor)
                        .isEmpty()) {
            return false;
        }
        hold(weir, holder.held() + calls, holder.seenAt());
        return true;
    }

    @Override
    public synchronized boolean probe(Duration pause) {
        var now = clock.instant();
        if (probedAt.isAfter(now.minus(pause)) && !probedAt.isAfter(now)) {
            return false;
        }
        probedAt = now;
        return true;
    }

    @Override
    public synchronized void leave(Report report) {
        report(report);
        hold(report.weir(), 0, clock.instant());
        weirs.remove(report.weir());
    }

    @Override
    public synchronized Map<String, TenMinuteUse> day() {
        var oldest = TenMinuteUse.slot(clock.instant().minus(TenMinuteUse.DAY));
        var uses = new HashMap<String, TenMinuteUse>();
        day.forEach((caller, slots) -> uses.put(caller, new TenMinuteUse(slots.tailMap(oldest))));
        return uses;
    }
}
