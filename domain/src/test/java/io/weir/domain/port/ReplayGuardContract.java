package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.port.ReplayGuard.Sighting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every {@link ReplayGuard} must do; each implementation extends this in its tests. */
public abstract class ReplayGuardContract {
    private static final int CALLS = 64;

    /** A guard that has seen nothing, and that waits for its store as long as it takes. */
    protected abstract ReplayGuard emptyGuard();

    @Test
    void acceptsAMessageOnce() {
        var guard = emptyGuard();

        assertThat(guard.check("ivr", "msg_1.1790000000")).isEqualTo(Sighting.FIRST);
        assertThat(guard.check("ivr", "msg_1.1790000000")).isEqualTo(Sighting.REPEATED);
        assertThat(guard.check("ivr", "msg_1.1790000000")).isEqualTo(Sighting.REPEATED);
    }

    @Test
    void tellsMessagesAndCallersApart() {
        var guard = emptyGuard();

        assertThat(guard.check("ivr", "msg_1.1790000000")).isEqualTo(Sighting.FIRST);
        assertThat(guard.check("ivr", "msg_1.1790000001")).isEqualTo(Sighting.FIRST);
        assertThat(guard.check("ivr", "msg_2.1790000000")).isEqualTo(Sighting.FIRST);
        assertThat(guard.check("bot", "msg_1.1790000000")).isEqualTo(Sighting.FIRST);
    }

    @Test
    void acceptsOneOfManyAtOnce() throws InterruptedException, ExecutionException {
        var guard = emptyGuard();
        var seen = new ArrayList<Sighting>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = threads.invokeAll(
                    Collections.nCopies(CALLS, (Callable<Sighting>) () -> guard.check("ivr", "msg_1.1790000000")));
            for (var call : calls) {
                seen.add(call.get());
            }
        }

        assertThat(seen).filteredOn(Sighting.FIRST::equals).hasSize(1);
        assertThat(seen).filteredOn(Sighting.REPEATED::equals).hasSize(CALLS - 1);
    }
}
