package io.weir.domain.draft;

import io.weir.domain.query.Ordering;

/** A key of a draft's order, with its place in the request as a JSON pointer. */
public record DraftOrdering(String location, Ordering ordering) {}
