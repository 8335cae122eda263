package io.weir.application.write;

import io.weir.domain.port.SharedStoreUnavailable;
import io.weir.domain.port.WriteJournal;
import io.weir.domain.port.WriteJournal.Claim;
import io.weir.domain.port.WriteJournal.End;
import io.weir.domain.write.WriteKey;
import java.time.Duration;

/**
 * The journal's entry of a key, as one delivery uses it.
 *
 * <p>{@link #claim} and {@link #sending} throw {@link SharedStoreUnavailable}. The other methods change the journal if it
 * can be changed: if not, the entry stays sent, the next delivery looks the record up, and the status of the journal tells
 * the operator. For one thread.
 *
 * @param owner names the delivery
 */
record JournalEntry(WriteJournal journal, WriteKey key, String owner, TimeLeft time) {
    /** The pause between two claims while another delivery holds the entry. */
    static final Duration BETWEEN_CLAIMS = Duration.ofMillis(50);

    /** How much longer than its run a delivery holds an entry: for clocks, and for the last look-up. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(5);

    /** A journal that works answers within this, so that it is waited for even if the run has less time left. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);

    /** The claim, once no other delivery holds the entry; {@link Claim.Held} if the time is up before. */
    Claim claim() {
        while (true) {
            var claim = inTime().claim(key, owner, lease());
            if (!(claim instanceof Claim.Held) || !time.waited(BETWEEN_CLAIMS)) {
                return claim;
            }
        }
    }

    /** As {@link WriteJournal#sending}. */
    boolean sending() {
        return inTime().sending(key, owner, lease());
    }

    /** The entry for a request that Salesforce itself refuses the second time. */
    JournalEntry withoutJournal() {
        return new JournalEntry(NoJournal.INSTANCE, key, owner, time);
    }

    private WriteJournal inTime() {
        var left = time.remaining();
        return journal.within(left.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : left);
    }

    private Duration lease() {
        return time.remaining().plus(LEASE_MARGIN);
    }

    /** As {@link WriteJournal#ended}. */
    void ended(End end) {
        quietly(() -> inTime().ended(key, end));
    }

    /** As {@link WriteJournal#forgotten}. */
    void forgotten() {
        quietly(() -> inTime().forgotten(key, owner));
    }

    /** As {@link WriteJournal#interrupted}. */
    void interrupted() {
        quietly(() -> inTime().interrupted(key, owner));
    }

    private static void quietly(Runnable change) {
        try {
            change.run();
        } catch (SharedStoreUnavailable _) {
            // the next delivery looks the record up
        }
    }
}
