package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one record as a client sent them, of the right types. {@code toString} shows no values.
 *
 * @param values the values by the fields' API names
 * @param parents the lookups that name their record by an External ID
 */
public record RecordInput(Table table, Map<String, @Nullable Object> values, List<ParentReference> parents) {
    /**
     * A parent named by an External ID.
     *
     * @param lookup the API name of the lookup
     * @param key the parent's External ID
     */
    record ParentReference(String lookup, Table parent, String keyField, Object key) {
        @Override
        public String toString() {
            return lookup;
        }
    }

    /**
     * Reads the members of {@code json}, without {@code attributes}. Throws {@link WriteRefusal} for an unknown field
     * and for a value of another type, the errors for which Salesforce refuses a whole request.
     */
    public static RecordInput of(SandboxOrg org, Table table, JsonValue json) {
        if (!json.isObject()) {
            throw new WriteRefusal(new WriteError("JSON_PARSER_ERROR", json.mismatch(table.name())));
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        var parents = new ArrayList<ParentReference>();
        json.members().forEach((name, value) -> {
            var field = table.field(name);
            if (field.isPresent()) {
                values.put(field.get().name(), FieldValues.stored(field.get(), value));
            } else if (table.description().lookup(name).isPresent() && value.isObject()) {
                parents.add(parent(org, table, name, value));
            } else if (!name.equals("attributes")) {
                throw noSuchColumn(table, name);
            }
        });
        return new RecordInput(table, values, parents);
    }

    /** A copy with {@code value} for {@code field}. */
    RecordInput with(String field, Object value) {
        var extended = new LinkedHashMap<String, @Nullable Object>(values);
        extended.put(field, value);
        return new RecordInput(table, extended, parents);
    }

    /** A copy without {@code field}. */
    public RecordInput without(String field) {
        var reduced = new LinkedHashMap<String, @Nullable Object>(values);
        reduced.remove(field);
        return new RecordInput(table, reduced, parents);
    }

    private static ParentReference parent(SandboxOrg org, Table table, String relationship, JsonValue json) {
        var lookup = table.description().lookup(relationship).orElseThrow();
        var type = json.members().get("attributes");
        String target = type == null || type.text("type").isEmpty()
                ? lookup.referenceTo().getFirst().value()
                : type.text("type");
        var parent = org.table(target).orElseThrow(() -> noSuchColumn(table, relationship));
        for (var member : json.members().entrySet()) {
            if (!member.getKey().equals("attributes")) {
                var field = parent.field(member.getKey()).orElseThrow(() -> noSuchColumn(parent, member.getKey()));
                var key = FieldValues.stored(field, member.getValue());
                if (key != null) {
                    return new ParentReference(lookup.name(), parent, field.name(), key);
                }
            }
        }
        throw new WriteRefusal(new WriteError(
                "INVALID_FIELD",
                "The external foreign key reference does not reference a valid entity: " + relationship));
    }

    private static WriteRefusal noSuchColumn(Table table, String name) {
        return new WriteRefusal(new WriteError(
                "INVALID_FIELD", "No such column '%s' on sobject of type %s".formatted(name, table.name())));
    }

    @Override
    public String toString() {
        return table.name() + " " + values.keySet();
    }
}
