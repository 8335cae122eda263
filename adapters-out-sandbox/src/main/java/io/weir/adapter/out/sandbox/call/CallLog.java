package io.weir.adapter.out.sandbox.call;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The latest calls, at most a fixed number with at most 64 million characters in their bodies and statements.
 * Thread-safe.
 */
public final class CallLog {
    private static final long MAX_CHARACTERS = 64_000_000;

    private final int capacity;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long characters;

    /** A recorded call, whose answer becomes known later. */
    public final class Entry {
        private RecordedCall call;

        private Entry(RecordedCall call) {
            this.call = call;
        }

        /**
         * Completes the record of the call.
         *
         * @param fault the name of the injected fault; empty if there is none
         * @param status the status of the answer, 0 if there is none
         */
        public void answered(String fault, int status) {
            synchronized (CallLog.this) {
                call = call.answered(status, fault);
            }
        }
    }

    /**
     * Keeps the latest calls.
     *
     * @param capacity the number of calls to keep; 0 keeps none
     */
    public CallLog(int capacity) {
        this.capacity = capacity;
    }

    /** Whether calls are recorded at all. */
    public boolean records() {
        return capacity > 0;
    }

    public synchronized Entry add(RecordedCall call) {
        var entry = new Entry(call);
        entries.addLast(entry);
        characters += size(call);
        while (entries.size() > capacity || (characters > MAX_CHARACTERS && entries.size() > 1)) {
            characters -= size(entries.removeFirst().call);
        }
        return entry;
    }

    /** The calls in the order in which they arrived. */
    public synchronized List<RecordedCall> calls() {
        return entries.stream().map(entry -> entry.call).toList();
    }

    public synchronized void clear() {
        entries.clear();
        characters = 0;
    }

    private static long size(RecordedCall call) {
        return (long) call.body().length()
                + call.soql().stream().mapToLong(String::length).sum();
    }
}
