package io.weir.adapter.out.sandbox.file;

import io.weir.domain.schema.ChildRelationship;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Takes the children that are nested in records, as in {@code "Contacts": {"records": […]}}, out of them. */
public final class NestedRecords {
    private NestedRecords() {}

    /**
     * {@code records} with their children after them. A child refers to its parent by the parent's reference.
     *
     * @param children the relationship of an object, the first argument, with a name, the second
     */
    public static List<GivenRecord> flattened(
            List<GivenRecord> records, BiFunction<String, String, Optional<ChildRelationship>> children) {
        var flattened = new ArrayList<GivenRecord>();
        records.forEach(record -> flatten(record, children, flattened));
        return flattened;
    }

    private static void flatten(
            GivenRecord record,
            BiFunction<String, String, Optional<ChildRelationship>> children,
            List<GivenRecord> flattened) {
        String reference = record.reference().orElse(record.place());
        var values = new LinkedHashMap<String, @Nullable Object>();
        var nested = new ArrayList<GivenRecord>();
        record.values().forEach((name, value) -> {
            var child = children.apply(record.object(), name);
            if (child.isEmpty() || isSingle(value)) {
                values.put(name, value);
            } else if (value != null) {
                nested.addAll(nested(record, child.get(), value, reference));
            }
        });
        var usedReference = nested.isEmpty() ? record.reference() : Optional.of(reference);
        flattened.add(new GivenRecord(record.place(), record.object(), usedReference, values));
        nested.forEach(child -> flatten(child, children, flattened));
    }

    private static boolean isSingle(@Nullable Object value) {
        return value != null && !(value instanceof Map<?, ?>) && !(value instanceof List<?>);
    }

    private static List<GivenRecord> nested(
            GivenRecord parent, ChildRelationship relationship, Object value, String reference) {
        if (!(value instanceof Map<?, ?> result) || !(result.get("records") instanceof List<?> records)) {
            throw new InvalidOrgData(
                    parent.place(),
                    "%s holds children; give them as {\"records\": […]}".formatted(relationship.name()));
        }
        var nested = new ArrayList<GivenRecord>();
        for (int i = 0; i < records.size(); i++) {
            String place = "%s, %s %d".formatted(parent.place(), relationship.name(), i + 1);
            if (!(records.get(i) instanceof Map<?, ?> json)) {
                throw new InvalidOrgData(place, "is not a JSON object; a record has the names of fields and values");
            }
            var child = GivenRecord.of(place, relationship.childObject().value(), json);
            var values = new LinkedHashMap<String, @Nullable Object>(child.values());
            values.put(relationship.field(), "@" + reference);
            nested.add(new GivenRecord(place, child.object(), child.reference(), values));
        }
        return nested;
    }
}
