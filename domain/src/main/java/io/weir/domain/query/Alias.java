package io.weir.domain.query;

import io.weir.domain.schema.Identifier;
import java.util.Locale;
import java.util.Set;

/** The name of an aggregate's value in its row. */
public record Alias(String value) {
    private static final Set<String> KEYWORDS = Set.of("""
        AND ASC DESC EXCLUDES FIRST FROM GROUP HAVING IN INCLUDES LAST LIKE LIMIT NOT NULL NULLS OR
        SELECT USING WHERE WITH
        """.strip().split("\\s+"));

    /** Throws {@link IllegalArgumentException} unless {@code value} is an identifier and not a keyword of SOQL. */
    public Alias {
        Identifier.checked(value, "an alias");
        if (KEYWORDS.contains(value.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException("a SOQL keyword cannot be an alias: '%s'".formatted(value));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
