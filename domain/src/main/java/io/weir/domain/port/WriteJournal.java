package io.weir.domain.port;

import io.weir.domain.write.WriteKey;
import io.weir.domain.write.WrittenRecord;
import java.time.Duration;
import java.util.List;

/**
 * Remembers what is being written and what was, so that each key is written once, however many deliveries and Weirs
 * there are and whatever crashes.
 *
 * <p>An entry begins as new, is sent from the moment before the request goes out, and is done once its end is known.
 * One delivery at a time holds an entry: until its lease has ended and another takes the entry over. Done entries are
 * remembered for {@link #MEMORY}, and others for as long after their lease. No entry holds a value of a request.
 *
 * <p>Thread-safe. Every method throws {@link SharedStoreUnavailable} if the journal cannot be read or written; what it
 * should have changed may have changed then. That never lets a request be sent twice: an entry may be held in vain until
 * its lease ends, or count as sent although it was not. A return means that the change lasts, if the journal is one that
 * lasts.
 */
public interface WriteJournal {
    /** How long an end is remembered. */
    Duration MEMORY = Duration.ofDays(3);

    /** This journal for a run that can wait for {@code longest} at most; each method throws after that. */
    default WriteJournal within(Duration longest) {
        return this;
    }

    /**
     * Takes the entry of {@code key} for {@code owner}, if no other holds it. An owner may claim again.
     *
     * @param owner names one delivery; different for each
     * @param lease how long the owner holds the entry
     */
    Claim claim(WriteKey key, String owner, Duration lease);

    /**
     * The request of {@code owner} is about to go out. False if {@code owner} does not hold the entry any more, or it
     * has ended: then it must not be sent. It must not be sent after an exception either.
     *
     * @param lease how long the owner holds the entry from now on
     */
    boolean sending(WriteKey key, String owner, Duration lease);

    /**
     * The records of {@code key} are written, or will not be looked for any more. Holds whoever the owner is. The first
     * end is final: another changes nothing.
     */
    void ended(WriteKey key, End end);

    /**
     * Nothing was written for {@code owner}: the entry is forgotten, and the next delivery begins anew. Changes nothing
     * if {@code owner} does not hold the entry, or it has ended.
     */
    void forgotten(WriteKey key, String owner);

    /**
     * {@code owner} gives its entry back as it is, new or sent, and the next delivery takes it over at once. Changes nothing
     * if {@code owner} does not hold the entry, or it has ended.
     */
    void interrupted(WriteKey key, String owner);

    /** What a delivery finds. */
    sealed interface Claim {
        /** The delivery holds the entry; nothing was sent for it. */
        record New() implements Claim {}

        /**
         * The delivery holds the entry; what an earlier one sent has no known end.
         *
         * @param ago how long ago the first request was sent
         */
        record Sent(Duration ago) implements Claim {}

        /** Another delivery holds the entry. */
        record Held() implements Claim {}

        /** It has ended. */
        record Done(End end) implements Claim {}
    }

    /** How the writing of a key ended. */
    sealed interface End {
        /** The records are in the order of the request. */
        record Written(List<WrittenRecord> records) implements End {
            public Written {
                records = List.copyOf(records);
            }
        }

        /** It is not known what became of the request, and will not be. */
        record Unknown() implements End {}
    }
}
