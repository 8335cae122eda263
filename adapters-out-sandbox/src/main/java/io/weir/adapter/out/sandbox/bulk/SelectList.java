package io.weir.adapter.out.sandbox.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The entries of a select list as they are written, and the names of the clauses. Reads only SOQL text that the parser
 * accepts.
 *
 * @param object the name after FROM: an object, or a child relationship
 * @param clauses the names of the clauses after FROM, in upper case
 */
public record SelectList(List<Entry> entries, String object, Set<String> clauses) {
    private static final Set<String> CLAUSES = Set.of("WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "USING");
    private static final Set<String> AFTER_OBJECT = Set.of("WITH", "FOR", "UPDATE");

    /** An entry of a select list. */
    public sealed interface Entry {
        /** A field or a path to a parent's field, without the alias of the object. */
        record Field(List<String> path) implements Entry {}

        /**
         * A function call.
         *
         * @param argument the first path in the parentheses; empty if there is none
         * @param text the call as it is written
         */
        record Call(String function, List<String> argument, Optional<String> alias, String text) implements Entry {
            private static final Set<String> AGGREGATES =
                    Set.of("COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX", "GROUPING");

            /** Whether the call has one value for a group of records. */
            public boolean aggregates() {
                return AGGREGATES.contains(function)
                        || text.toUpperCase(Locale.ROOT).matches("FORMAT\\(\\s*(MIN|MAX|SUM|AVG|COUNT).*");
            }
        }

        /** A sub-query. */
        record Children(SelectList query) implements Entry {}

        /** {@code TYPEOF}. */
        record TypeOf(String relationship) implements Entry {}
    }

    /** Reads {@code soql}. */
    public static SelectList of(String soql) {
        var words = SoqlWords.of(soql);
        int from = words.indexOf("FROM", 1);
        String object = words.text(from + 1);
        var clauses = new TreeSet<String>();
        String alias = "";
        for (int i = from + 2; i < words.size(); i++) {
            String word = words.text(i).toUpperCase(Locale.ROOT);
            if (CLAUSES.contains(word)) {
                clauses.add(word);
            } else if (i <= from + 3 && !word.equals("AS") && !AFTER_OBJECT.contains(word) && clauses.isEmpty()) {
                alias = words.text(i);
            }
        }
        var entries = new ArrayList<Entry>();
        for (var entry : words.commaSeparated(1, from)) {
            entries.add(entry(entry, List.of(alias, object)));
        }
        return new SelectList(List.copyOf(entries), object, clauses);
    }

    private static Entry entry(SoqlWords words, List<String> prefixes) {
        String first = words.text(0);
        if (first.equalsIgnoreCase("TYPEOF")) {
            return new Entry.TypeOf(words.text(1));
        }
        if (first.startsWith("(")) {
            return new Entry.Children(of(first.substring(1, first.length() - 1)));
        }
        if (words.size() > 1 && words.text(1).startsWith("(")) {
            String arguments = words.text(1);
            return new Entry.Call(
                    first.toUpperCase(Locale.ROOT),
                    path(firstName(arguments), prefixes),
                    words.size() > 2 ? Optional.of(words.text(words.size() - 1)) : Optional.empty(),
                    first + arguments);
        }
        return new Entry.Field(path(first, prefixes));
    }

    /** The name within the innermost parentheses that come first. */
    private static String firstName(String arguments) {
        String inner = arguments;
        while (inner.contains("(")) {
            inner = inner.substring(inner.indexOf('(') + 1);
        }
        return inner.split("[,)]", 2)[0].strip();
    }

    private static List<String> path(String text, List<String> prefixes) {
        var path = text.isEmpty() ? List.<String>of() : List.of(text.split("\\.", -1));
        return path.size() > 1 && prefixes.stream().anyMatch(path.getFirst()::equalsIgnoreCase)
                ? path.subList(1, path.size())
                : path;
    }
}
