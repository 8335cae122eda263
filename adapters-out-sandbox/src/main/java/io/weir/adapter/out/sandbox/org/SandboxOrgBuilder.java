package io.weir.adapter.out.sandbox.org;

import io.weir.adapter.out.sandbox.file.GivenRecord;
import io.weir.adapter.out.sandbox.file.InvalidOrgData;
import io.weir.adapter.out.sandbox.file.OrgFiles;
import io.weir.domain.schema.FieldType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds an org from code, from the files of a folder, or from both:
 *
 * <pre>{@code
 * SandboxOrg org = SandboxOrg.builder(clock)
 *         .object("Order__c", "Order",
 *                 Fields.text("Key__c", "Key", 40).externalId().unique(),
 *                 Fields.lookup("Account__c", "Account", "Account__r", "Account").children("Orders__r"))
 *         .record("Account", "acme", Map.of("Name", "Acme"))
 *         .record("Order__c", Map.of("Key__c", "1", "Account__c", "@acme"))
 *         .build();
 * }</pre>
 *
 * <p>Each org has the contact centre's standard objects, without records; an added description replaces that of a
 * standard object. A record gets what it does not mention: an id, the running user as its owner, the current time as its
 * date of creation, the defaults of picklists and checkboxes. What Salesforce computes from other fields, such as
 * {@code IsClosed}, is as given. Fields that Salesforce requires may be left out. Not thread-safe; for one org.
 */
public final class SandboxOrgBuilder {
    private static final String BUILDER = "the builder";
    private static final String SANDBOX = "the sandbox";
    private static final String USER = "User";
    private static final String USER_KEY_PREFIX = "005";
    private static final String TIME_ZONE = "TimeZoneSidKey";
    private static final String ORGANIZATION = "Organization";
    private static final List<String> CUSTOM_OBJECTS = List.of("Entitlement__c", "Order__c");
    private static final Map<String, Object> RUNNING_USER = Map.of(
            "Username", RunningUser.USERNAME,
            "FirstName", "Sandbox",
            "LastName", "User",
            "Alias", "sandbox",
            "Email", RunningUser.USERNAME,
            "IsActive", true,
            "UserType", "Standard",
            "LocaleSidKey", "en_US",
            "LanguageLocaleKey", "en_US",
            "EmailEncodingKey", "UTF-8");

    private final InstantSource clock;
    private final Schema schema = ContactCentreSchema.schema();
    private final Map<String, String> childRelationships = new HashMap<>();
    private final List<GivenRecord> records = new ArrayList<>();
    private final List<OrgFiles.GivenRules> rules = new ArrayList<>();
    private final Map<String, String> defined = new HashMap<>();
    private final Map<String, String> replaced = new LinkedHashMap<>();
    private int recordsInCode;
    private boolean contactCentre;
    private boolean customObjects;
    private @Nullable ZoneId timeZone;

    SandboxOrgBuilder(InstantSource clock) {
        this.clock = clock;
    }

    /** Begins with the records of the contact centre. Its objects can get further fields, but not be replaced. */
    public SandboxOrgBuilder startingFromContactCentre() {
        contactCentre = true;
        return this;
    }

    /** Keeps the contact centre's custom objects even if no record is of them. */
    public SandboxOrgBuilder withCustomObjects() {
        customObjects = true;
        return this;
    }

    /** Sets the time zone of the running user, in which queries divide days; UTC unless set. */
    public SandboxOrgBuilder timeZone(ZoneId zone) {
        timeZone = zone;
        return this;
    }

    /**
     * Adds an object with {@code fields}. It also gets an id, a name, an owner and the audit fields, unless
     * {@code fields} have them.
     */
    public SandboxOrgBuilder object(String name, String label, Field... fields) {
        var all = new ArrayList<>(List.of(fields));
        if (all.stream().noneMatch(field -> field.has(FieldProperties.Flag.NAME_FIELD))) {
            all.addFirst(Fields.text("Name", label + " Name", 80));
        }
        if (all.stream().noneMatch(field -> field.name().equals("OwnerId"))) {
            all.add(Fields.lookup("OwnerId", "Owner ID", "Owner", "Group", USER).required());
        }
        define(BUILDER, ObjectDefinition.of(name, label, label + "s", "", all));
        return this;
    }

