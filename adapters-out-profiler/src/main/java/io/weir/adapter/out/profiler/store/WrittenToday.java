package io.weir.adapter.out.profiler.store;

import java.util.HashSet;
import java.util.Set;

/** Remembers which rows a connection has written on a day, so that it need not write them again. */
final class WrittenToday<T> {
    private static final int MOST = 20_000;

    private final Set<T> written = new HashSet<>();
    private long day = Long.MIN_VALUE;

    /** Whether {@code id} was not written on {@code today}, or that is not remembered. Then it is from now on. */
    boolean add(T id, long today) {
        if (day != today || written.size() == MOST) {
            day = today;
            written.clear();
        }
        return written.add(id);
    }
}
