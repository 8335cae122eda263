package io.weir.adapter.in.http;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Nano time that goes on when a test says so. */
public final class ManualTicker implements TimeMeter {
    private final AtomicLong nanos = new AtomicLong(1);

    public void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public long currentTimeNanos() {
        return nanos.get();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
