package io.weir.domain.query;

/** Where an org goes on with a result that did not fit one page. Opaque: only the org that gave it can read it. */
public record PageCursor(String value) {}
