package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.domain.schema.FieldDescription;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A field path that exists in the org, with its names in canonical case.
 *
 * @param parents the lookups from the record to the one that has the field, nearest first
 * @param value the value of the field in the record that has it
 * @param labels the label of each value of a picklist
 */
record ResolvedPath(
        List<Step> parents,
        FieldDescription field,
        Expression.Reader<StoredRecord> value,
        UnaryOperator<String> labels) {
    ResolvedPath {
        parents = List.copyOf(parents);
    }

    /**
     * The lookup from a record to its parent.
     *
     * @param targets the objects of which the parent may be a record
     * @param polymorphic whether the lookup refers to several objects
     */
    record Step(String relationship, int lookupColumn, List<Table> targets, boolean polymorphic) {
        Step {
            targets = List.copyOf(targets);
        }

        @Nullable
        StoredRecord parentOf(StoredRecord child) {
            if (child.value(lookupColumn) instanceof String id) {
                for (var target : targets) {
                    var parent = target.record(id);
                    if (parent.isPresent()) {
                        return parent.get();
                    }
                }
            }
            return null;
        }
    }

    @Nullable
    Object read(StoredRecord start) {
        StoredRecord current = start;
        for (var step : parents) {
            current = step.parentOf(current);
            if (current == null) {
                return null;
            }
        }
        return value.read(current);
    }

    /** The path in canonical case. */
    String name() {
        var name = new StringBuilder();
        parents.forEach(step -> name.append(step.relationship()).append('.'));
        return name.append(field.name()).toString();
    }

    /** The label of a stored value, each of a multi-select picklist; the value itself if it has no label. */
    @Nullable
    Object label(@Nullable Object stored) {
        return stored instanceof String text
                ? Arrays.stream(text.split(";", -1)).map(labels).collect(Collectors.joining(";"))
                : stored;
    }

    Expression<StoredRecord> expression() {
        Expression.Reader<StoredRecord> reader = parents.isEmpty() ? value : this::read;
        return new Expression<>(
                field.name(), field.type(), field.filterable(), field.sortable(), field.picklistValues(), reader);
    }
}
