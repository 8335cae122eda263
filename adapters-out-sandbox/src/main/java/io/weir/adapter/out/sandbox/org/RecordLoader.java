package io.weir.adapter.out.sandbox.org;

import io.weir.adapter.out.sandbox.file.GivenRecord;
import io.weir.adapter.out.sandbox.file.GivenValues;
import io.weir.adapter.out.sandbox.file.InvalidOrgData;
import io.weir.adapter.out.sandbox.file.NestedRecords;
import io.weir.adapter.out.sandbox.file.OrgProblems;
import io.weir.adapter.out.sandbox.org.FieldProperties.Flag;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.NearestNames;
import io.weir.domain.schema.ObjectDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts given records into the tables of a new org: makes up missing ids, resolves references, gives defaults to fields
 * that a record does not mention, and refuses what an org could not hold. For one org.
 */
final class RecordLoader {
    private static final String ID = "Id";

    /** In place of the id of a record of an unknown object. */
    private static final String UNKNOWN = "";

    /** A record with its table and its id. */
    private record Pending(GivenRecord given, Table table, Table.Draft draft) {}

    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, Pending> pendingById = new LinkedHashMap<>();
    private final Map<String, String> idsByReference = new HashMap<>();
    private final Map<String, List<String>> idsByKey = new HashMap<>();
    private final Map<Table, Map<Field, String>> lastNumbers = new HashMap<>();
    private final OrgProblems problems = new OrgProblems();
    private final Instant now;
    private final String userId;

    /**
     * @param now when records are created that do not say when
     * @param userId who creates and owns records that do not say who
     */
    RecordLoader(List<Table> tables, Instant now, String userId) {
        for (var table : tables) {
            this.tables.put(key(table.name()), table);
            for (var record : table.records()) {
                for (var field : table.fields()) {
                    remember(table, field, record.value(table.column(field.name())), record.id());
                }
            }
        }
        this.now = now;
        this.userId = userId;
    }

    /** Adds {@code given} to the tables; throws {@link InvalidOrgData} with all that is wrong. */
    void load(List<GivenRecord> given) {
        var records = NestedRecords.flattened(
                given,
                (object, name) -> Optional.ofNullable(tables.get(key(object)))
                        .flatMap(table -> table.description().child(name)));
        records.stream().filter(RecordLoader::hasId).forEach(this::reserve);
        records.stream().filter(record -> !hasId(record)).forEach(this::reserve);
        var ordered = pendingById.values().stream()
                .sorted(Comparator.comparing(pending -> pending.draft().id()))
                .toList();
        ordered.forEach(this::setValues);
        problems.throwIfAny();
        ordered.forEach(pending -> pending.draft().insert());
    }

    private static boolean hasId(GivenRecord record) {
        return record.values().keySet().stream().anyMatch(ID::equalsIgnoreCase);
    }

    /** Gives {@code record} its id, so that others can refer to it. */
    private void reserve(GivenRecord record) {
        var table = tables.get(key(record.object()));
        if (table == null) {
            problems.add(
                    record,
                    "the org has no object '%s'; %s"
                            .formatted(
                                    record.object(),
                                    OrgProblems.meant(
                                            NearestNames.to(record.object(), objects()), "add the object to the org")));
            record.reference().ifPresent(reference -> idsByReference.put(reference, UNKNOWN));
            return;
        }
        String id = freeId(record, table);
        pendingById.put(id, new Pending(record, table, table.draft(id)));
        record.reference()
                .filter(reference -> idsByReference.put(reference, id) != null)
                .ifPresent(reference ->
                        problems.add(record, "another record has the reference %s; rename one".formatted(reference)));
        record.values()
                .forEach((name, value) -> table.field(name)
                        .filter(field -> remember(table, field, value, id))
                        .ifPresent(_ -> problems.add(
                                record,
                                name,
                                "another record has this value of the unique field %s; change one".formatted(name))));
    }

    private List<String> objects() {
        return tables.values().stream().map(Table::name).toList();
    }

