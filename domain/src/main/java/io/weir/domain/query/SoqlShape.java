package io.weir.domain.query;

import org.jspecify.annotations.Nullable;

/**
 * What a query looks like without its values: SOQL with {@code ?} for each of them. Made by {@link Soql} alone, so that no value
 * can get into one.
 */
public final class SoqlShape {
    /** Where no query came to be. */
    public static final SoqlShape NONE = new SoqlShape("");

    private final String text;

    SoqlShape(String text) {
        this.text = text;
    }

    /** The SOQL; empty for {@link #NONE}. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SoqlShape shape && text.equals(shape.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
