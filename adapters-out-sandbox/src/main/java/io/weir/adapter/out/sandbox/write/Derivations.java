package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.FieldProperties.Flag;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.domain.schema.FieldType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets the fields that Salesforce sets itself: defaults, audit fields, names, numbers and what follows from others. */
final class Derivations {
    private static final Map<String, Closing> CLOSINGS = Map.of(
            "case", new Closing("Status", List.of("Closed"), "ClosedDate"),
            "task", new Closing("Status", List.of("Completed"), "CompletedDateTime"));
    private static final Map<String, String> FIRST_STATUS =
            Map.of("case", "New", "task", "Not Started", "lead", "Open - Not Contacted");

    /** How a record of an object is closed. */
    private record Closing(String statusField, List<String> closed, String dateField) {}

    private final SandboxOrg org;
    private final Table table;
    private final Table.Draft draft;
    private final String object;

    Derivations(SandboxOrg org, Table table, Table.Draft draft) {
        this.org = org;
        this.table = table;
        this.draft = draft;
        this.object = table.name().toLowerCase(Locale.ROOT);
    }

    /** Fills the fields of a new record that a client may leave out. */
    void setDefaults() {
        for (var field : table.fields()) {
            if (draft.value(field.name()) == null) {
                draft.set(field.name(), defaultValue(field));
            }
        }
    }

    private @Nullable Object defaultValue(Field field) {
        if (field.has(Flag.AUTO_NUMBER)) {
            return nextNumber(field);
        }
        if (field.name().equals("OwnerId")) {
            return org.runningUser().id();
        }
        var value = FieldValues.ofDefault(field, field.valueOnCreate());
        if (value != null) {
            return value;
        }
        if (field.name().equals("Status")) {
            return FIRST_STATUS.get(object);
        }
        if (object.equals("case") && field.name().equals("BusinessHoursId")) {
            return defaultBusinessHours();
        }
        return field.type() == FieldType.BOOLEAN ? false : null;
    }

    private @Nullable String defaultBusinessHours() {
        return org.table("BusinessHours").stream()
                .flatMap(hours -> hours.records().stream())
                .filter(hours -> Boolean.TRUE.equals(hours.valueIfAny("IsDefault")))
                .map(StoredRecord::id)
                .findFirst()
                .orElse(null);
    }

    private String nextNumber(Field field) {
        return Field.nextNumber(table.records().stream()
                .map(record -> record.value(field.name()))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .max(Field.NUMBER_ORDER)
                .orElse(null));
    }

    /**
     * Sets the fields that follow from others.
     *
     * @param before the record before the change; null if it is new
     * @param given the fields that the client sets
     */
    void derive(@Nullable StoredRecord before, Set<String> given, Instant now) {
        draft.derive();
        setParents();
        switch (object) {
            case "opportunity" -> Forecast.derive(draft, before, given, now);
            case "task" -> draft.setIfAny("IsHighPriority", "High".equals(draft.valueIfAny("Priority")));
            case "entitlement" -> setEntitlementStatus(LocalDate.ofInstant(now, org.timeZone()));
            case "user" -> draft.setIfAny("UserType", userType());
            default -> {}
        }
        var closing = CLOSINGS.get(object);
        if (closing != null && table.field(closing.statusField()).isPresent()) {
            close(closing, before, now);
        }
    }

    /** An entitlement is active from its first day to its last. */
    private void setEntitlementStatus(LocalDate today) {
        if (draft.valueIfAny("StartDate") instanceof LocalDate start) {
            boolean over = draft.valueIfAny("EndDate") instanceof LocalDate end && end.isBefore(today);
            draft.setIfAny("Status", over ? "Expired" : start.isAfter(today) ? "Inactive" : "Active");
        }
    }

    private Object userType() {
        return draft.valueIfAny("ProfileId") instanceof String id
                ? org.table("Profile")
                        .flatMap(profiles -> profiles.record(id))
                        .map(profile -> profile.valueIfAny("UserType"))
                        .orElse("Standard")
                : "Standard";
    }

    /** A case belongs to its contact's account, and so does an activity, unless it says otherwise. */
    private void setParents() {
        switch (object) {
            case "case" -> inheritAccount("ContactId");
            case "task", "event" -> {
                draft.set("AccountId", null);
                inheritAccount("WhatId");
                inheritAccount("WhoId");
            }
            default -> {}
        }
    }

    private void inheritAccount(String lookup) {
        if (table.field("AccountId").isEmpty()
                || table.field(lookup).isEmpty()
                || draft.value("AccountId") != null
                || !(draft.value(lookup) instanceof String id)) {
            return;
        }
        org.tableOf(id).ifPresent(parent -> draft.set("AccountId", accountOf(parent, id)));
    }

    private static @Nullable Object accountOf(Table parent, String id) {
        if (parent.name().equals("Account")) {
            return id;
        }
        return parent.record(id).map(record -> record.valueIfAny("AccountId")).orElse(null);
    }

    private void close(Closing closing, @Nullable StoredRecord before, Instant now) {
        boolean closed = closing.closed().contains(String.valueOf(draft.value(closing.statusField())));
        draft.setIfAny("IsClosed", closed);
        if (before == null) {
            draft.setIfAny("IsClosedOnCreate", closed);
        }
        if (!closed) {
            draft.setIfAny(closing.dateField(), null);
        } else if (before == null || before.valueIfAny(closing.dateField()) == null) {
            draft.setIfAny(closing.dateField(), now);
        }
    }

    /** Sets who wrote the record and when. */
    void stamp(boolean created, Instant now) {
        String user = org.runningUser().id();
        if (created) {
            draft.setIfAny("CreatedDate", now);
            draft.setIfAny("CreatedById", user);
        }
        draft.setIfAny("LastModifiedDate", now);
        draft.setIfAny("LastModifiedById", user);
        draft.setIfAny("SystemModstamp", now);
    }
}
