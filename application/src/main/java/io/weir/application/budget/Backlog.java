package io.weir.application.budget;

import io.weir.domain.limit.CallLease;
import io.weir.domain.port.ApiLedger.Late;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * When the requests were sent that are not reported yet, so that the ledger knows which of Salesforce's numbers include
 * them. Thread-safe.
 */
final class Backlog {
    private static final Duration STEP = Duration.ofMillis(500);

    /** The steps of six minutes: numbers that are older count no more. */
    private static final int MOST = 720;

    private final CallLease lease;
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private Instant stepEnds = Instant.MIN;

    /** @param sent how many of the unreported requests were sent by {@code at} */
    private record Mark(Instant at, long sent) {}

    Backlog(CallLease lease) {
        this.lease = lease;
    }

    /** Notes what was sent by {@code now}; of each step, the last note stays. */
    synchronized void note(Instant now) {
        long sent = lease.spent();
        var last = marks.peekLast();
        if (sent == 0 || (last != null && sent < last.sent())) {
            // a report is under way
            return;
        }
        if (last != null && now.isBefore(stepEnds)) {
            marks.removeLast();
        } else {
            stepEnds = now.plus(STEP);
        }
        marks.addLast(new Mark(last != null && last.at().isAfter(now) ? last.at() : now, sent));
        if (marks.size() > MOST) {
            marks.removeFirst();
        }
    }

    /** Settles the lease as {@link CallLease#settle} does, while nothing is noted. */
    synchronized CallLease.Settlement settle(long most) {
        return lease.settle(most);
    }

    /** What of a report at {@code now} has a known time. */
    synchronized List<Late> late(Instant now) {
        var late = new ArrayList<Late>();
        long before = 0;
        for (var mark : marks) {
            var ago = Duration.between(mark.at(), now);
            late.add(new Late(mark.sent() - before, ago.isNegative() ? Duration.ZERO : ago));
            before = mark.sent();
        }
        return late;
    }

    /** All is reported. */
    synchronized void clear() {
        marks.clear();
    }
}
