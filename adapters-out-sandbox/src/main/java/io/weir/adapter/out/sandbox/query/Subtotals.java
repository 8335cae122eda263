package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.statement.Grouping;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The combinations of the terms of {@code GROUP BY} that make groups. */
final class Subtotals {
    private Subtotals() {}

    /**
     * The terms over whose values each kind of group sums up. The first kind, the groups of {@code GROUP BY} itself,
     * sums up over no term.
     */
    static List<BitSet> of(Grouping grouping) {
        int terms = grouping.terms().size();
        var kinds = new ArrayList<BitSet>();
        kinds.add(new BitSet());
        switch (grouping.kind()) {
            case PLAIN -> {}
            case ROLLUP -> {
                for (int first = terms - 1; first >= 0; first--) {
                    var summedUp = new BitSet();
                    summedUp.set(first, terms);
                    kinds.add(summedUp);
                }
            }
            case CUBE -> {
                for (long combination = 1; combination < 1L << terms; combination++) {
                    kinds.add(BitSet.valueOf(new long[] {combination}));
                }
            }
        }
        return kinds;
    }
}
