package io.weir.domain.query;

import java.util.function.Predicate;

/**
 * A query together with its SOQL text, which is written once and then travels with it.
 *
 * <p>{@link SoqlWriter} is the only place that writes SOQL. Names come from types that allow nothing but identifiers,
 * values through {@link SoqlLiteral} alone.
 *
 * @param text the statement; holds what callers sent and must not be logged
 * @param shape the statement with {@code ?} for each value, list of values, alias and unknown name; safe to log
 */
public record Soql(Query query, String text, SoqlShape shape) implements Statement {
    /** Writes {@code query}, with all its names in the shape. Every query can be written. */
    public static Soql of(Query query) {
        return of(query, _ -> true);
    }

    /**
     * Writes {@code query}; the shape has {@code ?} for each name of an object, relationship or field that is not
     * {@code known}.
     */
    public static Soql of(Query query, Predicate<String> known) {
        var writer = new SoqlWriter(known);
        writer.query(query);
        return new Soql(query, writer.text(), writer.shape());
    }

    /**
     * The statement that reads no more than {@code rows} rows; writes only the end of the text anew. The shape stays
     * that of the query as it was asked.
     */
    public Soql cappedAt(int rows) {
        var limit = query.limit().cappedAt(rows);
        if (limit.equals(query.limit())) {
            return this;
        }
        String uncut = text.substring(
                0, text.length() - page(query.limit(), query.offset()).length());
        return new Soql(query.limitedTo(limit), uncut + page(limit, query.offset()), shape);
    }

    @Override
    public String toString() {
        return shape.text();
    }

    /** The end of a statement: how many rows it reads, and how many it skips. */
    static String page(Limit limit, int offset) {
        String rows = limit instanceof Limit.AtMost(var most) ? " LIMIT " + most : "";
        return offset > 0 ? rows + " OFFSET " + offset : rows;
    }
}
