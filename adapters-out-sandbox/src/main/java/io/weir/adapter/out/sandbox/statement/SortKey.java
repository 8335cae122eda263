package io.weir.adapter.out.sandbox.statement;

import io.weir.domain.query.Ordering;

/** One key of {@code ORDER BY}. */
public record SortKey(Term term, Ordering.Direction direction, Ordering.Nulls nulls) {}
