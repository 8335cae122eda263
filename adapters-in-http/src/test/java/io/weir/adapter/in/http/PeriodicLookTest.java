package io.weir.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Looks that go on whatever they meet. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeriodicLookTest {
    private final SynchronousQueue<String> pauses = new SynchronousQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    @Test
    void aLookThatFailsIsNotTheLast() throws InterruptedException {
        try (var log = LogOf.logger(PeriodicLookTest.class);
                var looks = new PeriodicLook(
                        "looks", pauses::take, this::look, System.getLogger(PeriodicLookTest.class.getName()))) {
            looks.start();
            pauses.put("over");
            pauses.put("over");
            // it asks for the next pause only when it has looked
            pauses.put("over");
            assertThat(count.get()).isGreaterThanOrEqualTo(2);
            assertThat(log.warnings()).containsExactly("looks met a bug");
        }
    }

    private void look() {
        if (count.incrementAndGet() == 1) {
            throw new IllegalStateException("the first look fails");
        }
    }
}
