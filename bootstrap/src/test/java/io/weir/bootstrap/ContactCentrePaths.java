package io.weir.bootstrap;

import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.NameObject;
import io.weir.domain.schema.ObjectDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Random fields of the sandbox's objects and of their parents. */
final class ContactCentrePaths {
    private static final List<Integer> PARENTS = List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5);

    private final ContactCentreData data;
    private final RandomChoices chance;

    /** A field, which object it is of, and the way to it. */
    record Target(FieldPath path, ObjectDescription object, FieldDescription field) {}

    ContactCentrePaths(ContactCentreData data, RandomChoices chance) {
        this.data = data;
        this.chance = chance;
    }

    /** A {@code usable} field of {@code start} or of one of its parents of which some record has a value. */
    Target withValue(ObjectDescription start, Predicate<FieldDescription> usable) {
        return from(start, (object, field) -> usable.test(field) && data.hasValue(object, field));
    }

    /** A field of {@code start} or of one of its parents that is {@code usable}. */
    Target from(ObjectDescription start, Predicate<FieldDescription> usable) {
        return from(start, (_, field) -> usable.test(field));
    }

    private Target from(ObjectDescription start, BiPredicate<ObjectDescription, FieldDescription> usable) {
        var object = start;
        var segments = new ArrayList<String>();
        for (int parents = chance.of(PARENTS); parents > 0 && !isName(object); parents--) {
            var lookup = lookup(object);
            segments.add(inAnyCase(lookup.relationshipName().orElseThrow().value()));
            object = lookup.referenceTo().size() == 1
                    ? data.object(lookup.referenceTo().getFirst())
                    : NameObject.DESCRIPTION;
        }
        var of = object;
        var fields =
                object.fields().stream().filter(field -> usable.test(of, field)).toList();
        if (fields.isEmpty()) {
            return from(start, usable);
        }
        var field = field(object, fields);
        segments.add(inAnyCase(field.name()));
        return new Target(new FieldPath(segments), object, field);
    }

    /** Whether {@code object} stands for a parent of one of several objects, which has no parents here. */
    private static boolean isName(ObjectDescription object) {
        return object.name().equals(NameObject.DESCRIPTION.name());
    }

    private FieldDescription lookup(ObjectDescription object) {
        var lookups = object.fields().stream()
                .filter(field -> field.relationshipName().isPresent())
                .toList();
        return chance.percent(70)
                ? chance.preferably(lookups, ContactCentrePaths::leadsToMainObject)
                : chance.of(lookups);
    }

    /** Whether {@code field} is a lookup to another object than the users. */
    static boolean leadsToMainObject(FieldDescription field) {
        return field.referenceTo().stream().anyMatch(ContactCentreData::isMain);
    }

    /** Often one whose values are hard to write, one of several values, or one of a type that few fields have. */
    private FieldDescription field(ObjectDescription object, List<FieldDescription> fields) {
        int kind = chance.between(1, 100);
        if (kind <= 20) {
            return chance.preferably(
                    fields, field -> !data.escapedValues(object, field).isEmpty());
        }
        if (kind <= 26) {
            return chance.preferably(fields, field -> field.type() == FieldType.MULTIPICKLIST);
        }
        if (kind <= 60) {
            var type = chance.of(
                    fields.stream().map(FieldDescription::type).distinct().toList());
            return chance.of(fields, field -> field.type() == type).orElseThrow();
        }
        return chance.of(fields);
    }

    /** {@code name}, which SOQL knows in any case. */
    String inAnyCase(String name) {
        return chance.percent(3) ? name.toUpperCase(Locale.ROOT) : name;
    }
}
