package io.weir.adapter.in.http.watch;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Limits how many lines of one kind are logged in a minute, so that no client can fill the log. Thread-safe. */
public final class LineBudget {
    private static final int MOST_LINES = 20;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final TimeMeter ticks;
    private long windowStart;
    private int lines;
    private long omitted;

    public LineBudget(TimeMeter ticks) {
        this.ticks = ticks;
        this.windowStart = ticks.currentTimeNanos();
    }

    /**
     * Runs {@code line} unless {@value #MOST_LINES} lines were written in this minute.
     *
     * @param more takes the number of lines that the minute before omitted, if any
     */
    public synchronized void write(Runnable line, LongConsumer more) {
        long now = ticks.currentTimeNanos();
        if (now - windowStart >= WINDOW.toNanos()) {
            if (omitted > 0) {
                more.accept(omitted);
            }
            windowStart = now;
            lines = 0;
            omitted = 0;
        }
        if (lines >= MOST_LINES) {
            omitted++;
            return;
        }
        lines++;
        line.run();
    }
}
