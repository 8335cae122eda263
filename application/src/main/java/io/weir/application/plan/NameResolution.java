package io.weir.application.plan;

import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.limit.Phase;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.port.SchemaCatalog.Description;
import io.weir.domain.schema.ChildRelationship;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.NameObject;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Resolves the names of one draft in the org: their canonical spelling, their types, and whether the policy allows
 * them. Names that the org does not describe pass unchanged, unless a rule of the policy needs the description.
 */
final class NameResolution {
    private final SchemaCatalog catalog;
    private final QueryPolicy policy;
    private final RunMeter meter;
    private final Findings findings;
    private final NameHints hints;
    private final FieldRules fieldRules;
    private final Map<ObjectName, Description> descriptions = new HashMap<>();
    private final Set<ObjectName> described = new HashSet<>();
    private final Set<String> confirmed = new HashSet<>();
    private final Map<FieldPath, FieldType> types = new LinkedHashMap<>();
    private final Map<FieldPath, Map<String, String>> labels = new HashMap<>();
    private final Map<FieldPath, List<String>> restricted = new HashMap<>();

    /** A field in its canonical spelling, and its description if the org gives one. */
    record Resolved(FieldPath path, Optional<FieldDescription> description) {}

    NameResolution(SchemaCatalog catalog, QueryPolicy policy, RunMeter meter, Findings findings) {
        this.catalog = catalog;
        this.policy = policy;
        this.meter = meter;
        this.findings = findings;
        this.fieldRules = new FieldRules(policy.fields());
        this.hints = new NameHints(policy, fieldRules);
    }

    /** The org's descriptions that the plan has used. */
    PlanQuery.Schema schema() {
        return new PlanQuery.Schema(described, types, labels, restricted);
    }

    /** Whether {@code name} is known to be a name of the org, and so cannot be anything else that a caller has sent. */
    boolean isConfirmed(String name) {
        return confirmed.contains(name) || NameObject.has(name);
    }

    /** The object that the query reads. */
    Scope root(ObjectName name, String location) {
        return read(name, List.of(), location);
    }

    /** The object that a semi-join reads. */
    Scope joined(ObjectName name, String location) {
        return read(name, List.of(name.value()), location);
    }

    private Scope read(ObjectName name, List<String> place, String location) {
        if (!allowed(name, location)) {
            return new Scope.Nowhere();
        }
        return switch (describe(name)) {
            case Description.Known(var object) -> {
                if (!object.queryable()) {
                    findings.problem(location, "object %s cannot be queried".formatted(object.name()));
                }
                yield new Scope.Described(object, place);
            }
            case Description.Missing() -> {
                findings.problem(location, () -> hints.noObject(name, objectNames()));
                yield new Scope.Nowhere();
            }
            case Description.Unavailable() -> new Scope.Named(name, true);
        };
    }

    /**
     * The object that a relationship of the org leads to. Some such objects, for example ActivityHistory, cannot be
     * queried or described on their own.
     */
    private Scope related(ObjectName name, List<String> place, String location) {
        if (!allowed(name, location)) {
            return new Scope.Nowhere();
        }
        return switch (describe(name)) {
            case Description.Known(var object) -> new Scope.Described(object, place);
            case Description.Missing() -> new Scope.Named(name, false);
            case Description.Unavailable() -> new Scope.Named(name, true);
        };
    }

    /** Describes each object once for one plan, so that the plan is consistent. */
    private Description describe(ObjectName name) {
        var known = descriptions.get(name);
        if (known == null) {
            known = described(name);
            descriptions.put(name, known);
            if (known instanceof Description.Known(var object)) {
                described.add(object.name());
                confirmed.add(object.name().value());
            }
        }
        return known;
    }

    private Description described(ObjectName name) {
        try (var _ = meter.begin(Phase.Kind.DESCRIBE)) {
            return catalog.describe(name, meter.deadline());
        }
    }

    private List<String> objectNames() {
        try (var _ = meter.begin(Phase.Kind.DESCRIBE)) {
            return catalog.objectNames(meter.deadline());
        }
    }

