package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.FieldProperties.Flag;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.domain.schema.FieldType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets the fields that Salesforce sets itself: defaults, audit fields, names, numbers and what follows from others. */
final class Derivations {
    private static final Map<String, Closing> CLOSINGS = Map.of(
            "case", new Closing("Status", List.of("Closed"), "ClosedDate"),
            "task", new Closing("Status", List.of("Completed"), ""),
            "opportunity", new Closing("StageName", List.of("Closed Won", "Closed Lost"), ""));
    private static final Map<String, String> FORECASTS = Map.of("Closed Won", "Closed", "Closed Lost", "Omitted");
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
        return field.type() == FieldType.BOOLEAN ? false : null;
    }

    private String nextNumber(Field field) {
        return Field.nextNumber(table.records().stream()
                .map(record -> record.value(field.name()))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .max(String::compareTo)
                .orElse(null));
    }

    /**
     * Sets the fields that follow from others.
     *
     * @param before the record before the change; null if it is new
     */
    void derive(@Nullable StoredRecord before, Instant now) {
        draft.derive();
        setParents();
        if (object.equals("opportunity")) {
            setForecast(before);
        }
        var closing = CLOSINGS.get(object);
        if (closing != null && table.field(closing.statusField()).isPresent()) {
            close(closing, before, now);
        }
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

    /** The fiscal period follows from the date of closing, the forecast of a new stage from the stage. */
    private void setForecast(@Nullable StoredRecord before) {
        if (draft.value("CloseDate") instanceof LocalDate date) {
            long quarter = date.get(IsoFields.QUARTER_OF_YEAR);
            setIfPresent("FiscalYear", (long) date.getYear());
            setIfPresent("FiscalQuarter", quarter);
            setIfPresent("Fiscal", date.getYear() + " " + quarter);
        }
        var stage = draft.value("StageName");
        if (stage != null && (before == null || !stage.equals(before.value("StageName")))) {
            String forecast = FORECASTS.getOrDefault(stage.toString(), "Pipeline");
            setIfPresent("ForecastCategory", forecast);
            setIfPresent("ForecastCategoryName", forecast);
        }
    }

    private void close(Closing closing, @Nullable StoredRecord before, Instant now) {
        boolean closed = closing.closed().contains(String.valueOf(draft.value(closing.statusField())));
        setIfPresent("IsClosed", closed);
        setIfPresent("IsWon", "Closed Won".equals(draft.value(closing.statusField())));
        if (!closing.dateField().isEmpty() && table.field(closing.dateField()).isPresent()) {
            boolean wasClosed = before != null && before.value(closing.dateField()) != null;
            if (!closed) {
                draft.set(closing.dateField(), null);
            } else if (!wasClosed) {
                draft.set(closing.dateField(), now);
            }
        }
    }

    /** Sets who wrote the record and when. */
    void stamp(boolean created, Instant now) {
        String user = org.runningUser().id();
        if (created) {
            setIfPresent("CreatedDate", now);
            setIfPresent("CreatedById", user);
        }
        setIfPresent("LastModifiedDate", now);
        setIfPresent("LastModifiedById", user);
        setIfPresent("SystemModstamp", now);
    }

    private void setIfPresent(String field, Object value) {
        if (table.field(field).isPresent()) {
            draft.set(field, value);
        }
    }
}
