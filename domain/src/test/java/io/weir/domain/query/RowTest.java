package io.weir.domain.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final Row CONTACT = row("Id", "003", "Phone", "+14155550100", "Email", null);

    @Test
    void keepsNamesAndValuesInTheirOrder() {
        assertThat(CONTACT.size()).isEqualTo(3);
        assertThat(CONTACT.names()).containsExactly("Id", "Phone", "Email");
        assertThat(CONTACT.name(1)).isEqualTo("Phone");
        assertThat(CONTACT.value(1)).isEqualTo("+14155550100");
        assertThat(CONTACT.asMap().keySet()).containsExactly("Id", "Phone", "Email");
    }

    @Test
    void tellsNullFromNone() {
        assertThat(CONTACT.value("Email")).isNull();
        assertThat(CONTACT.has("Email")).isTrue();
        assertThat(CONTACT.value("Fax")).isNull();
        assertThat(CONTACT.has("Fax")).isFalse();
        assertThat(CONTACT.has("id")).as("names are compared letter for letter").isFalse();
    }

    @Test
    void isWhatItHolds() {
        assertThat(row("Id", "003", "Phone", "+14155550100", "Email", null))
                .isEqualTo(CONTACT)
                .hasSameHashCodeAs(CONTACT);
        assertThat(row("Phone", "+14155550100", "Id", "003", "Email", null)).isNotEqualTo(CONTACT);
        assertThat(row("Id", "003", "Phone", null, "Email", null)).isNotEqualTo(CONTACT);
        assertThat(row("Amount", new BigDecimal("1.0")))
                .as("every digit counts")
                .isNotEqualTo(row("Amount", new BigDecimal("1.00")));
        assertThat(CONTACT).isNotEqualTo("Row");
    }

    @Test
    void holdsRowsInsideRows() {
        assertThat(row("Account", row("Name", "Acme"), "Cases", List.of(row("Id", "500"))))
                .isEqualTo(row("Account", row("Name", "Acme"), "Cases", List.of(row("Id", "500"))));
    }

    @Test
    void showsNamesAndNoValue() {
        assertThat(CONTACT).hasToString("Row[Id, Phone, Email]");
    }

    @Test
    void ignoresLaterChangesOfTheMapItCameFrom() {
        var values = new LinkedHashMap<String, String>(Map.of("Id", "003"));
        var row = Row.of(values);
        values.put("Id", "004");

        assertThat(row.value("Id")).isEqualTo("003");
        row.asMap().clear();
        assertThat(row.size()).isOne();
    }

    @Test
    void collectsRowsOfChangingShapes() {
        var collector = new Row.Collector();
        collector.add("Id", "1");
        collector.add("Name", null);
        collector.endRow();
        collector.add("Id", "2");
        collector.endRow();
        collector.endRow();
        collector.add("Name", "c");
        collector.add("Id", "3");
        collector.endRow();

        assertThat(collector.rows())
                .containsExactly(row("Id", "1", "Name", null), row("Id", "2"), row(), row("Name", "c", "Id", "3"));
    }

    @Test
    void collectsRowsWiderThanItExpected() {
        var collector = new Row.Collector();
        var expected = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < 100; i++) {
            collector.add("Field" + i, i);
            expected.put("Field" + i, i);
        }

        assertThat(collector.endRow()).isEqualTo(Row.of(expected));
    }

    @Test
    void sharesTheNamesOfRowsOfOneShape() {
        var collector = new Row.Collector();
        String name = freshly("Id");
        collector.add(name, "1");
        var first = collector.endRow();
        collector.add(freshly("Id"), "2");
        var second = collector.endRow();

        assertThat(second.name(0)).isSameAs(first.name(0)).isSameAs(name);
        assertThat(second.value("Id")).isEqualTo("2");
        assertThat(first.value("Id")).isEqualTo("1");
    }

    @Test
    void givesTheRowsSoFar() {
        var collector = new Row.Collector();
        collector.add("Id", "1");
        collector.endRow();
        var soFar = collector.rows();
        collector.add("Id", "2");
        collector.endRow();

        assertThat(soFar).containsExactly(row("Id", "1"));
        assertThat(collector.rows()).hasSize(2);
    }

    @Property
    void aCollectedRowIsTheRowOfItsMap(
            @ForAll @Size(max = 5)
                    List<@Size(max = 20) @UniqueElements List<@AlphaChars @StringLength(max = 3) String>> shapes) {
        var collector = new Row.Collector();
        var expected = new ArrayList<Row>();
        for (var shape : shapes) {
            var values = new LinkedHashMap<String, Integer>();
            for (var name : shape) {
                collector.add(name, name.length());
                values.put(name, name.length());
            }
            collector.endRow();
            expected.add(Row.of(values));
        }

        assertThat(collector.rows()).isEqualTo(expected);
    }

    /** Equal to {@code text} and not the same, as a parser gives names. */
    private static String freshly(String text) {
        return new String(text.toCharArray());
    }

    private static Row row(@Nullable Object... namesAndValues) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return Row.of(values);
    }
}
