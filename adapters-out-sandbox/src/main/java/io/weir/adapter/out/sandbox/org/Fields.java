package io.weir.adapter.out.sandbox.org;

import java.util.List;
import java.util.Map;

/**
 * Fields of each type, with the usual properties: {@code text("Key__c", "Key", 80).externalId().unique()}. Names are
 * API names; lengths are in characters.
 */
public final class Fields {
    private Fields() {}

    public static Field id(String label) {
        return Field.of(FieldDescriptions.id(label));
    }

    public static Field text(String name, String label, int length) {
        return Field.of(FieldDescriptions.text(name, label, length));
    }

    public static Field email(String name, String label) {
        return Field.of(FieldDescriptions.email(name, label));
    }

    public static Field phone(String name, String label) {
        return Field.of(FieldDescriptions.phone(name, label));
    }

    public static Field url(String name, String label) {
        return Field.of(FieldDescriptions.url(name, label));
    }

    /** A text of up to 255 characters; queries can filter, sort and group by it. */
    public static Field textArea(String name, String label) {
        return Field.of(FieldDescriptions.textArea(name, label));
    }

    /** A text of up to 32,000 characters; queries can only select it. */
    public static Field longText(String name, String label) {
        return Field.of(FieldDescriptions.longText(name, label));
    }

    public static Field address(String name, String label) {
        return Field.of(FieldDescriptions.address(name, label));
    }

    /** A geolocation; {@code __Latitude__s} and {@code __Longitude__s} are its parts. */
    public static Field location(String name, String label) {
        return Field.of(FieldDescriptions.location(name, label));
    }

    /** A text with suggestions that users need not follow. */
    public static Field combobox(String name, String label, int length) {
        return Field.of(FieldDescriptions.combobox(name, label, length));
    }

    public static Field checkbox(String name, String label) {
        return Field.of(FieldDescriptions.checkbox(name, label));
    }

    public static Field date(String name, String label) {
        return Field.of(FieldDescriptions.date(name, label));
    }

    public static Field dateTime(String name, String label) {
        return Field.of(FieldDescriptions.dateTime(name, label));
    }

    public static Field time(String name, String label) {
        return Field.of(FieldDescriptions.time(name, label));
    }

    public static Field integer(String name, String label) {
        return Field.of(FieldDescriptions.integer(name, label));
    }

    public static Field decimal(String name, String label, int precision, int scale) {
        return Field.of(FieldDescriptions.decimal(name, label, precision, scale));
    }

    public static Field currency(String name, String label) {
        return Field.of(FieldDescriptions.currency(name, label));
    }

    public static Field percent(String name, String label) {
        return Field.of(FieldDescriptions.percent(name, label));
    }

    public static Field picklist(String name, String label, List<String> values) {
        return Field.of(FieldDescriptions.picklist(name, label, values));
    }

    /** A picklist whose values have labels; both in order. */
    static Field picklist(String name, String label, Map<String, String> labels) {
        return picklist(name, label, List.copyOf(labels.keySet())).labelled(labels);
    }

    public static Field multipicklist(String name, String label, List<String> values) {
        return Field.of(FieldDescriptions.multipicklist(name, label, values));
    }

    /** A lookup to records of any of {@code objects}; {@code relationship} names the way to the parent. */
    public static Field lookup(String name, String label, String relationship, String... objects) {
        return Field.of(FieldDescriptions.lookup(name, label, relationship, objects));
    }
}
