package io.weir.adapter.out.sandbox.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.bulk.SelectList.Entry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectListTest {
    @Test
    void readsFieldsWithoutTheAliasOfTheObject() {
        var select = SelectList.of(
                "select c.Id, Name,c.Account.Name , Contact.Email FROM Contact c WHERE Name = 'a, b FROM'");

        assertThat(select.entries())
                .containsExactly(field("Id"), field("Name"), field("Account", "Name"), field("Email"));
        assertThat(select.object()).isEqualTo("Contact");
        assertThat(select.clauses()).isEqualTo(Set.of("WHERE"));
    }

    @Test
    void readsCallsWithTheirAliases() {
        var select = SelectList.of("SELECT COUNT(Id) total, toLabel(Status), FORMAT(MIN(c.CreatedDate)) first, Status s"
                + " FROM Case AS c GROUP BY Status ORDER BY Status LIMIT 5");

        assertThat(select.entries())
                .containsExactly(
                        new Entry.Call("COUNT", List.of("Id"), Optional.of("total"), "COUNT(Id)"),
                        new Entry.Call("TOLABEL", List.of("Status"), Optional.empty(), "toLabel(Status)"),
                        new Entry.Call(
                                "FORMAT", List.of("CreatedDate"), Optional.of("first"), "FORMAT(MIN(c.CreatedDate))"),
                        new Entry.Field(List.of("Status"), Optional.of("s")));
        assertThat(select.entries().stream()
                        .filter(Entry.Call.class::isInstance)
                        .map(Entry.Call.class::cast)
                        .map(Entry.Call::aggregates))
                .containsExactly(true, false, true);
        assertThat(select.clauses()).isEqualTo(Set.of("GROUP", "ORDER", "LIMIT"));
    }

    @Test
    void readsSubQueriesAndTypeOf() {
        var select = SelectList.of("SELECT TYPEOF What WHEN Account THEN Phone, Name ELSE Id END,"
                + " (SELECT LastName, Email FROM Contacts ORDER BY Name LIMIT 1), Id FROM Event USING SCOPE mine");

        assertThat(select.entries())
                .containsExactly(
                        new Entry.TypeOf("What"),
                        new Entry.Children(new SelectList(
                                List.of(field("LastName"), field("Email")), "Contacts", Set.of("ORDER", "LIMIT"))),
                        field("Id"));
    }

    private static Entry field(String... path) {
        return new Entry.Field(List.of(path), Optional.empty());
    }
}
