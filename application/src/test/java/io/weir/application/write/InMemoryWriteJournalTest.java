package io.weir.application.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.port.SharedStoreUnavailable;
import io.weir.domain.port.WriteJournal;
import io.weir.domain.port.WriteJournal.Claim;
import io.weir.domain.port.WriteJournalContract;
import org.junit.jupiter.api.Test;

class InMemoryWriteJournalTest extends WriteJournalContract {
    @Override
    protected WriteJournal empty() {
        return new InMemoryWriteJournal(() -> now);
    }

    private WriteJournal small() {
        return new InMemoryWriteJournal(() -> now, 2);
    }

    @Test
    void forgetsTheOldestEndWhereThereIsNoRoom() {
        var journal = small();
        journal.ended(key(1), WRITTEN);
        journal.ended(key(2), WRITTEN);
        journal.ended(key(3), WRITTEN);

        assertThat(journal.claim(key(2), "a", LEASE)).isEqualTo(new Claim.Done(WRITTEN));
        assertThat(journal.claim(key(3), "a", LEASE)).isEqualTo(new Claim.Done(WRITTEN));
        assertThat(journal.claim(key(1), "a", LEASE)).isEqualTo(new Claim.New());
        assertThat(journal.claim(key(2), "a", LEASE)).isEqualTo(new Claim.New());
    }

    @Test
    void neverForgetsWhatHasNoEndForRoom() {
        var journal = small();
        journal.claim(key(1), "a", LEASE);
        journal.sending(key(1), "a", LEASE);
        journal.claim(key(2), "b", LEASE);

        assertThatThrownBy(() -> journal.claim(key(3), "c", LEASE)).isInstanceOf(SharedStoreUnavailable.class);
        journal.ended(key(2), WRITTEN);
        assertThat(journal.claim(key(3), "c", LEASE)).isEqualTo(new Claim.New());
        now = now.plus(LEASE);
        assertThat(journal.claim(key(4), "d", LEASE))
                .as("in the place of 3, not sent")
                .isEqualTo(new Claim.New());
        assertThat(journal.claim(key(1), "e", LEASE)).isEqualTo(new Claim.Sent(LEASE));
    }
}