    private boolean allowed(ObjectName name, String location) {
        boolean allowed = policy.objects().allow(name.value());
        if (!allowed) {
            findings.denial(location, "object %s may not be queried".formatted(name));
        }
        return allowed;
    }

    /** {@code name} in the org's own spelling. */
    static ObjectName canonical(ObjectName name, Scope scope) {
        return scope instanceof Scope.Described(var object, var _) ? object.name() : name;
    }

    Resolved field(Scope root, FieldPath path, String location) {
        var segments = new ArrayList<String>(path.segments().size());
        var scope = root;
        for (var relationship : path.parents()) {
            scope = parent(scope, relationship, location, segments);
        }
        var description = last(scope, path.field(), location);
        segments.add(description.map(FieldDescription::name).orElse(path.field()));
        var canonical = segments.equals(path.segments()) ? path : new FieldPath(segments);
        description.ifPresent(field -> {
            confirmed.add(field.name());
            remember(root, canonical, field);
        });
        return new Resolved(canonical, description);
    }

    /** The field in its canonical spelling; adds a problem if it is not {@code allowed} for this {@code use}. */
    FieldPath used(Scope scope, FieldPath path, String location, Predicate<FieldDescription> allowed, String use) {
        var resolved = field(scope, path, location);
        resolved.description()
                .filter(allowed.negate())
                .ifPresent(field -> findings.problem(
                        location,
                        "field %s of type %s cannot be %s"
                                .formatted(field.name(), field.type().label(), use)));
        return resolved.path();
    }

    /** The field of an aggregate; adds a problem if the org does not allow the function for it. */
    Resolved aggregated(Scope scope, AggregateFunction function, FieldPath path, String location) {
        var resolved = field(scope, path, location);
        resolved.description()
                .filter(field -> !field.aggregatable() || !function.suits(field.type()))
                .ifPresent(field -> findings.problem(
                        location,
                        "%s does not take field %s of type %s"
                                .formatted(function, field.name(), field.type().label())));
        return resolved;
    }

    /** The object of the children that {@code relationship} leads to. */
    Scope children(Scope parent, RelationshipName relationship, String location) {
        return switch (parent) {
            case Scope.Described(var object, var place) -> {
                var child = object.child(relationship.value());
                if (child.isEmpty()) {
                    findings.problem(location, () -> hints.noChildren(object, relationship));
                    yield new Scope.Nowhere();
                }
                var deeper = new ArrayList<>(place);
                deeper.add(child.get().name().value());
                confirmed.add(child.get().name().value());
                yield denied(fieldRules.againstFollowing(child.get()), location)
                        ? new Scope.Nowhere()
                        : related(child.get().childObject(), deeper, location);
            }
            case Scope.Named _, Scope.OneOf _, Scope.Unknown _ -> {
                var unknown = beyond(parent);
                denyUnchecked(unknown, location);
                yield unknown;
            }
            case Scope.Nowhere nowhere -> nowhere;
        };
    }

    /** {@code name} in the org's own spelling. */
    static RelationshipName canonical(RelationshipName name, Scope parent) {
        return parent instanceof Scope.Described(var object, var _)
                ? object.child(name.value()).map(ChildRelationship::name).orElse(name)
                : name;
    }

    /** Types, labels and values of children's fields have the relationship as prefix, unless the path gets too long. */
    private void remember(Scope root, FieldPath canonical, FieldDescription field) {
        if (!(root instanceof Scope.Described(var _, var place))
                || place.size() + canonical.segments().size() > FieldPath.MAX_PARENTS + 1) {
            return;
        }
        var path = canonical;
        if (!place.isEmpty()) {
            var segments = new ArrayList<>(place);
            segments.addAll(canonical.segments());
            path = new FieldPath(segments);
        }
        types.put(path, field.type());
        if (!field.picklistLabels().isEmpty()) {
            labels.put(path, field.picklistLabels());
        }
        if (field.restrictedPicklist() && field.type() == FieldType.PICKLIST) {
            restricted.put(path, field.picklistValues());
        }
    }

