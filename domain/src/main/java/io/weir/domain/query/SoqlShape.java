package io.weir.domain.query;

import io.weir.domain.schema.Identifier;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A query as SOQL with {@code ?} for each value, alias and unknown name: what logs, history and audit may show of it.
 * Made of names only, so that none can hold a value.
 */
public final class SoqlShape {
    /** The shape of no query. */
    public static final SoqlShape NONE = new SoqlShape("");

    private final String text;

    SoqlShape(String text) {
        this.text = text;
    }

    /** What is done to a record. */
    public enum Verb {
        CREATE,
        UPDATE,
        UPSERT
    }

    /** The shape of a write: {@code CREATE Case (ContactId, Subject)}. Throws for names that are none. */
    public static SoqlShape ofWrite(Verb verb, ObjectName object, List<String> fields) {
        fields.forEach(field -> Identifier.checked(field, "a field name"));
        return new SoqlShape("%s %s (%s)".formatted(verb, object, String.join(", ", fields)));
    }

    /** The shapes of several queries, joined by {@code ; }. */
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
