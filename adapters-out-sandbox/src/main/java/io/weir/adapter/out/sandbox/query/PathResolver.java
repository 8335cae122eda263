package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.domain.query.SoqlLimits;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.NameObject;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.RelationshipName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Resolves the field paths of one statement and limits the number of relationships that they follow. */
final class PathResolver {
    /** The fields of a case that show those of its contact. */
    private static final Map<String, String> OF_THE_CONTACT = Map.of(
            "ContactEmail", "Email",
            "ContactFax", "Fax",
            "ContactMobile", "MobilePhone",
            "ContactPhone", "Phone");

    private final SandboxOrg org;
    private final Set<String> relationships = new HashSet<>();

    PathResolver(SandboxOrg org) {
        this.org = org;
    }

    Table table(String name) {
        return org.table(name).orElseThrow(() -> QueryRefusal.unknownObject(name));
    }

    ResolvedPath resolve(Table start, FieldPath path) {
        return resolve(start, start.description().name().value(), path);
    }

    /** The field {@code path} of a record of which only what the object Name has is known. */
    ResolvedPath resolveName(FieldPath path) {
        return resolve(null, "", path);
    }

    /** The relationship of {@code table} called {@code name}, for {@code TYPEOF}. */
    ResolvedPath.Step step(Table table, RelationshipName name) {
        countRelationship(table.description().name() + "." + name);
        return step(table, name.value());
    }

    /**
     * @param start null for a parent that may be a record of several objects
     */
    private ResolvedPath resolve(@Nullable Table start, String startName, FieldPath path) {
        var steps = new ArrayList<ResolvedPath.Step>();
        var table = start;
        var place = new StringBuilder(startName);
        for (var relationship : path.parents()) {
            var step = step(table, relationship);
            steps.add(step);
            countRelationship(place.append('.').append(relationship).toString());
            table = step.polymorphic() ? null : step.targets().getFirst();
        }
        if (table == null) {
            var field = field(NameObject.DESCRIPTION, path.field());
            return new ResolvedPath(steps, field, record -> nameValue(record, field.name()), UnaryOperator.identity());
        }
        var field = field(table.description(), path.field());
        var definition = table.fields().get(table.column(field.name()));
        return new ResolvedPath(steps, field, value(table, field.name()), definition::labelOf);
    }

    private Expression.Reader<StoredRecord> value(Table table, String field) {
        var shown = table.name().equals("Case") ? OF_THE_CONTACT.get(field) : null;
        var contacts = org.table("Contact");
        if (shown == null || contacts.isEmpty()) {
            int column = table.column(field);
            return record -> record.value(column);
        }
        return record -> record.valueIfAny("ContactId") instanceof String id
                ? contacts.get()
                        .record(id)
                        .map(contact -> contact.valueIfAny(shown))
                        .orElse(null)
                : null;
    }

    private ResolvedPath.Step step(@Nullable Table table, String relationship) {
        var lookup = lookup(table == null ? NameObject.DESCRIPTION : table.description(), relationship);
        boolean polymorphic = lookup.referenceTo().size() > 1;
        var targets = polymorphic
                ? lookup.referenceTo().stream()
                        .flatMap(object -> org.table(object.value()).stream())
                        .toList()
                : List.of(table(lookup.referenceTo().getFirst().value()));
        return new ResolvedPath.Step(
                lookup.relationshipName().orElseThrow().value(), reader(table, lookup.name()), targets, polymorphic);
    }

    private static Expression.Reader<StoredRecord> reader(@Nullable Table table, String lookup) {
        if (table == null) {
            return record -> record.valueIfAny(lookup);
        }
        int column = table.column(lookup);
        return record -> record.value(column);
    }

    private static @Nullable Object nameValue(StoredRecord record, String field) {
        return switch (field) {
            case NameObject.TYPE -> typeName(record);
            case "Name" -> record.name();
            case "NameOrAlias" -> record.object().field("Alias").isPresent() ? record.value("Alias") : record.name();
            default -> record.valueIfAny(field);
        };
    }

    /** The object of {@code record}. A group that owns records is a queue, unless it says otherwise. */
    private static String typeName(StoredRecord record) {
        String object = record.object().name().value();
        return object.equals("Group") && "Queue".equals(Objects.requireNonNullElse(record.valueIfAny("Type"), "Queue"))
                ? "Queue"
                : object;
    }

    private static FieldDescription lookup(ObjectDescription object, String relationship) {
        return object.lookup(relationship).orElseThrow(() -> QueryRefusal.unknownParent(relationship));
    }

    private static FieldDescription field(ObjectDescription object, String name) {
        return object.field(name)
                .orElseThrow(() -> QueryRefusal.invalidField(
                        "No such column '%s' on entity '%s'. If you are attempting to use a custom field, be sure"
                                        .formatted(name, object.name())
                                + " to append the '__c' after the custom field name. Please reference your WSDL or the"
                                + " describe call for the appropriate names."));
    }

    void countRelationship(String relationshipPath) {
        relationships.add(relationshipPath.toLowerCase(Locale.ROOT));
        if (relationships.size() > SoqlLimits.MAX_RELATIONSHIPS) {
            throw QueryRefusal.malformed("maximum number of relationships exceeded: a query follows at most "
                    + SoqlLimits.MAX_RELATIONSHIPS);
        }
    }
}
