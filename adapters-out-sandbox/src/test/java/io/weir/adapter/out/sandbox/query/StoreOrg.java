package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.Fields;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.soql.SoqlParser;
import io.weir.domain.query.Row;
import io.weir.domain.schema.ChildRelationship;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Three stores, their sales and their people. A store is owned by a user or a queue, a sale is of a store or a person.
 * It is Saturday, 14 March 2026, half past three in the morning in UTC and still Friday evening in New York.
 */
final class StoreOrg {
    static final Instant NOW = Instant.parse("2026-03-14T03:30:00Z");

    private final Table users = table(
            "User",
            "005",
            List.of(),
            Fields.text("Username", "Username", 80),
            Fields.text("Name", "Full Name", 121),
            Fields.text("FirstName", "First Name", 40),
            Fields.text("Alias", "Alias", 8),
            Fields.text("Department", "Department", 80),
            Fields.text("TimeZoneSidKey", "Time Zone", 40),
            Fields.lookup("ProfileId", "Profile", "Profile", "Profile"),
            Fields.checkbox("IsActive", "Active"));
    private final Table profiles = table("Profile", "00e", List.of(), Fields.text("Name", "Name", 80));
    private final Table groups = table("Group", "00G", List.of(), Fields.text("Name", "Name", 80));
    private final Table people = table(
            "Person__c", "a11", List.of(), Fields.text("Name", "Name", 80), Fields.checkbox("Trained__c", "Trained"));
    private final Table stores = table(
            "Store__c",
            "a10",
            List.of(new ChildRelationship(new RelationshipName("Sales__r"), new ObjectName("Sale__c"), "Store__c")),
            Fields.text("Name", "Name", 80),
            Fields.picklist("Region__c", "Region", List.of("West", "North", "East")),
            Fields.multipicklist("Services__c", "Services", List.of("Repair", "Rental")),
            field("Place__c", FieldType.LOCATION, 0, false),
            field("Opens__c", FieldType.TIME, 0, true),
            Fields.date("Founded__c", "Founded"),
            field("Area__c", FieldType.DOUBLE, 1, true),
            Fields.currency("Rent__c", "Rent"),
            field("Share__c", FieldType.PERCENT, 2, true),
            Fields.integer("Staff__c", "Staff"),
            Fields.longText("Notes__c", "Notes"),
            field("Address__c", FieldType.ADDRESS, 0, false),
            Fields.checkbox("Open__c", "Open"),
            Fields.lookup("Manager__c", "Manager", "Manager__r", "Person__c"),
            lookup("OwnerId", "Owner", "Group", "User"));
    private final Table sales = table(
            "Sale__c",
            "a12",
            List.of(),
            Fields.text("Name", "Name", 80),
            Fields.currency("Amount__c", "Amount"),
            Fields.dateTime("Sold__c", "Sold"),
            Fields.date("Due__c", "Due"),
            Fields.lookup("Store__c", "Store", "Store__r", "Store__c"),
            lookup("What__c", "What__r", "Store__c", "Person__c"),
            Fields.lookup("Seller__c", "Seller", "Seller__r", "Person__c"));

    private StoreOrg() {}

    private static SandboxOrg create(String timeZone) {
        var org = new StoreOrg();
        org.fill(timeZone);
        return new SandboxOrg(
                List.of(org.users, org.profiles, org.groups, org.people, org.stores, org.sales),
                InstantSource.fixed(NOW));
    }

