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
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Resolves the field paths of one statement and limits the number of relationships that they follow. */
final class PathResolver {
    private final SandboxOrg org;
    private final Set<String> relationships = new HashSet<>();

    PathResolver(SandboxOrg org) {
        this.org = org;
    }

    Table table(String name) {
        return org.table(name).orElseThrow(() -> QueryRefusal.unknownObject(name));
    }

    ResolvedPath resolve(Table start, FieldPath path) {
        var steps = new ArrayList<ResolvedPath.Step>();
        var table = start;
        var place = new StringBuilder(start.description().name().value());
        for (int i = 0; i < path.parents().size(); i++) {
            var lookup = lookup(table.description(), path.segments().get(i));
            var step = step(table, lookup);
            steps.add(step);
            countRelationship(place.append('.').append(path.segments().get(i)).toString());
            if (step.polymorphic()) {
                return nameField(
                        steps, path.segments().subList(i + 1, path.segments().size()));
            }
            table = step.targets().getFirst();
        }
        var field = field(table.description(), path.field());
        int column = table.column(field.name());
        var stored = table.fields().get(column);
        return new ResolvedPath(steps, field, record -> record.value(column), stored::labelOf);
    }

    /** The relationship of {@code table} called {@code name}, for {@code TYPEOF}. */
    ResolvedPath.Step step(Table table, RelationshipName name) {
        countRelationship(table.description().name() + "." + name);
        return step(table, lookup(table.description(), name.value()));
    }

    /** The field {@code path} of a record of which only what the object Name has is known. */
    ResolvedPath resolveName(FieldPath path) {
        return nameField(List.of(), path.segments());
    }

    private ResolvedPath.Step step(Table table, FieldDescription lookup) {
        boolean polymorphic = lookup.referenceTo().size() > 1;
        var targets = polymorphic
                ? lookup.referenceTo().stream()
                        .flatMap(object -> org.table(object.value()).stream())
                        .toList()
                : List.of(table(lookup.referenceTo().getFirst().value()));
        return new ResolvedPath.Step(
                lookup.relationshipName().orElseThrow().value(), table.column(lookup.name()), targets, polymorphic);
    }

    private static ResolvedPath nameField(List<ResolvedPath.Step> steps, List<String> segments) {
        if (segments.size() > 1) {
            lookup(NameObject.DESCRIPTION, segments.getFirst());
            throw QueryRefusal.unsupported(
                    "the relationship %s of a polymorphic parent".formatted(segments.getFirst()));
        }
        var field = field(NameObject.DESCRIPTION, segments.getFirst());
        return new ResolvedPath(steps, field, record -> nameValue(record, field.name()), UnaryOperator.identity());
    }

    private static @Nullable Object nameValue(StoredRecord record, String field) {
        return switch (field) {
            case NameObject.TYPE -> record.object().name().value();
            case "NameOrAlias" ->
                valueIfAny(record, record.object().field("Alias").isPresent() ? "Alias" : "Name");
            default -> valueIfAny(record, field);
        };
    }

    private static @Nullable Object valueIfAny(StoredRecord record, String field) {
        return record.object().field(field).isPresent() ? record.value(field) : null;
    }

    private static FieldDescription lookup(ObjectDescription object, String relationship) {
        return object.lookup(relationship)
                .orElseThrow(() -> QueryRefusal.invalidField(
                        "Didn't understand relationship '%s' in field path. If you are attempting to use a"
                                        .formatted(relationship)
                                + " custom relationship, be sure to append the '__r' after the custom relationship"
                                + " name. Please reference your WSDL or the describe call for the appropriate"
                                + " names."));
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
