package io.weir.domain.query;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a query looks like without its values and aliases: SOQL with {@code ?} for each of them. Made by {@link Soql} alone, so that
 * none of them can get into one.
 */
public final class SoqlShape {
    /** Where no query came to be. */
    public static final SoqlShape NONE = new SoqlShape("");

    private final String text;

    SoqlShape(String text) {
        this.text = text;
    }

    /** What several queries look like, one after the other. */
    public static SoqlShape joined(List<SoqlShape> shapes) {
        return shapes.size() == 1
                ? shapes.getFirst()
                : new SoqlShape(shapes.stream().map(SoqlShape::text).collect(Collectors.joining("; ")));
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
