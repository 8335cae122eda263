package io.weir.adapter.out.sandbox.org;

import io.weir.domain.schema.ObjectDescription;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final InstantSource clock;

    public SandboxOrg(List<Table> tables, InstantSource clock) {
        for (var table : tables) {
            this.tables.put(key(table.description().name().value()), table);
        }
        this.clock = clock;
    }

    /**
     * The standard data set: a contact centre's users, accounts, contacts, cases and entitlements. The data depends
     * only on the current date of {@code clock} in UTC. The newest records are of that day, and date literals such as
     * {@code TODAY} follow the clock.
     */
    public static SandboxOrg contactCentre(InstantSource clock) {
        return new SandboxOrg(new ContactCentre(today(clock)).tables(), clock);
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

    public LocalDate today() {
        return today(clock);
    }

    private static LocalDate today(InstantSource clock) {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