    /** Adds a field to an object that the org has. */
    public SandboxOrgBuilder field(String object, Field field) {
        var definition = schema.object(object)
                .orElseThrow(() -> new InvalidOrgData(
                        BUILDER, "the org has no object '%s'; add the object first".formatted(object)));
        if (definition.hasField(field.name())) {
            throw new InvalidOrgData(BUILDER, "%s has a field %s already".formatted(object, field.name()));
        }
        schema.put(definition.with(field));
        return this;
    }

    /** Adds a record, with values by the names of fields; texts, numbers, booleans, dates and times. */
    public SandboxOrgBuilder record(String object, Map<String, ?> values) {
        records.add(GivenRecord.of(nextPlace(), object, values));
        return this;
    }

    /** Adds a record to which the lookups of other records refer as {@code "@" + reference}. */
    public SandboxOrgBuilder record(String object, String reference, Map<String, ?> values) {
        records.add(GivenRecord.of(nextPlace(), object, values).withReference(reference));
        return this;
    }

    /**
     * Adds a record to which the lookups of other records refer as {@code "@" + reference}.
     *
     * @param place where it is written, such as a file and a line, for errors
     */
    public SandboxOrgBuilder recordAt(String place, String object, String reference, Map<String, ?> values) {
        records.add(GivenRecord.of(place, object, values).withReference(reference));
        return this;
    }

    /** Adds the objects and rules of a folder, without its records. */
    public SandboxOrgBuilder metadataOf(Path folder) {
        define(new OrgFiles(folder));
        return this;
    }

    /** Adds the objects, rules and records of a folder, as {@link SandboxOrg#from} reads it. */
    public SandboxOrgBuilder folder(Path folder) {
        var files = new OrgFiles(folder);
        define(files);
        records.addAll(files.records());
        return this;
    }

    private void define(OrgFiles files) {
        rules.addAll(files.rules());
        for (var describe : files.describes()) {
            define(describe.place(), DescribeReader.object(describe));
            childRelationships.putAll(DescribeReader.childRelationships(describe));
        }
    }

    /** The org; throws {@link InvalidOrgData} for an object or a record that no org could have. */
    public SandboxOrg build() {
        if (contactCentre && !replaced.isEmpty()) {
            throw new InvalidOrgData(
                    replaced.values().iterator().next(),
                    "describes %s, which the contact centre has; leave one of them out"
                            .formatted(replaced.keySet().iterator().next()));
        }
        schema.objects().forEach(object -> schema.put(withChildRelationships(object)));
        schema.objects().stream()
                .filter(object -> object.keyPrefix().isEmpty())
                .forEach(object -> schema.put(object.withKeyPrefix(keyPrefix(object))));
        String userId = RecordId.of(USER_KEY_PREFIX, 1);
        if (!contactCentre) {
            addOrganization();
            userId = addRunningUser();
            removeUnusedCustomObjects();
        }
        var tables = schema.tables();
        if (contactCentre) {
            ContactCentre.fill(tables, today(), timeZoneKey());
        }
        if (!records.isEmpty()) {
            new RecordLoader(tables, clock.instant().truncatedTo(ChronoUnit.SECONDS), userId).load(records);
        }
        return new SandboxOrg(tables, rules, clock);
    }

    private String nextPlace() {
        recordsInCode++;
        return "record %d of the builder".formatted(recordsInCode);
    }

    private void define(String place, ObjectDefinition object) {
        String name = object.name().value();
        if (defined.putIfAbsent(key(name), place) != null) {
            throw new InvalidOrgData(
                    place, "describes %s, as %s does; leave one out".formatted(name, defined.get(key(name))));
        }
        if (schema.object(name).isPresent()) {
            replaced.put(name, place);
        }
        schema.put(object);
    }

    /** The contact centre's custom objects are no standard objects of other orgs that have no records of them. */
    private void removeUnusedCustomObjects() {
        CUSTOM_OBJECTS.stream()
                .filter(name -> !customObjects && !defined.containsKey(key(name)))
                .filter(name ->
                        records.stream().noneMatch(record -> record.object().equalsIgnoreCase(name)))
                .forEach(schema::remove);
    }

