package io.weir.adapter.out.sandbox.org;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.query.QueryEvaluator;
import io.weir.adapter.out.sandbox.soql.SoqlParser;
import io.weir.domain.query.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each way of loading an org does with the same two accounts, contact and three orders. */
abstract class OrgLoadingContract {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-14T09:26:53.589Z"));

    abstract SandboxOrg load();

    @Test
    void findsTheRecordsByQueries() {
        assertThat(values("SELECT Name FROM Account ORDER BY Name", "Name")).containsExactly("Acme", "Zenith");
        assertThat(rows("SELECT Name, Amount__c, Paid__c, Placed_At__c, Channel__c FROM Order__c ORDER BY Name"))
                .extracting(row -> new ArrayList<>(row.asMap().values()).subList(1, 6))
                .containsExactly(
                        List.of("one", new BigDecimal("10.50"), true, "2026-03-13T08:30:00.000+0000", "Web"),
                        List.of(
                                "three, \"last\"",
                                new BigDecimal("0.0"),
                                false,
                                "2026-03-14T00:00:00.000+0000",
                                "Phone"),
                        List.of("two", new BigDecimal("99.0"), false, "2026-03-14T07:00:00.000+0000", "Web"));
    }

    @Test
    void followsTheReferencesToParentsAndChildren() {
        assertThat(values("SELECT Name FROM Order__c WHERE Account__r.Name = 'Acme' ORDER BY Name", "Name"))
                .containsExactly("one", "two");
        assertThat(values("SELECT LastName FROM Contact WHERE Account.Name = 'Zenith'", "LastName"))
                .containsExactly("Okonkwo");
        assertThat(rows("SELECT Name, (SELECT Name FROM Orders__r ORDER BY Name) FROM Account WHERE Name = 'Acme'"))
                .singleElement()
                .satisfies(row -> assertThat(((Row) Objects.requireNonNull(row.value("Orders__r"))).value("totalSize"))
                        .isEqualTo(2L));
    }

    @Test
    void completesTheRecords() {
        var order = rows("SELECT Id, OwnerId, CreatedDate, CreatedById, IsDeleted FROM Order__c LIMIT 1")
                .getFirst();

        assertThat((String) order.value("Id")).hasSize(18);
        assertThat(order.value("CreatedDate")).isEqualTo("2026-03-14T09:26:53.000+0000");
        assertThat(order.value("OwnerId")).isEqualTo(load().runningUser().id());
        assertThat(order.value("CreatedById")).isEqualTo(load().runningUser().id());
        assertThat(order.value("IsDeleted")).isEqualTo(false);
        assertThat(values("SELECT Name FROM Contact", "Name")).containsExactly("Ada Okonkwo");
    }

    @Test
    void isTheSameEachTime() {
        assertThat(allIds(load())).isEqualTo(allIds(load()));
    }

    @Test
    void hasAUserAndAnOrganization() {
        assertThat(values("SELECT Username FROM User", "Username")).containsExactly("sandbox@example.com");
        assertThat(values("SELECT Id FROM Organization", "Id")).containsExactly(load().organizationId());
    }

    final List<Row> rows(String soql) {
        return rows(load(), soql);
    }

    static List<Row> rows(SandboxOrg org, String soql) {
        return QueryEvaluator.evaluate(org, SoqlParser.parse(soql, org)).rows();
    }

    final List<@Nullable Object> values(String soql, String name) {
        return rows(soql).stream().<@Nullable Object>map(row -> row.value(name)).toList();
    }

    private static List<String> allIds(SandboxOrg org) {
        return org.tables().stream()
                .flatMap(table -> table.records().stream())
                .map(StoredRecord::id)
                .toList();
    }
}
