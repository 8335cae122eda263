package io.weir.adapter.out.profiler.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a history is stored, and how much of it.
 *
 * @param instance the name of this Weir; no other one that writes to the same store has it
 * @param newest how many of the newest executions to keep in the store, and in memory; at least 1
 * @param slow from which duration on an execution is kept beyond the newest
 * @param days for how long executions are kept; at least 1
 * @param maxBytes how large the store may become, before the oldest go first
 */
public record StoreSettings(Place place, String instance, int newest, Duration slow, int days, long maxBytes) {
    /** Throws {@link IllegalArgumentException} for a number below 1. */
    public StoreSettings {
        if (newest < 1 || days < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("a history keeps at least one execution, one day and one byte");
        }
    }

    /** 1,000 executions and those of a second or longer, for 14 days, in at most 512 MB. */
    public static StoreSettings defaults(Place place, String instance) {
        return new StoreSettings(place, instance, 1_000, Duration.ofSeconds(1), 14, 512L << 20);
    }

    /** Where a history is stored. */
    public sealed interface Place {
        /** SQLite, in a folder that is made where it does not exist. */
        record Folder(Path path) implements Place {}

        /**
         * PostgreSQL.
         *
         * @param url begins with {@code jdbc:postgresql:}
         */
        record Postgres(String url, String user, String password) implements Place {
            /** Without the password, and without the URL, which may hold one. */
            @Override
            public String toString() {
                return "PostgreSQL";
            }
        }
    }
}
