package io.weir.adapter.out.sandbox.org;

import io.weir.adapter.out.sandbox.file.InvalidOrgData;
import io.weir.adapter.out.sandbox.file.OrgFiles;
import io.weir.adapter.out.sandbox.org.FieldProperties.PicklistEntry;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads describe's result for one object, as Salesforce gives it. Absent members are as if they were false. */
final class DescribeReader {
    /** The members that depend on the sandbox. */
    private static final Set<String> DERIVED = Set.of(
            "fields",
            "childRelationships",
            "keyPrefix",
            "recordTypeInfos",
            "urls",
            "layoutable",
            "compactLayoutable",
            "searchLayoutable",
            "namedLayoutInfos");

    private final String place;
    private final Map<?, ?> json;

    private DescribeReader(String place, Map<?, ?> json) {
        this.place = place;
        this.json = json;
    }

    /** The object that {@code describe} describes; its key prefix is empty if describe has none. */
    static ObjectDefinition object(OrgFiles.GivenDescribe describe) {
        return new DescribeReader(describe.place(), describe.json()).object();
    }

    /**
     * The names of the relationships to children that {@code describe} lists, by the child object and its lookup, as in
     * {@code Contact.AccountId}.
     */
    static Map<String, String> childRelationships(OrgFiles.GivenDescribe describe) {
        var names = new LinkedHashMap<String, String>();
        for (var child : new DescribeReader(describe.place(), describe.json()).objects("childRelationships")) {
            child.text("relationshipName")
                    .ifPresent(name -> names.put(child.required("childSObject") + "." + child.required("field"), name));
        }
        return names;
    }

    private ObjectDefinition object() {
        String name = required("name");
        var flags = EnumSet.noneOf(ObjectDefinition.Flag.class);
        for (var flag : ObjectDefinition.Flag.values()) {
            if (flag(flag.member())) {
                flags.add(flag);
            }
        }
        var fields = new ArrayList<Field>();
        var names = new HashSet<String>();
        for (var given : objects("fields")) {
            var field = given.field();
            if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
                throw new InvalidOrgData(
                        given.place, "has the name %s, as a field before it; leave one out".formatted(field.name()));
            }
            fields.add(field);
        }
        if (fields.stream().noneMatch(field -> field.name().equals("Id"))) {
            throw new InvalidOrgData(place, "%s has no field Id; give the whole of describe's result".formatted(name));
        }
        String label = text("label").orElse(name);
        return checked(() -> new ObjectDefinition(
                new ObjectName(name),
                label,
                text("labelPlural").orElse(label + "s"),
                text("keyPrefix").orElse(""),
                flags,
                fields,
                given(DERIVED)));
    }

    private Field field() {
        String name = required("name");
        var description = checked(() -> new FieldDescription(
                name,
                text("label").orElse(name),
                type(),
                flag("filterable"),
                flag("sortable"),
                flag("groupable"),
                flag("aggregatable"),
                flag("nillable"),
                number("length"),
                Math.max(number("digits"), number("precision")),
                number("scale"),
                text("relationshipName").map(RelationshipName::new),
                texts("referenceTo").stream().map(ObjectName::new).toList(),
                flag("restrictedPicklist"),
                entries().stream()
                        .filter(PicklistEntry::active)
                        .map(PicklistEntry::value)
                        .toList(),
                text("compoundFieldName").filter(compound -> !compound.equals(name)),
                flag("calculated"),
                flag("externalId") || flag("unique"),
                Map.of(),
                new FieldDescription.Writing(
                        flag("createable"),
                        flag("updateable"),
                        flag("defaultedOnCreate"),
                        flag("externalId"),
                        flag("unique"))));
        var flags = EnumSet.noneOf(FieldProperties.Flag.class);
        for (var flag : FieldProperties.Flag.values()) {
            if (flag(flag.member())) {
                flags.add(flag);
            }
        }
        return new Field(
                description,
                new FieldProperties(flags, json.get("defaultValue"), entries(), Optional.empty(), given(Set.of())));
    }

    private FieldType type() {
        String type = required("type");
        return FieldType.named(type)
                .orElseThrow(() -> new InvalidOrgData(
                        place,
                        "has the unknown type '%s'; give one that describe has, such as string".formatted(type)));
    }

    private List<PicklistEntry> entries() {
        return objects("picklistValues").stream()
                .map(entry -> new PicklistEntry(
                        entry.required("value"),
                        entry.text("label").orElseGet(() -> entry.required("value")),
                        entry.flag("active"),
                        entry.flag("defaultValue")))
                .toList();
    }

    private Map<String, @Nullable Object> given(Set<String> without) {
        var given = new LinkedHashMap<String, @Nullable Object>();
        json.forEach((name, value) -> {
            if (!without.contains(name)) {
                given.put((String) name, value);
            }
        });
        return given;
    }

    private String required(String member) {
        return text(member)
                .orElseThrow(() -> new InvalidOrgData(
                        place, "\"%s\" is missing; give the whole of describe's result".formatted(member)));
    }

    private Optional<String> text(String member) {
        return json.get(member) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    private boolean flag(String member) {
        return Boolean.TRUE.equals(json.get(member));
    }

    private int number(String member) {
        return json.get(member) instanceof BigDecimal number ? number.intValue() : 0;
    }

    private List<String> texts(String member) {
        return json.get(member) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    private List<DescribeReader> objects(String member) {
        if (!(json.get(member) instanceof List<?> list)) {
            return List.of();
        }
        var objects = new ArrayList<DescribeReader>();
        for (Object item : list) {
            String placeOfItem = "%s, %s %d".formatted(place, member, objects.size() + 1);
            if (!(item instanceof Map<?, ?> object)) {
                throw new InvalidOrgData(placeOfItem, "is not a JSON object; give the whole of describe's result");
            }
            objects.add(new DescribeReader(placeOfItem, object));
        }
        return objects;
    }

    private <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException invalidName) {
            throw new InvalidOrgData(place, "%s; give what describe has".formatted(invalidName.getMessage()));
        }
    }
}
