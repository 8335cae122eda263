package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.domain.schema.FieldDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The field that a path of a select list names.
 *
 * @param lookups the lookup fields to follow, nearest first
 * @param field the field at the end of the path
 */
public record SelectedField(List<FieldDescription> lookups, Field field) {
    /**
     * The field at {@code path} from {@code object}; empty if there is none. A lookup to several objects leads to the
     * first of them that has the field.
     */
    public static Optional<SelectedField> of(SandboxOrg org, String object, List<String> path) {
        return org.table(object).flatMap(table -> of(org, table, path, List.of()));
    }

    private static Optional<SelectedField> of(
            SandboxOrg org, Table table, List<String> path, List<FieldDescription> lookups) {
        if (path.size() == 1) {
            return table.field(path.getFirst()).map(field -> new SelectedField(lookups, field));
        }
        var lookup = table.description().lookup(path.getFirst());
        if (lookup.isEmpty()) {
            return Optional.empty();
        }
        var followed = new ArrayList<>(lookups);
        followed.add(lookup.get());
        return lookup.get().referenceTo().stream()
                .flatMap(parent -> org.table(parent.value()).stream())
                .flatMap(parent -> of(org, parent, path.subList(1, path.size()), List.copyOf(followed)).stream())
                .findFirst();
    }

    /** The names of the path in their canonical case. */
    public List<String> path() {
        var path = new ArrayList<String>();
        lookups.forEach(lookup -> path.add(relationship(lookup)));
        path.add(field.name());
        return path;
    }

    /** The name of the relationship that {@code lookup} follows. */
    public static String relationship(FieldDescription lookup) {
        return lookup.relationshipName().orElseThrow().value();
    }
}