    /** The id that {@code record} has, or a new one if it has none that it can have. */
    private String freeId(GivenRecord record, Table table) {
        var given = record.text("Id");
        if (given.isEmpty()) {
            return nextId(table);
        }
        var id = RecordId.canonical(given.get()).filter(it -> it.startsWith(table.keyPrefix()));
        if (id.isEmpty()) {
            problems.add(
                    record,
                    ID,
                    "'%s' is no id of %s; it has 15 or 18 characters and begins with %s"
                            .formatted(given.get(), record.object(), table.keyPrefix()));
        } else if (table.record(id.get()).isPresent() || pendingById.containsKey(id.get())) {
            problems.add(record, ID, "another record has the id %s; leave Id out to get a new one".formatted(id.get()));
        } else {
            return id.get();
        }
        return nextId(table);
    }

    private String nextId(Table table) {
        int number = table.records().size() + 1;
        while (pendingById.containsKey(RecordId.of(table.keyPrefix(), number))) {
            number++;
        }
        return RecordId.of(table.keyPrefix(), number);
    }

    /** Remembers by what others find a record. Returns whether another one has the same value of a unique field. */
    private boolean remember(Table table, Field field, @Nullable Object value, String id) {
        if (value == null) {
            return false;
        }
        if (field.has(Flag.AUTO_NUMBER)) {
            lastNumbers(table).merge(field, value.toString(), BinaryOperator.maxBy(Field.NUMBER_ORDER));
        }
        if (!field.has(Flag.EXTERNAL_ID) && !field.has(Flag.ID_LOOKUP) && !field.has(Flag.UNIQUE)) {
            return false;
        }
        var ids = idsByKey.computeIfAbsent(keyOf(table.name(), field.name(), value), _ -> new ArrayList<>(1));
        ids.add(id);
        return ids.size() > 1 && field.has(Flag.UNIQUE);
    }

    private void setValues(Pending pending) {
        var mentioned = new HashMap<String, @Nullable Object>();
        pending.given().values().forEach((name, value) -> {
            var field = pending.table().field(name);
            if (field.isPresent()) {
                mentioned.put(field.get().name(), value);
            } else {
                findParent(pending, name, value).ifPresent(found -> mentioned.put(found.getKey(), found.getValue()));
            }
        });
        for (var field : pending.table().fields()) {
            if (!field.name().equals(ID)) {
                pending.draft().set(field.name(), value(pending, field, mentioned));
            }
        }
    }

    /** The lookup field and the id of the parent that {@code name}, as in {@code Account.External_Key__c}, finds. */
    private Optional<Map.Entry<String, String>> findParent(Pending pending, String name, @Nullable Object value) {
        int dot = name.indexOf('.');
        var description = pending.table().description();
        var known = description.lookup(dot < 0 ? name : name.substring(0, dot));
        if (known.isEmpty()) {
            problems.add(pending.given(), name, unknownField(name, description));
            return Optional.empty();
        }
        var lookup = known.get();
        boolean hasId = pending.given().values().keySet().stream().anyMatch(lookup.name()::equalsIgnoreCase);
        if (value == null || hasId) {
            return Optional.empty();
        }
        var keys = dot < 0 && value instanceof Map<?, ?> parent ? parent : Map.of(name.substring(dot + 1), value);
        var ids = keys.entrySet().stream()
                .filter(key -> key.getValue() != null)
                .flatMap(key -> lookup.referenceTo().stream()
                        .flatMap(target -> idsByKey
                                .getOrDefault(keyOf(target.value(), key.getKey().toString(), key.getValue()), List.of())
                                .stream()))
                .distinct()
                .toList();
        if (ids.size() != 1) {
            problems.add(
                    pending.given(),
                    name,
                    ("%s finds %d records instead of one; name an External ID and a value that one record has, or give"
                                    + " %s an id, or @ and the reference of a record")
                            .formatted(name, ids.size(), lookup.name()));
            return Optional.empty();
        }
        return Optional.of(Map.entry(lookup.name(), ids.getFirst()));
    }

    private static String unknownField(String name, ObjectDescription object) {
        return object.child(name)
                .map(child -> "%s holds children; give each as a record of %s whose %s refers to this one"
                        .formatted(name, child.childObject(), child.field()))
                .orElseGet(() -> "%s has no field or relationship '%s'; %s"
                        .formatted(
                                object.name(),
                                name,
                                OrgProblems.meant(
                                        NearestNames.toFields(name, object.fields()), "add the field to the org")));
    }