    private void fill(String timeZone) {
        String profile = profiles.draft().set("Name", "Staff").insert().id();
        String user = users.draft()
                .set("ProfileId", profile)
                .set("Username", "sandbox@example.com")
                .set("Name", "Una User")
                .set("FirstName", "Una")
                .set("Alias", "una")
                .set("Department", "Shops")
                .set("TimeZoneSidKey", timeZone)
                .set("IsActive", true)
                .insert()
                .id();
        String queue = groups.draft().set("Name", "Night Shift").insert().id();
        String ann = people.draft()
                .set("Name", "Ann")
                .set("Trained__c", true)
                .insert()
                .id();
        String bob = people.draft()
                .set("Name", "Bob")
                .set("Trained__c", false)
                .insert()
                .id();
        String harbour = stores.draft()
                .set("Name", "Harbour")
                .set("Region__c", "West")
                .set("Services__c", "Repair;Rental")
                .set("Place__c", place("37.793020", "-122.394507"))
                .set("Opens__c", LocalTime.of(15, 31))
                .set("Founded__c", LocalDate.parse("2015-12-28"))
                .set("Area__c", new BigDecimal("1234.56"))
                .set("Rent__c", new BigDecimal("44000"))
                .set("Share__c", new BigDecimal("12.5"))
                .set("Staff__c", 1200L)
                .set("Open__c", true)
                .set("Manager__c", ann)
                .set("OwnerId", user)
                .insert()
                .id();
        String hill = stores.draft()
                .set("Name", "Hill")
                .set("Region__c", "North")
                .set("Place__c", place("37.786108", "-122.430152"))
                .set("Rent__c", new BigDecimal("-1500.5"))
                .set("Founded__c", LocalDate.parse("2016-01-03"))
                .set("Open__c", false)
                .set("Manager__c", bob)
                .set("OwnerId", queue)
                .insert()
                .id();
        stores.draft()
                .set("Name", "Island")
                .set("Open__c", true)
                .set("OwnerId", user)
                .insert();
        sale("s1", "100", "2026-03-13T23:30:00Z", "2026-03-13", harbour, harbour, ann);
        sale("s2", "50.5", "2026-03-14T01:00:00Z", "2026-03-14", harbour, ann, ann);
        sale("s3", "25", "2025-12-31T23:59:59Z", "2026-01-07", hill, hill, bob);
        sale("s4", "10", "2026-03-14T04:30:00Z", null, hill, null, null);
    }

    private void sale(
            String name,
            String amount,
            String sold,
            @Nullable String due,
            String store,
            @Nullable String what,
            @Nullable String seller) {
        sales.draft()
                .set("Name", name)
                .set("Amount__c", new BigDecimal(amount))
                .set("Sold__c", Instant.parse(sold))
                .set("Due__c", due == null ? null : LocalDate.parse(due))
                .set("Store__c", store)
                .set("What__c", what)
                .set("Seller__c", seller)
                .insert();
    }

    /** The rows of {@code soql} in a new org, for a user in the time zone UTC. */
    static List<Row> rows(String soql) {
        return result("GMT", soql).rows();
    }

    /** What {@code soql} answers a user in New York. */
    static QueryResult inNewYork(String soql) {
        return result("America/New_York", soql);
    }

    private static QueryResult result(String timeZone, String soql) {
        var org = create(timeZone);
        return QueryEvaluator.evaluate(org, SoqlParser.parse(soql, org));
    }

    /** The column {@code name} of the rows of {@code soql}. */
    static List<@Nullable Object> column(String name, String soql) {
        return rows(soql).stream().<@Nullable Object>map(row -> row.value(name)).toList();
    }

    /** The values of the rows of {@code soql} behind their attributes. */
    static List<List<@Nullable Object>> values(String soql) {
        return rows(soql).stream()
                .<List<@Nullable Object>>map(row -> new ArrayList<@Nullable Object>(
                        row.asMap().values().stream().skip(1).toList()))
                .toList();
    }

    static Row nested(Row row, String name) {
        return (Row) Objects.requireNonNull(row.value(name));
    }

    private static Row place(String latitude, String longitude) {
        return Row.of(Map.of("latitude", new BigDecimal(latitude), "longitude", new BigDecimal(longitude)));
    }

    private static Table table(String name, String prefix, List<ChildRelationship> children, Field... fields) {
        var all = new ArrayList<Field>();
        all.add(Fields.id(name));
        all.add(Fields.checkbox("IsDeleted", "Deleted"));
        all.addAll(List.of(fields));
        var descriptions = all.stream().map(Field::description).toList();
        return new Table(new ObjectDescription(new ObjectName(name), name, true, descriptions, children), prefix);
    }

    private static Field lookup(String name, String relationship, String... objects) {
        return described(name, FieldType.REFERENCE, 0, true, Optional.of(relationship), objects);
    }

    private static Field field(String name, FieldType type, int scale, boolean simple) {
        return described(name, type, scale, simple, Optional.empty());
    }

    private static Field described(
            String name, FieldType type, int scale, boolean simple, Optional<String> relationship, String... objects) {
        return Field.of(new FieldDescription(
                name,
                name,
                type,
                simple,
                simple,
                simple,
                simple,
                true,
                0,
                18,
                scale,
                relationship.map(RelationshipName::new),
                List.of(objects).stream().map(ObjectName::new).toList(),
                false,
                List.of(),
                Optional.empty()));
    }
}
