package io.weir.application.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.port.WriteJournal;
import io.weir.domain.port.WriteJournalContract;
import org.junit.jupiter.api.Test;

class InMemoryWriteJournalTest extends WriteJournalContract {
    @Override
    protected WriteJournal empty() {
        return new InMemoryWriteJournal(() -> now);
    }

    @Test
    void forgetsWhatIsOld() {
        var journal = empty();
        journal.ended(KEY, WRITTEN);
        now = now.plus(WriteJournal.MEMORY);

        assertThat(journal.claim(KEY, "a", LEASE)).isEqualTo(new WriteJournal.Claim.New());
    }
}
