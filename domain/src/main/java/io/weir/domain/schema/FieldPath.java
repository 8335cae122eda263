package io.weir.domain.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A field of an object, or of one of its parents: {@code Phone}, {@code Account.Owner.Name}.
 *
 * <p>At most five parents, as SOQL allows.
 */
public record FieldPath(List<String> segments) {
    /** The most child-to-parent relationships in one path. */
    public static final int MAX_PARENTS = 5;

    /** Throws {@link IllegalArgumentException} for no segment, more than six, or one that is not an identifier. */
    public FieldPath {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("not a field: ''");
        }
        if (segments.size() > MAX_PARENTS + 1) {
            throw new IllegalArgumentException(
                    "a field path has at most %d parents, this one has %d".formatted(MAX_PARENTS, segments.size() - 1));
        }
        for (int i = 0; i < segments.size() - 1; i++) {
            Identifier.checked(segments.get(i), "a relationship name");
        }
        Identifier.checked(segments.getLast(), "a field name");
    }

    /** The path in {@code dotted}; throws {@link IllegalArgumentException} if it is not a path. */
    public static FieldPath parse(String dotted) {
        return dotted.indexOf('.') < 0
                ? new FieldPath(List.of(dotted))
                : new FieldPath(List.of(dotted.split("\\.", -1)));
    }

    /** The names of the relationships to follow, nearest parent first; empty for a field of the object itself. */
    public List<String> parents() {
        return segments.subList(0, segments.size() - 1);
    }

    /** The name of the field at the end of the path. */
    public String field() {
        return segments.getLast();
    }

    /** This path seen from a child that reaches this object through {@code relationship}. */
    public FieldPath under(RelationshipName relationship) {
        var longer = new ArrayList<String>(segments.size() + 1);
        longer.add(relationship.value());
        longer.addAll(segments);
        return new FieldPath(longer);
    }

    /** Whether both are the same field in SOQL, which ignores case. */
    public boolean sameAs(FieldPath other) {
        return toString().equalsIgnoreCase(other.toString());
    }

    /** What {@code byPath} has for this field, in whatever case its path is written there. */
    public <T> Optional<T> in(Map<FieldPath, T> byPath) {
        var exact = byPath.get(this);
        return exact != null
                ? Optional.of(exact)
                : byPath.entrySet().stream()
                        .filter(entry -> entry.getKey().sameAs(this))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    @Override
    public String toString() {
        return segments.size() == 1 ? segments.getFirst() : String.join(".", segments);
    }
}
