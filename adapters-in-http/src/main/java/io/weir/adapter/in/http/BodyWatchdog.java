package io.weir.adapter.in.http;

import io.weir.domain.port.BackgroundWork;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Cuts off callers who send their body too slowly, which no time-out of the web server does: it interrupts the thread that
 * reads, and so the connection closes.
 *
 * <p>Reading costs two operations on a set; one thread looks at the set now and then. Thread-safe.
 */
final class BodyWatchdog implements AutoCloseable {
    private final Duration time;
    private final Set<Reading> readings = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    /** A watchdog that lets each reading last {@code time} and a quarter of it at most, once it is started. */
    BodyWatchdog(Duration time) {
        this.time = time;
        this.thread = Thread.ofVirtual().name("weir-body-watchdog").unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    /** What {@code reader} reads; while that takes too long, its thread is interrupted. */
    <T> T guard(Supplier<T> reader) {
        var reading = new Reading(Thread.currentThread(), System.nanoTime());
        readings.add(reading);
        try {
            return reader.get();
        } finally {
            readings.remove(reading);
            reading.end();
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(time.dividedBy(4));
                BackgroundWork.attempt(this::look);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        long now = System.nanoTime();
        readings.forEach(reading -> {
            if (now - reading.startedAt > time.toNanos()) {
                reading.cut();
            }
        });
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** One body that is being read. Once it has ended, its thread is not interrupted and never was. */
    private static final class Reading {
        private final Thread reader;
        private final long startedAt;
        private boolean ended;
        private boolean cut;

        Reading(Thread reader, long startedAt) {
            this.reader = reader;
            this.startedAt = startedAt;
        }

        synchronized void cut() {
            if (!ended) {
                cut = true;
                reader.interrupt();
            }
        }

        synchronized void end() {
            ended = true;
            if (cut) {
                Thread.interrupted();
            }
        }
    }
}