    private @Nullable Object value(Pending pending, Field field, Map<String, @Nullable Object> mentioned) {
        if (field.type().isCompound()) {
            return null;
        }
        try {
            var value = mentioned.containsKey(field.name())
                    ? checked(field, mentioned.get(field.name()))
                    : unmentioned(pending.table(), field, mentioned);
            return value == null && field.type() == FieldType.BOOLEAN ? false : value;
        } catch (IllegalArgumentException invalid) {
            // a field that follows from an invalid one has no problem of its own
            if (mentioned.containsKey(field.name())) {
                problems.add(pending.given(), field.name(), field.name() + " " + invalid.getMessage());
            }
            return null;
        }
    }

    private @Nullable Object checked(Field field, @Nullable Object given) {
        var value = GivenValues.value(field.type(), given);
        if (!(value instanceof String text)) {
            return value;
        }
        if (field.type() == FieldType.REFERENCE) {
            return parentId(field, text);
        }
        if (field.type() == FieldType.PICKLIST) {
            checkPermitted(field, text);
        } else if (field.type() == FieldType.MULTIPICKLIST) {
            List.of(text.split(";", -1)).forEach(each -> checkPermitted(field, each));
        } else {
            checkLength(field, text);
        }
        return text;
    }

    private static void checkLength(Field field, String text) {
        int length = field.description().length();
        if (length > 0 && text.length() > length) {
            throw new IllegalArgumentException(
                    "holds %d characters, not %d; shorten the value".formatted(length, text.length()));
        }
    }

    private static void checkPermitted(Field field, String value) {
        if (!field.permits(value)) {
            throw new IllegalArgumentException("is a restricted picklist without the value '%s'; it has %s"
                    .formatted(value, String.join(", ", field.description().picklistValues())));
        }
    }

    /** The id that {@code text}, an id or a reference such as {@code @AccountRef1}, means. */
    private String parentId(Field field, String text) {
        if (text.startsWith("@")) {
            String id = idsByReference.get(text.substring(1));
            if (id == null) {
                throw new IllegalArgumentException("refers to %s, and no record has this reference; %s"
                        .formatted(
                                text,
                                OrgProblems.meant(
                                        NearestNames.to(text.substring(1), idsByReference.keySet()).stream()
                                                .map(reference -> "@" + reference)
                                                .toList(),
                                        "add the record")));
            }
            return id;
        }
        String id = RecordId.canonical(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "takes an id, or @ and the reference of a record, not '%s'".formatted(text)));
        var referenceTo = field.description().referenceTo();
        var targets = referenceTo.stream()
                .flatMap(target -> Stream.ofNullable(tables.get(key(target.value()))))
                .toList();
        boolean exists = pendingById.containsKey(id)
                || tables.values().stream().anyMatch(table -> table.record(id).isPresent());
        boolean ofTarget = targets.stream().anyMatch(table -> id.startsWith(table.keyPrefix()));
        // An object that the org does not have may have any record.
        boolean mayBeElsewhere = !exists && (targets.size() < referenceTo.size() || referenceTo.isEmpty());
        if (!(exists && ofTarget) && !(mayBeElsewhere && !ofTarget)) {
            throw new IllegalArgumentException(
                    "refers to %s, which is no record of %s; add the record, or leave the field out"
                            .formatted(id, referenceTo));
        }
        return id;
    }

    /** What a record holds in a field that it does not mention. */
    private @Nullable Object unmentioned(Table table, Field field, Map<String, @Nullable Object> mentioned) {
        return switch (field.name()) {
            case "CreatedDate" -> now;
            case "LastModifiedDate" -> firstDate(mentioned, "CreatedDate");
            case "SystemModstamp" -> firstDate(mentioned, "LastModifiedDate", "CreatedDate");
            case "CreatedById", "LastModifiedById", "OwnerId" -> userId;
            default ->
                field.has(Flag.AUTO_NUMBER)
                        ? lastNumbers(table).compute(field, (_, last) -> Field.nextNumber(last))
                        : GivenValues.value(field.type(), field.valueOnCreate());
        };
    }

    private Map<Field, String> lastNumbers(Table table) {
        return lastNumbers.computeIfAbsent(table, _ -> new HashMap<>());
    }

    private Object firstDate(Map<String, @Nullable Object> mentioned, String... names) {
        for (String name : names) {
            var value = GivenValues.value(FieldType.DATETIME, mentioned.get(name));
            if (value != null) {
                return value;
            }
        }
        return now;
    }

    private static String keyOf(String object, String field, Object value) {
        String text = value instanceof String id ? RecordId.canonical(id).orElse(id) : value.toString();
        return key(object + "." + field + "=" + text);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
