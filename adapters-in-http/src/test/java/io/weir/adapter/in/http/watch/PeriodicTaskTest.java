package io.weir.adapter.in.http.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.Throwables;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Looks that go on whatever they meet. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeriodicTaskTest {
    private final SynchronousQueue<String> pauses = new SynchronousQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    @ParameterizedTest
    @MethodSource("io.weir.adapter.in.http.Throwables#all")
    void aLookThatFailsIsNotTheLast(Throwable thrown) throws InterruptedException {
        try (var looks = new PeriodicTask("looks", pauses::take, () -> look(thrown))) {
            looks.start();
            pauses.put("over");
            pauses.put("over");
            // the next pause begins only after the run
            pauses.put("over");
            assertThat(count.get()).isGreaterThanOrEqualTo(2);
        }
    }

    private void look(Throwable thrown) {
        if (count.incrementAndGet() == 1) {
            throw Throwables.unchecked(thrown);
        }
    }
}
