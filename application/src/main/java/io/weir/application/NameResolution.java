package io.weir.application;

import io.weir.domain.action.QueryPolicy;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.port.SchemaCatalog.Description;
import io.weir.domain.schema.ChildRelationship;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.NearestNames;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what the names of one draft mean in the org: their canonical spelling, their types, and whether the policy
 * allows them. Where the org has not described itself, names pass as they are, unless the policy would have to know more.
 */
final class NameResolution {
    private final SchemaCatalog catalog;
    private final QueryPolicy policy;
    private final Deadline deadline;
    private final Findings findings;
    private final Set<ObjectName> described = new HashSet<>();
    private final Map<FieldPath, FieldType> types = new LinkedHashMap<>();

    /** A field in its canonical spelling, and its description where the org has given one. */
    record Resolved(FieldPath path, Optional<FieldDescription> description) {}

    NameResolution(SchemaCatalog catalog, QueryPolicy policy, Deadline deadline, Findings findings) {
        this.catalog = catalog;
        this.policy = policy;
        this.deadline = deadline;
        this.findings = findings;
    }

    /** What the org has said on the way. */
    PlanQuery.Schema schema() {
        return new PlanQuery.Schema(described, types);
    }

    Scope object(ObjectName name, String location) {
        if (!policy.objects().allow(name.value())) {
            findings.denial(location, "object %s may not be queried".formatted(name));
            return new Scope.Nowhere();
        }
        return switch (catalog.describe(name, deadline)) {
            case Description.Known(var object) -> {
                if (!object.queryable()) {
                    findings.problem(location, "object %s cannot be queried".formatted(object.name()));
                }
                described.add(object.name());
                yield new Scope.Described(object);
            }
            case Description.Missing() -> {
                findings.problem(
                        location,
                        "there is no object %s%s".formatted(name, didYouMean(name.value(), catalog.objectNames(deadline))));
                yield new Scope.Nowhere();
            }
            case Description.Unavailable() -> new Scope.Named(name);
        };
    }

    /** {@code name} in the org's own spelling. */
    static ObjectName canonical(ObjectName name, Scope scope) {
        return scope instanceof Scope.Described(var object) ? object.name() : name;
    }

    Resolved field(Scope root, FieldPath path, String location) {
        var segments = new ArrayList<String>(path.segments().size());
        var scope = root;
        for (var relationship : path.parents()) {
            scope = parent(scope, relationship, location, segments);
        }
        var description = last(scope, path.field(), location);
        segments.add(description.map(FieldDescription::name).orElse(path.field()));
        var canonical = new FieldPath(segments);
        description.ifPresent(field -> types.put(canonical, field.type()));
        return new Resolved(canonical, description);
    }

    /** The children that {@code relationship} leads to, and the relationship in its canonical spelling. */
    Scope children(Scope parent, RelationshipName relationship, String location) {
        return switch (parent) {
            case Scope.Described(var object) -> {
                var child = object.child(relationship.value());
                if (child.isEmpty()) {
                    findings.problem(
                            location,
                            "%s has no child relationship %s%s"
                                    .formatted(
                                            object.name(),
                                            relationship,
                                            didYouMean(relationship.value(), childNames(object, relationship))));
                }
                yield child.map(found -> object(found.childObject(), location)).orElseGet(Scope.Nowhere::new);
            }
            case Scope.Named _, Scope.OneOf _, Scope.Unknown _ -> {
                denyUncheckable(location);
                yield new Scope.Unknown();
            }
            case Scope.Nowhere nowhere -> nowhere;
        };
    }

    static RelationshipName canonical(RelationshipName name, Scope parent) {
        return parent instanceof Scope.Described(var object)
                ? object.child(name.value()).map(ChildRelationship::name).orElse(name)
                : name;
    }

