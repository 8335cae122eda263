package io.weir.adapter.out.profiler.store;

/** Lets at most so many of a second pass. For one thread at a time. */
final class RateLimit {
    private final int most;
    private long second = Long.MIN_VALUE;
    private int passed;

    RateLimit(int most) {
        this.most = most;
    }

    boolean passes(long atSecond) {
        if (atSecond != second) {
            second = atSecond;
            passed = 0;
        }
        return passed++ < most;
    }
}
