package io.weir.application;

import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.ChildRelationship;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A small org that describes itself from a map, and remembers what it was told to forget. For one thread. */
public final class FakeSchema implements SchemaCatalog {
    private final Map<String, Description> objects = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<ObjectName> forgotten = new ArrayList<>();
    private int described;

    /** Contacts, accounts, cases and tickets, with a field for most purposes. */
    public static FakeSchema contactCentre() {
        return new FakeSchema()
                .with(
                        "Contact",
                        List.of(child("Cases", "Case", "ContactId"), child("Tickets__r", "Ticket__c", "Caller__c")),
                        field("Id", FieldType.ID),
                        field("Name", "Full Name", FieldType.STRING),
                        field("Phone", FieldType.PHONE),
                        field("MobilePhone", "Mobile", FieldType.PHONE),
                        field("Email", FieldType.EMAIL),
                        field("Birthdate", FieldType.DATE),
                        field("CreatedDate", FieldType.DATETIME),
                        field("SystemModstamp", FieldType.DATETIME),
                        field("Active__c", FieldType.BOOLEAN),
                        number("Score__c", FieldType.DOUBLE, 5, 2),
                        number("Spend__c", "Customer Spend", FieldType.CURRENCY, 18, 2),
                        field("Visits__c", FieldType.INT),
                        picklist("Tier__c", FieldType.PICKLIST, Map.of("Gold", "Key account"), "Gold", "Silver"),
                        picklist("Interests__c", FieldType.MULTIPICKLIST, Map.of("Golf", "Golfing"), "Golf", "Sailing"),
                        longText("Notes__c"),
                        lookup("AccountId", "Account", "Account"),
                        lookup("OwnerId", "Owner", "Group", "User"),
                        lookup("Anything__c", "Anything__r"))
                .with(
                        "Account",
                        List.of(child("Contacts", "Contact", "AccountId"), child("Activities", "Activity", "WhatId")),
                        field("Id", FieldType.ID),
                        field("Name", FieldType.STRING),
                        field("Rating", FieldType.PICKLIST),
                        lookup("ParentId", "Parent", "Account"))
                .with(
                        "Case",
                        List.of(),
                        field("Id", FieldType.ID),
                        field("Subject", FieldType.STRING),
                        field("CreatedDate", FieldType.DATETIME),
                        picklist("Status", FieldType.PICKLIST, Map.of("New", "Just opened"), "New", "Closed"),
                        lookup("ContactId", "Contact", "Contact"))
                .with(
                        "Ticket__c",
                        List.of(),
                        field("Id", FieldType.ID),
                        field("Name", FieldType.STRING),
                        number("Name__c", FieldType.DOUBLE, 18, 0),
                        lookup("Caller__c", "Caller__r", "Contact"))
                .withHidden("Activity", field("Id", FieldType.ID), field("Subject", FieldType.STRING));
    }

    public FakeSchema with(String name, List<ChildRelationship> children, FieldDescription... fields) {
        return put(new ObjectDescription(new ObjectName(name), name, true, List.of(fields), children));
    }

    /** An object that can be reached from its parent only. */
    FakeSchema withHidden(String name, FieldDescription... fields) {
        return put(new ObjectDescription(new ObjectName(name), name, false, List.of(fields), List.of()));
    }

    /** An object that the catalog cannot read now. */
    public FakeSchema withUnavailable(String name) {
        objects.put(key(new ObjectName(name)), new Description.Unavailable());
        return this;
    }

    private FakeSchema put(ObjectDescription object) {
        objects.put(key(object.name()), new Description.Known(object));
        names.add(object.name().value());
        return this;
    }

    public List<ObjectName> forgotten() {
        return forgotten;
    }

    /** How often the catalog was asked for an object. */
    public int described() {
        return described;
    }

    @Override
    public Description describe(ObjectName object, Deadline deadline) {
        described++;
        return objects.getOrDefault(key(object), new Description.Missing());
    }

    @Override
    public List<String> objectNames(Deadline deadline) {
        return names;
    }

    @Override
    public void forget(ObjectName object) {
        forgotten.add(object);
    }

    private static String key(ObjectName object) {
        return object.value().toLowerCase(Locale.ROOT);
    }

    static ChildRelationship child(String relationship, String object, String field) {
        return new ChildRelationship(new RelationshipName(relationship), new ObjectName(object), field);
    }

    public static FieldDescription field(String name, FieldType type) {
        return field(name, name, type);
    }

    /** A field as Salesforce describes one of its type, unless it is of a special kind. */
    static FieldDescription field(String name, String label, FieldType type) {
        return field(name, label, type, type.literalKind() == FieldType.LiteralKind.TEXT ? 40 : 0);
    }

    /** A text of at most {@code length} characters. */
    public static FieldDescription text(String name, int length) {
        return field(name, name, FieldType.STRING, length);
    }

    private static FieldDescription field(String name, String label, FieldType type, int length) {
        boolean compares = type.literalKind() != FieldType.LiteralKind.NONE;
        boolean aggregates = compares && type != FieldType.BOOLEAN && type != FieldType.MULTIPICKLIST;
        return new FieldDescription(
                name,
                label,
                type,
                compares,
                compares && type != FieldType.MULTIPICKLIST,
                compares && type != FieldType.MULTIPICKLIST && type != FieldType.DATETIME,
                aggregates,
                true,
                length,
                0,
                0,
                Optional.empty(),
                List.of(),
                false,
                List.of(),
                Optional.empty());
    }

    static FieldDescription longText(String name) {
        return new FieldDescription(
                name,
                name,
                FieldType.TEXTAREA,
                false,
                false,
                false,
                false,
                true,
                32_768,
                0,
                0,
                Optional.empty(),
                List.of(),
                false,
                List.of(),
                Optional.empty());
    }

    static FieldDescription number(String name, FieldType type, int precision, int scale) {
        return number(name, name, type, precision, scale);
    }

    static FieldDescription number(String name, String label, FieldType type, int precision, int scale) {
        return new FieldDescription(
                name,
                label,
                type,
                true,
                true,
                false,
                true,
                true,
                0,
                precision,
                scale,
                Optional.empty(),
                List.of(),
                false,
                List.of(),
                Optional.empty());
    }

    static FieldDescription picklist(String name, FieldType type, String... values) {
        return picklist(name, type, Map.of(), values);
    }

    /** A picklist some of whose values have labels of their own. */
    static FieldDescription picklist(String name, FieldType type, Map<String, String> labels, String... values) {
        boolean one = type == FieldType.PICKLIST;
        return new FieldDescription(
                name,
                name,
                type,
                true,
                one,
                one,
                one,
                true,
                255,
                0,
                0,
                Optional.empty(),
                List.of(),
                true,
                List.of(values),
                Optional.empty(),
                false,
                false,
                labels,
                FieldDescription.Writing.ALWAYS);
    }

    public static FieldDescription lookup(String name, String relationship, String... objects) {
        return new FieldDescription(
                name,
                name,
                FieldType.REFERENCE,
                true,
                true,
                true,
                true,
                true,
                18,
                0,
                0,
                Optional.of(new RelationshipName(relationship)),
                Arrays.stream(objects).map(ObjectName::new).toList(),
                false,
                List.of(),
                Optional.empty());
    }
}
