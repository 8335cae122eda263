package io.weir.adapter.out.sandbox.statement;

import io.weir.domain.query.Limit;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.Set;

/**
 * A SOQL statement. Aliases of objects are replaced by the paths they stand for, and {@code FIELDS()} by the fields.
 *
 * @param grouping {@link Grouping#NONE} without {@code GROUP BY}
 * @param having {@link Condition.Everything} without {@code HAVING}
 * @param offset the number of rows to skip, 0 or more
 * @param source the text, for messages that name a place in it
 */
public record Statement(
        List<Selection> select,
        ObjectName from,
        Scope scope,
        Condition where,
        Grouping grouping,
        Condition having,
        List<SortKey> orderBy,
        Limit limit,
        int offset,
        Set<SideEffect> sideEffects,
        Source source) {
    /** What a statement does besides reading. */
    public enum SideEffect {
        FOR_VIEW,
        FOR_REFERENCE,
        UPDATE_TRACKING,
        UPDATE_VIEWSTAT
    }

    public Statement {
        select = List.copyOf(select);
        orderBy = List.copyOf(orderBy);
        sideEffects = Set.copyOf(sideEffects);
    }

    /** A statement without text: {@code select} of the records of {@code from} that satisfy {@code where}. */
    public static Statement of(List<Selection> select, ObjectName from, Condition where) {
        return new Statement(
                select,
                from,
                Scope.EVERYTHING,
                where,
                Grouping.NONE,
                new Condition.Everything(),
                List.of(),
                new Limit.Unlimited(),
                0,
                Set.of(),
                Source.none());
    }

    /** Whether the statement selects {@code COUNT()}: the answer has no rows, only their number. */
    public boolean countsRows() {
        return select.stream().anyMatch(Selection.RowCount.class::isInstance);
    }

    /** Whether the rows of the answer are groups of records. */
    public boolean aggregates() {
        return grouping.groups()
                || select.stream()
                        .anyMatch(item -> item instanceof Selection.Value(var term, var _) && term.aggregates());
    }
}
