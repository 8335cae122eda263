package io.weir.adapter.out.sandbox.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was given, not yet checked.
 *
 * @param place where it was given: a file with its line or the number of the record
 * @param reference the name by which other records refer to it, without the sign {@code @}
 * @param values by the names of fields and relationships; values may be nested records, as in JSON
 */
public record GivenRecord(
        String place, String object, Optional<String> reference, Map<String, @Nullable Object> values) {
    public GivenRecord {
        values = Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(values));
    }

    /** A copy to which others refer by {@code name}. */
    public GivenRecord withReference(String name) {
        return new GivenRecord(place, object, Optional.of(name), values);
    }

    /** The value of {@code field}, in any case, as text; empty if there is none. */
    public Optional<String> text(String field) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(field))
                .filter(entry -> entry.getValue() != null)
                .map(entry -> String.valueOf(entry.getValue()))
                .findFirst();
    }

    /** A record from JSON or code; its {@code attributes} may name the object and the reference. */
    public static GivenRecord of(String place, String object, Map<?, ?> json) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        json.forEach((name, value) -> values.put((String) name, value));
        return values.remove("attributes") instanceof Map<?, ?> attributes
                ? new GivenRecord(
                        place,
                        attributes.get("type") instanceof String type ? type : object,
                        attributes.get("referenceId") instanceof String id ? Optional.of(id) : Optional.empty(),
                        values)
                : new GivenRecord(place, object, Optional.empty(), values);
    }
}
