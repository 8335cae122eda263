package io.weir.application.write;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;

/**
 * Runs tasks one at a time, in an order that follows from a seed, by a clock that moves only when every task waits.
 * Deterministic, whatever the threads do.
 */
final class Turns implements InstantSource {
    private static final ThreadLocal<Task> CURRENT = new ThreadLocal<>();

    private final Random random;
    private final List<Task> tasks = new ArrayList<>();
    private final Semaphore yielded = new Semaphore(0);
    private Instant now;

    private static final class Task {
        private final Semaphore go = new Semaphore(0);
        private Instant wake;
        private boolean done;

        Task(Instant wake) {
            this.wake = wake;
        }
    }

    Turns(Random random, Instant start) {
        this.random = random;
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Adds a task that begins {@code after}. */
    void add(Duration after, Runnable work) {
        var task = new Task(now.plus(after));
        tasks.add(task);
        Thread.ofVirtual().start(() -> {
            CURRENT.set(task);
            task.go.acquireUninterruptibly();
            try {
                work.run();
            } finally {
                task.done = true;
                yielded.release();
            }
        });
    }

    /** Lets others have their turns, and goes on {@code time} later. */
    void pause(Duration time) {
        var task = CURRENT.get();
        task.wake = now.plus(time);
        yielded.release();
        task.go.acquireUninterruptibly();
    }

    /** Runs all tasks to their ends. */
    void run() {
        while (true) {
            tasks.removeIf(task -> task.done);
            if (tasks.isEmpty()) {
                return;
            }
            var ready = tasks.stream().filter(task -> !task.wake.isAfter(now)).toList();
            if (ready.isEmpty()) {
                now = tasks.stream()
                        .map(task -> task.wake)
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
            } else {
                ready.get(random.nextInt(ready.size())).go.release();
                yielded.acquireUninterruptibly();
            }
        }
    }
}
