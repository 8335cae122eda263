package io.weir.adapter.out.sandbox.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class CsvRecordsTest {
    @Property
    void readsWhatRfc4180Writes(
            @ForAll @Size(min = 1, max = 6)
                    List<@Size(value = 2) List<@Chars({'a', '"', ',', '\n', '\r', ' ', 'é', '#'}) String>> rows,
            @ForAll boolean carriageReturns) {
        String lineEnd = carriageReturns ? "\r\n" : "\n";
        var written = rows.stream().map(CsvRecordsTest::line).collect(Collectors.joining(lineEnd));

        var read = CsvRecords.read("Account.csv", "Account", "Name,Phone" + lineEnd + written);

        assertThat(read)
                .extracting(record -> new ArrayList<>(record.values().values()))
                .isEqualTo(rows.stream()
                        .map(row -> row.stream()
                                .map(CsvRecordsTest::orNull)
                                .collect(Collectors.toCollection(ArrayList::new)))
                        .toList());
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(","));
    }

    private static @Nullable String orNull(String cell) {
        return cell.isEmpty() || cell.equals("#N/A") ? null : cell;
    }
}
