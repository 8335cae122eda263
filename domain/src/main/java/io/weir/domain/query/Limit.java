package io.weir.domain.query;

/** The most rows that a query reads. */
public sealed interface Limit {
    record Unlimited() implements Limit {}

    record AtMost(int rows) implements Limit {
        /** Throws {@link IllegalArgumentException} for a negative number. */
        public AtMost {
            if (rows < 0) {
                throw new IllegalArgumentException("a limit is 0 or more, not " + rows);
            }
        }
    }

    /** The tighter of this limit and {@code rows}. */
    default Limit cappedAt(int rows) {
        return switch (this) {
            case Unlimited() -> new AtMost(rows);
            case AtMost(var wanted) -> wanted <= rows ? this : new AtMost(rows);
        };
    }
}
