package io.weir.adapter.out.sandbox.org;

import io.weir.adapter.out.sandbox.sample.FictionalPhoneNumbers;
import io.weir.adapter.out.sandbox.sample.SampleValues;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the contact centre while they are filled, and values for their fields that depend only on the number
 * of a record and the current date.
 */
final class SampleTables {
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final LocalDate today;
    private final String firstUserId;

    SampleTables(List<Table> tables, LocalDate today) {
        tables.forEach(table -> this.tables.put(table.name(), table));
        this.today = today;
        this.firstUserId = idOf("User", 0);
    }

    LocalDate today() {
        return today;
    }

    Table table(String name) {
        var table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("the contact centre has no " + name);
        }
        return table;
    }

    /** The id of record {@code i} of {@code object}, from 0, which need not exist yet. */
    String idOf(String object, int i) {
        return RecordId.of(table(object).keyPrefix(), i + 1);
    }

    /** Adds {@code draft} as made and changed by the first user. */
    void insert(Table.Draft draft, Instant created, Instant modified) {
        var latest = modified.isBefore(created) ? created : modified;
        draft.set("CreatedDate", created)
                .set("CreatedById", firstUserId)
                .set("LastModifiedDate", latest)
                .set("LastModifiedById", firstUserId)
                .set("SystemModstamp", latest)
                .uncheck()
                .insert();
    }

    /** A telephone number in one of eight formats; different for each {@code i} and {@code lineOffset}. */
    static String american(int i, int lineOffset) {
        var place = pick(SampleValues.PLACES, i);
        int line = lineOffset + i / SampleValues.PLACES.size();
        return FictionalPhoneNumbers.american(place.areaCode(), line, i == 0 ? 0 : hash(i, lineOffset + 71));
    }

    /** Sets the parts of an address in the United States, whose fields begin with {@code prefix}. */
    static void setAddress(Table.Draft draft, String prefix, int i) {
        var place = pick(SampleValues.PLACES, i);
        setAddress(draft, prefix, street(i), place.city(), place.state(), postalCode(place, i), "USA");
        if (i % 4 != 3) {
            draft.set(prefix + "Latitude", place.latitude())
                    .set(prefix + "Longitude", place.longitude())
                    .set(prefix + "GeocodeAccuracy", "City");
        }
    }

    /** Another telephone number of record {@code i}, of an area that no other numbers are of. */
    static @Nullable String further(String areaCode, int i) {
        return hash(i, areaCode.hashCode()) % 3 == 0 ? FictionalPhoneNumbers.american(areaCode, i % 100) : null;
    }

    static void setAddress(
            Table.Draft draft,
            String prefix,
            String street,
            String city,
            @Nullable String state,
            String postalCode,
            String country) {
        draft.set(prefix + "Street", street)
                .set(prefix + "City", city)
                .set(prefix + "State", state)
                .set(prefix + "PostalCode", postalCode)
                .set(prefix + "Country", country);
    }

    static BigDecimal money(int seed, int bound) {
        return BigDecimal.valueOf(seed % (bound * 100L), 2);
    }

    static Instant midnight(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    static <T> T pick(List<T> options, int seed) {
        return options.get(seed % options.size());
    }

    /** A pseudo-random number, at least 0, determined by {@code i} and {@code salt}. */
    static int hash(int i, int salt) {
        long z = (i + 1L) * 0x9E3779B97F4A7C15L + salt * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) (z >>> 33);
    }

    private static String street(int i) {
        return 100 + hash(i, 81) % 900 + " " + pick(SampleValues.STREETS, hash(i, 82));
    }

    private static String postalCode(SampleValues.Place place, int i) {
        return place.postalPrefix() + FictionalPhoneNumbers.zeroPadded(hash(i, 83) % 100, 2);
    }
}