    /**
     * Names the relationships from parents to the records of a described object. Only the describe of the parent has the
     * name; without it, the name for a custom lookup is the plural of the object, as in {@code Orders__r}.
     */
    private ObjectDefinition withChildRelationships(ObjectDefinition object) {
        if (!defined.containsKey(key(object.name().value()))) {
            return object;
        }
        var taken = new HashSet<String>();
        String plural = object.labelPlural().replaceAll("[^A-Za-z0-9]+", "_") + "__r";
        return object.withFields(object.fields().stream()
                .map(field -> {
                    String described = childRelationships.get(object.name() + "." + field.name());
                    boolean named = field.type() != FieldType.REFERENCE
                            || field.properties().childRelationship().isPresent();
                    if (!named && described != null) {
                        return field.children(described);
                    }
                    boolean byDefault = !named && field.custom() && taken.add(plural) && isName(plural);
                    return byDefault ? field.children(plural) : field;
                })
                .toList());
    }

    private static boolean isName(String text) {
        return Character.isLetter(text.charAt(0)) && !text.contains("___");
    }

    /** The key prefix that the ids of records have; else the first free one of custom objects. */
    private String keyPrefix(ObjectDefinition object) {
        var ofRecord = records.stream()
                .filter(record -> record.object().equalsIgnoreCase(object.name().value()))
                .flatMap(record -> record.text("Id").stream())
                .flatMap(id -> RecordId.canonical(id).stream())
                .findFirst()
                .map(id -> id.substring(0, USER_KEY_PREFIX.length()));
        return ofRecord.orElseGet(() -> {
            var taken =
                    schema.objects().stream().map(ObjectDefinition::keyPrefix).toList();
            int number = 0;
            while (taken.contains(customKeyPrefix(number))) {
                number++;
            }
            return customKeyPrefix(number);
        });
    }

    private static String customKeyPrefix(int number) {
        String digits = RecordId.of("a", number);
        return "a" + digits.substring(RecordId.SHORT - 2, RecordId.SHORT);
    }

    private void addOrganization() {
        if (records.stream().noneMatch(record -> record.object().equalsIgnoreCase(ORGANIZATION))) {
            records.addFirst(new GivenRecord(
                    SANDBOX,
                    ORGANIZATION,
                    Optional.empty(),
                    Map.of("Id", SandboxOrg.ORGANIZATION_ID, "Name", "Sandbox")));
        }
    }

    /** Adds the running user, or completes the one that is given; returns the id. */
    private String addRunningUser() {
        var given = records.stream()
                .filter(record -> record.object().equalsIgnoreCase(USER))
                .filter(record -> record.text("Username")
                        .filter(RunningUser.USERNAME::equalsIgnoreCase)
                        .isPresent())
                .findFirst();
        var user = given.orElse(new GivenRecord(
                SANDBOX, USER, Optional.empty(), new LinkedHashMap<String, @Nullable Object>(RUNNING_USER)));
        var values = new LinkedHashMap<String, @Nullable Object>(user.values());
        var definition = schema.object(USER).orElseThrow();
        if (given.isEmpty()) {
            values.keySet().removeIf(name -> !definition.hasField(name));
        }
        if (timeZone != null || user.text(TIME_ZONE).isEmpty()) {
            values.remove(TIME_ZONE);
            if (definition.hasField(TIME_ZONE)) {
                values.put(TIME_ZONE, timeZoneKey());
            }
        } else {
            checkTimeZone(user, user.text(TIME_ZONE).get());
        }
        String id = user.text("Id").flatMap(RecordId::canonical).orElseGet(this::freeUserId);
        values.put("Id", id);
        given.ifPresent(records::remove);
        records.addFirst(new GivenRecord(user.place(), USER, user.reference(), values));
        return id;
    }

    private static void checkTimeZone(GivenRecord user, String zone) {
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw new InvalidOrgData(
                    user.place(),
                    "%s '%s' is no time zone; give one as America/Los_Angeles".formatted(TIME_ZONE, zone));
        }
    }

    private String freeUserId() {
        var taken = records.stream()
                .filter(record -> record.object().equalsIgnoreCase(USER))
                .flatMap(record -> record.text("Id").stream())
                .flatMap(id -> RecordId.canonical(id).stream())
                .toList();
        int number = 1;
        while (taken.contains(RecordId.of(USER_KEY_PREFIX, number))) {
            number++;
        }
        return RecordId.of(USER_KEY_PREFIX, number);
    }

    private String timeZoneKey() {
        return timeZone == null || timeZone.normalized().equals(ZoneOffset.UTC) ? "GMT" : timeZone.getId();
    }

    /** The current date, in UTC or for the running user, whichever is earlier: no record is of the future. */
    private LocalDate today() {
        var utc = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var local = timeZone == null ? utc : LocalDate.ofInstant(clock.instant(), timeZone);
        return local.isBefore(utc) ? local : utc;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
