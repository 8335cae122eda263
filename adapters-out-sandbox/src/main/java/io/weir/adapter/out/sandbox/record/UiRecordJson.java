package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.JsonFormat;
import io.weir.domain.schema.FieldType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record as the User Interface API shows it: its fields with their display values, and its parents within it. */
final class UiRecordJson {
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int MAX_PARENTS = 5;

    private final SandboxOrg org;

    UiRecordJson(SandboxOrg org) {
        this.org = org;
    }

    /** The path of a field without the object that it begins with; empty if {@code table} has no such field. */
    Optional<List<String>> path(Table table, String qualified) {
        var segments = List.of(qualified.split("\\.", -1));
        var path = segments.subList(1, segments.size());
        boolean ours = segments.getFirst().equalsIgnoreCase(table.name());
        return ours && path.size() <= MAX_PARENTS + 1 && exists(table, path) ? Optional.of(path) : Optional.empty();
    }

    private boolean exists(Table table, List<String> path) {
        if (path.size() < 2) {
            return path.size() == 1 && table.field(path.getFirst()).isPresent();
        }
        return table.description().lookup(path.getFirst()).stream()
                .flatMap(lookup -> lookup.referenceTo().stream())
                .flatMap(target -> org.table(target.value()).stream())
                .anyMatch(parent -> exists(parent, path.subList(1, path.size())));
    }

    /** A record with all fields. */
    Map<String, @Nullable Object> json(Table table, StoredRecord record) {
        return json(
                table,
                record,
                table.fields().stream().map(field -> List.of(field.name())).toList());
    }

    /** A record with the fields at {@code paths}. */
    Map<String, @Nullable Object> json(Table table, StoredRecord record, List<List<String>> paths) {
        var values = Json.object();
        var parents = new LinkedHashMap<String, List<List<String>>>();
        for (var path : paths) {
            if (path.size() == 1) {
                table.field(path.getFirst())
                        .filter(field -> !field.type().isCompound())
                        .ifPresent(field -> values.put(field.name(), value(field, record.value(field.name()))));
            } else {
                parents.computeIfAbsent(path.getFirst(), _ -> new ArrayList<>()).add(path.subList(1, path.size()));
            }
        }
        parents.forEach((relationship, below) -> table.description()
                .lookup(relationship)
                .ifPresent(lookup -> values.put(
                        lookup.relationshipName().orElseThrow().value(), parent(record.value(lookup.name()), below))));
        return Json.object(
                "apiName",
                table.name(),
                "childRelationships",
                Map.of(),
                "eTag",
                "%032x".formatted(record.contentHash()),
                "fields",
                values,
                "id",
                record.id(),
                "lastModifiedById",
                formatted(record.valueIfAny("LastModifiedById")),
                "lastModifiedDate",
                formatted(record.valueIfAny("LastModifiedDate")),
                "recordTypeId",
                formatted(record.valueIfAny("RecordTypeId")),
                "recordTypeInfo",
                null,
                "systemModstamp",
                formatted(record.valueIfAny("SystemModstamp")),
                "weakEtag",
                record.contentHash());
    }

    private Map<String, @Nullable Object> parent(@Nullable Object id, List<List<String>> paths) {
        String parentId = id instanceof String text ? text : "";
        return RecordsById.table(org, parentId)
                .flatMap(table -> RecordsById.live(table, parentId)
                        .map(parent -> Json.object(
                                "displayValue",
                                formatted(parent.valueIfAny("Name")),
                                "value",
                                json(table, parent, paths))))
                .orElseGet(() -> Json.object("displayValue", null, "value", null));
    }

    private static Map<String, @Nullable Object> value(Field field, @Nullable Object stored) {
        String label =
                field.type() == FieldType.PICKLIST && stored instanceof String value ? field.labelOf(value) : null;
        return Json.object("displayValue", label, "value", formatted(stored));
    }

    private static @Nullable Object formatted(@Nullable Object stored) {
        return stored instanceof Instant instant ? DATE_TIME.format(instant) : JsonFormat.format(stored);
    }
}