    private Scope parent(Scope scope, String relationship, String location, List<String> segments) {
        return switch (scope) {
            case Scope.Described(var object) -> {
                var lookup = object.lookup(relationship);
                segments.add(lookup.flatMap(FieldDescription::relationshipName)
                        .map(RelationshipName::value)
                        .orElse(relationship));
                if (lookup.isEmpty()) {
                    findings.problem(location, noRelationship(object, relationship));
                    yield new Scope.Nowhere();
                }
                yield target(lookup.get().referenceTo(), location);
            }
            case Scope.Named _, Scope.OneOf _, Scope.Unknown _ -> {
                segments.add(relationship);
                yield new Scope.Unknown();
            }
            case Scope.Nowhere nowhere -> {
                segments.add(relationship);
                yield nowhere;
            }
        };
    }

    private Scope target(List<ObjectName> objects, String location) {
        if (objects.size() == 1) {
            return object(objects.getFirst(), location);
        }
        for (var object : objects) {
            if (!policy.objects().allow(object.value())) {
                findings.denial(location, "object %s may not be queried".formatted(object));
            }
        }
        return new Scope.OneOf(objects);
    }

    private Optional<FieldDescription> last(Scope scope, String field, String location) {
        return switch (scope) {
            case Scope.Described(var object) -> {
                var description = object.field(field);
                if (description.isEmpty()) {
                    findings.problem(location, noField(object, field));
                } else {
                    checkAllowed(object.name(), description.get().name(), location);
                }
                yield description;
            }
            case Scope.Named(var object) -> {
                checkAllowed(object, field, location);
                yield Optional.empty();
            }
            case Scope.OneOf(var objects) -> {
                objects.forEach(object -> checkAllowed(object, field, location));
                yield Optional.empty();
            }
            case Scope.Unknown() -> {
                denyUncheckable(location);
                yield Optional.empty();
            }
            case Scope.Nowhere() -> Optional.empty();
        };
    }

    private void checkAllowed(ObjectName object, String field, String location) {
        if (!policy.fields().allowAll() && !policy.fields().allow(object + "." + field)) {
            findings.denial(location, "field %s.%s may not be used".formatted(object, field));
        }
    }

    /** A rule that cannot be checked is not kept by hoping. */
    private void denyUncheckable(String location) {
        if (!policy.objects().allowAll() || !policy.fields().allowAll()) {
            findings.denial(
                    location,
                    "whether this may be used cannot be told now, because the org's schema is not available; try again");
        }
    }

    private static String noField(ObjectDescription object, String field) {
        var lookup = object.lookup(field);
        return lookup.isPresent()
                ? "%s is a relationship of %s, not a field; use %s, or a field of it such as %s.Name"
                        .formatted(field, object.name(), lookup.get().name(), field)
                : "%s has no field %s%s"
                        .formatted(
                                object.name(),
                                field,
                                didYouMean(
                                        field,
                                        object.fields().stream().map(FieldDescription::name).toList()));
    }

    private static String noRelationship(ObjectDescription object, String relationship) {
        var parent = object.field(relationship).flatMap(FieldDescription::relationshipName);
        return parent.isPresent()
                ? "%s is a field of %s, not a relationship; use %s".formatted(relationship, object.name(), parent.get())
                : "%s has no relationship %s%s"
                        .formatted(object.name(), relationship, didYouMean(relationship, parentNames(object)));
    }

    private static List<String> parentNames(ObjectDescription object) {
        return object.fields().stream()
                .flatMap(field -> field.relationshipName().stream())
                .map(RelationshipName::value)
                .toList();
    }

    /** The relationship of a child object whose own name was sent comes first: Contact means Contacts. */
    private static List<String> childNames(ObjectDescription object, RelationshipName relationship) {
        var ofObject = object.childRelationships().stream()
                .filter(child -> child.childObject().value().equalsIgnoreCase(relationship.value()))
                .map(child -> child.name().value())
                .toList();
        return ofObject.isEmpty()
                ? object.childRelationships().stream()
                        .map(child -> child.name().value())
                        .toList()
                : ofObject;
    }

    private static String didYouMean(String misspelt, Collection<String> names) {
        var nearest = NearestNames.to(misspelt, names);
        return nearest.isEmpty() ? "" : "; did you mean " + String.join(", ", nearest) + "?";
    }
}
