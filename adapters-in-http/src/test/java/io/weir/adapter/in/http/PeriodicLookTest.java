package io.weir.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Looks that go on whatever they meet. */
class PeriodicLookTest {
    private final SynchronousQueue<String> pauses = new SynchronousQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    @Test
    void aLookThatFailsIsNotTheLast() throws InterruptedException {
        try (var looks = new PeriodicLook("looks", pauses::take, this::look, System.getLogger("looks"))) {
            looks.start();
            pauses.put("over");
            pauses.put("over");
            // it asks for the next pause only when it has looked
            pauses.put("over");
            assertThat(count.get()).isGreaterThanOrEqualTo(2);
        }
    }

    private void look() {
        if (count.incrementAndGet() == 1) {
            throw new IllegalStateException("the first look fails");
        }
    }
}
