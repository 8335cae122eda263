package io.weir.application.write;

import io.weir.domain.port.WriteJournal;
import io.weir.domain.write.WriteKey;
import java.time.Duration;

/** For requests that Salesforce itself refuses the second time. Thread-safe. */
enum NoJournal implements WriteJournal {
    INSTANCE;

    @Override
    public Claim claim(WriteKey key, String owner, Duration lease) {
        return new Claim.New();
    }

    @Override
    public boolean sending(WriteKey key, String owner, Duration lease) {
        return true;
    }

    @Override
    public void ended(WriteKey key, End end) {}

    @Override
    public void forgotten(WriteKey key, String owner) {}

    @Override
    public void interrupted(WriteKey key, String owner) {}
}
