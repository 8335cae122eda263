package io.weir.adapter.out.sandbox.search;

import java.util.List;

/** What a record's fields must hold to be found. */
public sealed interface SearchExpression {
    /** No record holds it. */
    record Nothing() implements SearchExpression {}

    /**
     * Consecutive tokens of one field.
     *
     * @param digits all digits of a term that may be a phone number; else empty
     */
    record Term(List<TokenPattern> tokens, String digits) implements SearchExpression {}

    record AllOf(List<SearchExpression> parts) implements SearchExpression {}

    record AnyOf(List<SearchExpression> parts) implements SearchExpression {}

    /** {@code AND NOT}. */
    record Except(SearchExpression kept, SearchExpression excluded) implements SearchExpression {}

    /** Whether a record with {@code fields} is found. */
    default boolean matches(List<SearchedField> fields) {
        return switch (this) {
            case Nothing() -> false;
            case Term term -> fields.stream().anyMatch(field -> field.holds(term));
            case AllOf(var parts) -> parts.stream().allMatch(part -> part.matches(fields));
            case AnyOf(var parts) -> parts.stream().anyMatch(part -> part.matches(fields));
            case Except(var kept, var excluded) -> kept.matches(fields) && !excluded.matches(fields);
        };
    }
}
