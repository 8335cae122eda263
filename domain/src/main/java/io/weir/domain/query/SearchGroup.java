package io.weir.domain.query;

/** The fields that a search looks at: SOSL's {@code IN … FIELDS}. */
public enum SearchGroup {
    PHONE,
    NAME,
    EMAIL
}
