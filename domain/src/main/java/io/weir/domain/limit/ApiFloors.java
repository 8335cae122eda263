package io.weir.domain.limit;

/**
 * How many of the org's API requests a run of each priority must leave, of the rolling 24 hours.
 *
 * <p>A floor of low priority is never below that of normal, nor one of high priority above it.
 *
 * @param low for runs of low priority
 * @param normal for runs of normal priority; what is left to other integrations
 * @param high for runs of high priority
 */
public record ApiFloors(Amount low, Amount normal, Amount high) {
    /** No floors: the usage that Salesforce reports denies nothing. */
    public static final ApiFloors NONE = around(new Amount.Calls(0));

    /** The defaults of Weirs that share an org: 30, 15 and 5 percent. */
    public static final ApiFloors OF_A_FLEET =
            new ApiFloors(new Amount.Percent(30), new Amount.Percent(15), new Amount.Percent(5));

    /** A number of API requests. */
    public sealed interface Amount {
        /** The number where the org may use {@code limit} in 24 hours, rounded up. */
        long of(long limit);

        /** Half the amount. */
        Amount half();

        /** Twice the amount. */
        Amount twice();

        /** A fixed number. */
        record Calls(long calls) implements Amount {
            /** Throws {@link IllegalArgumentException} for a negative number. */
            public Calls {
                if (calls < 0) {
                    throw new IllegalArgumentException("a reserve is 0 or more, not " + calls);
                }
            }

            @Override
            public long of(long limit) {
                return calls;
            }

            @Override
            public Amount half() {
                return new Calls(calls / 2);
            }

            @Override
            public Amount twice() {
                return new Calls(Math.multiplyExact(calls, 2L));
            }

            @Override
            public String toString() {
                return Long.toString(calls);
            }
        }

        /** A share of the limit. */
        record Percent(double percent) implements Amount {
            private static final double ALL = 100;

            /** Throws {@link IllegalArgumentException} unless it is from 0 to 100. */
            public Percent {
                if (!(percent >= 0 && percent <= ALL)) {
                    throw new IllegalArgumentException("a share is 0 to 100 %, not " + percent);
                }
            }

            @Override
            public long of(long limit) {
                return (long) Math.ceil(limit * percent / ALL);
            }

            @Override
            public Amount half() {
                return new Percent(percent / 2);
            }

            @Override
            public Amount twice() {
                return new Percent(Math.min(ALL, percent * 2));
            }

            @Override
            public String toString() {
                return (percent == Math.rint(percent) ? Long.toString(Math.round(percent)) : Double.toString(percent))
                        + " %";
            }
        }
    }

    /** Half of {@code normal} for high priority, and twice of it for low. */
    public static ApiFloors around(Amount normal) {
        return new ApiFloors(normal.twice(), normal, normal.half());
    }

    /** The requests that a run of {@code priority} must leave where the org may use {@code limit}. */
    public long of(Priority priority, long limit) {
        long middle = normal.of(limit);
        return switch (priority) {
            case HIGH -> Math.min(high.of(limit), middle);
            case NORMAL -> middle;
            case LOW -> Math.max(low.of(limit), middle);
        };
    }

    /** Whether no run must leave any request. */
    public boolean areNone() {
        return of(Priority.LOW, Long.MAX_VALUE / 2) == 0;
    }

    @Override
    public String toString() {
        return "low %s, normal %s, high %s".formatted(low, normal, high);
    }
}