    private Scope parent(Scope scope, String relationship, String location, List<String> segments) {
        return switch (scope) {
            case Scope.Described(var object, var place) -> {
                var lookup = object.lookup(relationship);
                var name = lookup.flatMap(FieldDescription::relationshipName).map(RelationshipName::value);
                segments.add(name.orElse(relationship));
                name.ifPresent(confirmed::add);
                if (lookup.isEmpty()) {
                    findings.problem(location, () -> hints.noParent(object, relationship));
                    yield new Scope.Nowhere();
                }
                yield denied(fieldRules.againstFollowing(object, lookup.get()), location)
                        ? new Scope.Nowhere()
                        : target(lookup.get().referenceTo(), place, location);
            }
            case Scope.OneOf _ -> {
                segments.add(relationship);
                if (NameObject.DESCRIPTION.lookup(relationship).isEmpty()) {
                    findings.problem(location, () -> hints.noParent(NameObject.DESCRIPTION, relationship));
                    yield new Scope.Nowhere();
                }
                yield beyond(scope);
            }
            case Scope.Named _, Scope.Unknown _ -> {
                segments.add(relationship);
                yield beyond(scope);
            }
            case Scope.Nowhere nowhere -> {
                segments.add(relationship);
                yield nowhere;
            }
        };
    }

    private Scope target(List<ObjectName> objects, List<String> place, String location) {
        return switch (objects.size()) {
            case 0 -> new Scope.Unknown(false);
            case 1 -> related(objects.getFirst(), place, location);
            default -> {
                objects.forEach(object -> allowed(object, location));
                yield new Scope.OneOf(objects);
            }
        };
    }

    private Optional<FieldDescription> last(Scope scope, String field, String location) {
        return switch (scope) {
            case Scope.Described(var object, var _) -> {
                var description = object.field(field);
                if (description.isEmpty()) {
                    findings.problem(location, () -> hints.noField(object, field));
                } else {
                    denied(fieldRules.against(object, description.get()), location);
                }
                yield description;
            }
            case Scope.Named(var object, var _) -> {
                denied(fieldRules.against(object, field), location);
                yield Optional.empty();
            }
            case Scope.OneOf(var objects) -> {
                objects.forEach(object -> denied(fieldRules.against(object, field), location));
                var description = NameObject.DESCRIPTION.field(field);
                if (description.isEmpty()) {
                    findings.problem(location, () -> hints.noField(NameObject.DESCRIPTION, field));
                }
                yield description;
            }
            case Scope.Unknown unknown -> {
                denyUnchecked(unknown, location);
                yield Optional.empty();
            }
            case Scope.Nowhere() -> Optional.empty();
        };
    }

    /** Adds a denial for each of the {@code reasons}; whether there are any. */
    private boolean denied(List<String> reasons, String location) {
        reasons.forEach(reason -> findings.denial(location, reason));
        return !reasons.isEmpty();
    }

    /** The scope that a relationship of {@code scope} leads to, which is not described. */
    private static Scope.Unknown beyond(Scope scope) {
        return switch (scope) {
            case Scope.Named(var _, var forNow) -> new Scope.Unknown(forNow);
            case Scope.Unknown unknown -> unknown;
            case Scope.Described _, Scope.OneOf _, Scope.Nowhere _ -> new Scope.Unknown(false);
        };
    }

    /** A rule that cannot be checked denies. */
    private void denyUnchecked(Scope.Unknown unknown, String location) {
        if (policy.objects().allowAll() && policy.fields().allowAll()) {
            return;
        }
        if (unknown.forNow()) {
            findings.doubt(
                    location,
                    "it is unknown now whether this may be used, because the org's schema is not available; try"
                            + " again");
        } else {
            findings.denial(
                    location,
                    "it is unknown whether this may be used, because the org does not describe what it leads to");
        }
    }
}
