package io.weir.adapter.out.sandbox.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records as comma-separated values (RFC 4180), under a line with the names of fields. An empty value, and {@code #N/A}
 * as in the Bulk API, is null.
 */
final class CsvRecords {
    private static final int END = -1;

    private final String file;
    private final String text;
    private int position;
    private int line = 1;

    private CsvRecords(String file, String text) {
        this.file = file;
        this.text = text;
    }

    static List<GivenRecord> read(String file, String object, String text) {
        return new CsvRecords(file, text).records(object);
    }

    private List<GivenRecord> records(String object) {
        var records = new ArrayList<GivenRecord>();
        var header = header();
        while (peek() != END) {
            String place = place();
            var cells = row();
            boolean blank = cells.size() == 1 && cells.getFirst().isEmpty();
            if (!blank) {
                if (cells.size() != header.size()) {
                    throw new InvalidOrgData(
                            place,
                            "has %d values, but the first line names %d fields; quote values that contain commas"
                                    .formatted(cells.size(), header.size()));
                }
                var values = new LinkedHashMap<String, @Nullable Object>();
                for (int i = 0; i < header.size(); i++) {
                    String cell = cells.get(i);
                    values.put(header.get(i), cell.isEmpty() || cell.equals("#N/A") ? null : cell);
                }
                records.add(new GivenRecord(place, object, Optional.empty(), values));
            }
        }
        return records;
    }

    private List<String> header() {
        var header = row().stream().map(String::strip).toList();
        var seen = new HashSet<String>();
        for (String name : header) {
            if (name.isEmpty() || !seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new InvalidOrgData(
                        file + ", line 1", "must name each field once; '%s' is empty or repeated".formatted(name));
            }
        }
        return header;
    }

    /** Reads one line, or several if a quoted value has line breaks. */
    private List<String> row() {
        var cells = new ArrayList<String>();
        while (true) {
            cells.add(peek() == '"' ? quoted() : unquoted());
            int separator = peek();
            if (separator == ',') {
                position++;
            } else {
                endLine(separator);
                return cells;
            }
        }
    }

    private String unquoted() {
        int start = position;
        while (peek() != END && ",\r\n".indexOf(peek()) < 0) {
            if (peek() == '"') {
                throw new InvalidOrgData(
                        place(), "has a quotation mark inside a value; quote the whole value and double the mark");
            }
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted() {
        String place = place();
        var value = new StringBuilder();
        position++;
        while (true) {
            int c = peek();
            if (c == END) {
                throw new InvalidOrgData(place, "has a quoted value without an end; add the closing quotation mark");
            }
            position++;
            if (c == '"' && peek() != '"') {
                return value.toString();
            }
            if (c == '"') {
                position++;
            }
            if (c == '\n') {
                line++;
            }
            value.append((char) c);
        }
    }

    private void endLine(int separator) {
        if (separator == '\r') {
            position++;
        }
        if (peek() == '\n') {
            position++;
        } else if (separator != END && separator != '\r') {
            throw new InvalidOrgData(place(), "has text after a quoted value; separate values with commas");
        }
        line++;
    }

    private String place() {
        return file + ", line " + line;
    }

    private int peek() {
        return position < text.length() ? text.charAt(position) : END;
    }
}
