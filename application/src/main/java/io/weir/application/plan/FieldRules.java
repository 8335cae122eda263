package io.weir.application.plan;

import io.weir.domain.caller.NameRules;
import io.weir.domain.schema.ChildRelationship;
import io.weir.domain.schema.CompoundFields;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives the reasons why a policy denies a field; none if it may be used. A denied field is denied in every way that
 * shows its value: as a part of a compound field, as the whole of its parts, and as the lookup behind a relationship.
 */
record FieldRules(NameRules rules) {
    /** The reasons against {@code field} of a described object. */
    List<String> against(ObjectDescription object, FieldDescription field) {
        if (rules.allowAll()) {
            return List.of();
        }
        var parts = object.partsOf(field.name()).stream().map(FieldDescription::name);
        return against(object.name(), field.name(), parts, field.compoundFieldName().stream());
    }

    /** The reasons against {@code field} of an object of which only the name is known. */
    List<String> against(ObjectName object, String field) {
        if (rules.allowAll()) {
            return List.of();
        }
        var parts = CompoundFields.partsOf(field).stream();
        return against(object, field, parts, CompoundFields.compoundOf(field).stream());
    }

    /** The reasons against following {@code lookup} to the parent. */
    List<String> againstFollowing(ObjectDescription object, FieldDescription lookup) {
        return denied(object.name(), Stream.of(lookup.name()))
                .map("a relationship may not be followed: it shows %s, which may not be used"::formatted)
                .toList();
    }

    /** The reasons against reading {@code children}. */
    List<String> againstFollowing(ChildRelationship children) {
        return denied(children.childObject(), Stream.of(children.field()))
                .map("children may not be queried: they show %s, which may not be used"::formatted)
                .toList();
    }

    private List<String> against(ObjectName object, String field, Stream<String> parts, Stream<String> compounds) {
        String name = object + "." + field;
        if (!rules.allow(name)) {
            return List.of("field %s may not be used".formatted(name));
        }
        var shown = denied(object, parts)
                .map(part -> "field %s may not be used: it shows %s, which may not".formatted(name, part));
        var shownBy = denied(object, compounds)
                .map(whole -> "field %s may not be used: it is a part of %s, which may not".formatted(name, whole));
        return Stream.concat(shown, shownBy).limit(1).toList();
    }

    private Stream<String> denied(ObjectName object, Stream<String> fields) {
        if (rules.denied().isEmpty()) {
            return Stream.empty();
        }
        return fields.map(field -> object + "." + field).filter(rules::deny);
    }
}
