package io.weir.adapter.out.sandbox.org;

import io.weir.domain.schema.ObjectDescription;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An org in memory: objects, their fields and relationships, and records.
 *
 * <p>Names are case-insensitive. Immutable and thread-safe.
 */
public final class SandboxOrg {
    private static final String ORGANIZATION_ID = RecordId.of("00D", 1);
    private static final int KEY_PREFIX = 3;

    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, Table> byKeyPrefix = new HashMap<>();
    private final InstantSource clock;

    public SandboxOrg(List<Table> tables, InstantSource clock) {
        for (var table : tables) {
            this.tables.put(key(table.description().name().value()), table);
            byKeyPrefix.putIfAbsent(table.keyPrefix(), table);
        }
        this.clock = clock;
    }

    /**
     * The standard data set: a contact centre's users, accounts, contacts, cases and entitlements, its
     * leads, opportunities and activities, and the records of the org itself. The data depends
     * only on the current date of {@code clock} in UTC. The newest records are of that day, and date literals such as
     * {@code TODAY} follow the clock.
     */
    public static SandboxOrg contactCentre(InstantSource clock) {
        var tables = ContactCentreSchema.schema().tables();
        ContactCentre.fill(tables, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        return new SandboxOrg(tables, clock);
    }

    /** The descriptions of all objects, in no particular order. */
    public List<ObjectDescription> descriptions() {
        return tables.values().stream().map(Table::description).toList();
    }

    /** The description of the object called {@code name}, in any case. */
    public Optional<ObjectDescription> describe(String name) {
        return table(name).map(Table::description);
    }

    public Optional<Table> table(String name) {
        return Optional.ofNullable(tables.get(key(name)));
    }

    public List<Table> tables() {
        return List.copyOf(tables.values());
    }

    /** The current date in the time zone of the running user. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), timeZone());
    }

    /** The time zone of the running user, UTC unless the org says otherwise. */
    public ZoneId timeZone() {
        return runningUser().timeZone();
    }

    /** The user as whom every client works: the record of User with the username {@code sandbox@example.com}. */
    public RunningUser runningUser() {
        return table("User").stream()
                .flatMap(users -> users.records().stream())
                .filter(RunningUser::is)
                .findFirst()
                .map(RunningUser::of)
                .orElse(RunningUser.DEFAULT);
    }

    /** The long id of the org. */
    public String organizationId() {
        return ORGANIZATION_ID;
    }

    /** The table that holds the record with the long id {@code id}, by its key prefix; empty if no object has it. */
    public Optional<Table> tableOf(String id) {
        return id.length() < KEY_PREFIX
                ? Optional.empty()
                : Optional.ofNullable(byKeyPrefix.get(id.substring(0, KEY_PREFIX)));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
