package io.weir.application.plan;

import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.schema.ChildRelationship;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.NearestNames;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.List;

/** Writes the problem of an unknown name, with the nearest names that the policy allows. */
record NameHints(QueryPolicy policy, FieldRules fieldRules) {
    String noObject(ObjectName name, List<String> objectNames) {
        var allowed = objectNames.stream().filter(policy.objects()::allow).toList();
        return "there is no object %s%s".formatted(name, didYouMean(NearestNames.to(name.value(), allowed)));
    }

    String noField(ObjectDescription object, String field) {
        var lookup = object.lookup(field);
        if (lookup.isPresent()) {
            return "%s is a relationship of %s, not a field; use %s, or a field of it such as %s.Name"
                    .formatted(field, object.name(), lookup.get().name(), field);
        }
        if (object.child(field).isPresent()) {
            return leadsToChildren(object, field);
        }
        var allowed = object.fields().stream()
                .filter(candidate -> fieldRules.against(object, candidate).isEmpty())
                .toList();
        return "%s has no field %s%s"
                .formatted(object.name(), field, didYouMean(NearestNames.toFields(field, allowed)));
    }

    String noParent(ObjectDescription object, String relationship) {
        var field = object.field(relationship);
        if (field.isPresent()) {
            return field.get()
                    .relationshipName()
                    .map(parent -> "%s is a field of %s, not a relationship; use %s"
                            .formatted(relationship, object.name(), parent))
                    .orElseGet(() ->
                            "%s is a field of %s and leads to no other object".formatted(relationship, object.name()));
        }
        if (object.child(relationship).isPresent()) {
            return leadsToChildren(object, relationship);
        }
        var parents = object.fields().stream()
                .filter(lookup -> fieldRules.againstFollowing(object, lookup).isEmpty())
                .filter(lookup ->
                        lookup.referenceTo().stream().map(ObjectName::value).allMatch(policy.objects()::allow))
                .flatMap(candidate -> candidate.relationshipName().stream())
                .map(RelationshipName::value)
                .toList();
        return "%s has no relationship %s%s"
                .formatted(object.name(), relationship, didYouMean(NearestNames.to(relationship, parents)));
    }

    String noChildren(ObjectDescription object, RelationshipName relationship) {
        var lookup = object.lookup(relationship.value()).or(() -> object.field(relationship.value()));
        if (lookup.flatMap(FieldDescription::relationshipName).isPresent()) {
            var parent = lookup.flatMap(FieldDescription::relationshipName).get();
            return "%s leads from %s to a parent, not to children; select a field of it such as %s.Name"
                    .formatted(relationship, object.name(), parent);
        }
        var allowed = object.childRelationships().stream()
                .filter(child -> fieldRules.againstFollowing(child).isEmpty())
                .filter(child -> policy.objects().allow(child.childObject().value()))
                .toList();
        var ofObject = allowed.stream()
                .filter(child -> child.childObject().value().equalsIgnoreCase(relationship.value()))
                .map(child -> child.name().value())
                .limit(3)
                .toList();
        var all = allowed.stream()
                .map(ChildRelationship::name)
                .map(RelationshipName::value)
                .toList();
        return "%s has no child relationship %s%s"
                .formatted(
                        object.name(),
                        relationship,
                        didYouMean(ofObject.isEmpty() ? NearestNames.to(relationship.value(), all) : ofObject));
    }

    private static String leadsToChildren(ObjectDescription object, String relationship) {
        return "%s leads from %s to children; select them by a sub-query".formatted(relationship, object.name());
    }

    private static String didYouMean(List<String> nearest) {
        return nearest.isEmpty() ? "" : "; did you mean " + String.join(", ", nearest) + "?";
    }
}
