package io.weir.adapter.out.sandbox.statement;

import java.util.List;

/** The clause {@code GROUP BY}. Without terms, the statement has no such clause. */
public record Grouping(Kind kind, List<Term> terms) {
    /** Which groups there are. */
    public enum Kind {
        /** One group for each combination of values. */
        PLAIN,
        /** As {@link #PLAIN}, and subtotals from the last term to the first. */
        ROLLUP,
        /** As {@link #PLAIN}, and subtotals for each combination of terms. */
        CUBE
    }

    /** No {@code GROUP BY}. */
    public static final Grouping NONE = new Grouping(Kind.PLAIN, List.of());

    public Grouping {
        terms = List.copyOf(terms);
    }

    /** Whether the statement has {@code GROUP BY}. */
    public boolean groups() {
        return !terms.isEmpty();
    }

    /** The place of {@code term} among the terms; -1 if it is not among them. */
    public int indexOf(Term term) {
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i).sameAs(term)) {
                return i;
            }
        }
        return -1;
    }
}
