package io.weir.domain.query;

/** The position of the next page in a result. Opaque: only the org that issued it can read it. */
public record PageCursor(String value) {}
