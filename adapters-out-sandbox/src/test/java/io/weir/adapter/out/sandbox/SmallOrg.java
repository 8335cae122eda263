package io.weir.adapter.out.sandbox;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.Fields;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.query.QueryEvaluator;
import io.weir.adapter.out.sandbox.soql.SoqlParser;
import io.weir.domain.query.Row;
import io.weir.domain.schema.ChildRelationship;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Five records that cover the rules of SOQL. The current date is Saturday, 14 March 2026. */
public final class SmallOrg {
    static final Instant NOW = Instant.parse("2026-03-14T09:26:53Z");

    private SmallOrg() {}

    public static SandboxOrg create() {
        var things = new Table(
                new ObjectDescription(
                        new ObjectName("Thing__c"),
                        "Thing",
                        true,
                        Stream.of(
                                        Fields.id("Thing ID"),
                                        Fields.checkbox("IsDeleted", "Deleted"),
                                        Fields.text("Name", "Name", 80),
                                        Fields.text("Colour__c", "Colour", 80),
                                        Fields.longText("Note__c", "Note"),
                                        Fields.picklist("Size__c", "Size", List.of("Small", "Medium", "Large")),
                                        Fields.multipicklist("Uses__c", "Uses", List.of("a", "b", "c")),
                                        Fields.integer("Count__c", "Count"),
                                        Fields.currency("Price__c", "Price"),
                                        Fields.date("Day__c", "Day"),
                                        Fields.dateTime("At__c", "At"),
                                        Fields.checkbox("Flag__c", "Flag"),
                                        Fields.lookup("Parent__c", "Parent", "Parent__r", "Thing__c"))
                                .map(Field::description)
                                .toList(),
                        List.of(new ChildRelationship(
                                new RelationshipName("Children__r"), new ObjectName("Thing__c"), "Parent__c"))),
                "a02");
        var one = thing(things, "one", "Red", "Large", "a;b", 3, "10.50", "2026-03-14", "2026-03-14T08:00:00Z", true);
        one.insert();
        var two = thing(things, "two", "red", "Small", "b", 5, "2.25", "2026-03-13", "2026-03-13T23:59:59.999Z", false)
                .set("Parent__c", one.id());
        two.insert();
        thing(things, "three", "Blue", "Medium", "c;a", 5, "7.00", "2026-02-28", "2026-02-01T00:00:00Z", false)
                .set("Parent__c", two.id())
                .set("Note__c", "a note")
                .insert();
        things.draft().set("Name", "four").set("Flag__c", false).insert();
        things.draft()
                .set("Name", "gone")
                .set("Flag__c", false)
                .set("IsDeleted", true)
                .insert();
        return new SandboxOrg(List.of(things), InstantSource.fixed(NOW));
    }

    /** The rows of {@code soql} in a small org. */
    public static List<Row> rows(String soql) {
        var org = create();
        return QueryEvaluator.evaluate(org, SoqlParser.parse(soql, org)).rows();
    }

    private static Table.Draft thing(
            Table things,
            String name,
            String colour,
            String size,
            String uses,
            long count,
            String price,
            String day,
            String at,
            boolean flag) {
        return things.draft()
                .set("Name", name)
                .set("Colour__c", colour)
                .set("Size__c", size)
                .set("Uses__c", uses)
                .set("Count__c", count)
                .set("Price__c", new BigDecimal(price))
                .set("Day__c", LocalDate.parse(day))
                .set("At__c", Instant.parse(at))
                .set("Flag__c", flag);
    }
}
