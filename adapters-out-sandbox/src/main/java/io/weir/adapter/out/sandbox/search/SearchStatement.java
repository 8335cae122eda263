package io.weir.adapter.out.sandbox.search;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A search: what to find, in which fields, and what to return.
 *
 * @param source the SOSL text, for positions in error messages; empty for a parameterized search
 * @param returning the objects to return; empty for the ids of all searchable objects
 * @param limit the maximum number of records of all objects together
 */
public record SearchStatement(
        String source, SearchExpression find, SearchScope scope, List<Returning> returning, int limit) {
    /** The maximum number of records in one answer. */
    public static final int MAX_LIMIT = 2_000;

    public SearchStatement {
        returning = List.copyOf(returning);
    }

    /**
     * An object to return and its clauses as SOQL text.
     *
     * @param fields the select list; {@code Id} if it is empty
     * @param limit the maximum number of records of this object
     * @param offset the number of records to skip
     */
    public record Returning(
            Clause object,
            Optional<Clause> fields,
            Optional<Clause> where,
            Optional<Clause> orderBy,
            OptionalInt limit,
            int offset) {
        /** All records of {@code object}, with their ids only. */
        static Returning ids(String object) {
            return new Returning(
                    new Clause(object, 0),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    0);
        }
    }

    /**
     * A part of the statement.
     *
     * @param start the index of its first character in the source
     */
    public record Clause(String text, int start) {}
}
