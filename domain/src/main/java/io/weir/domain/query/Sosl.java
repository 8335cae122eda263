package io.weir.domain.query;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A search of the org's index as SOSL.
 *
 * <p>This is the only place that writes SOSL. Each term is a phrase in quotes, in which the reserved characters are
 * escaped; the clauses of the objects are written as in SOQL.
 *
 * @param returning the objects to find, with the fields, the filter, the order and the most rows of each
 * @param text the statement; holds what callers sent and must not be logged
 * @param shape the statement with {@code ?} for the terms and each value; safe to log
 */
public record Sosl(List<Query> returning, String text, SoqlShape shape) implements Statement {
    /** The reserved characters of SOSL, which mean themselves only after a backslash, also in quotes. */
    private static final String RESERVED = "?&|!{}[]()^~*:\\\"'+-";

    /** The most records of all objects together; Salesforce ranks no more. */
    public static final int MOST_ROWS = 2_000;

    public Sosl {
        returning = List.copyOf(returning);
    }

    /**
     * Searches the fields of {@code group} for {@code terms}. Spelling is not corrected, so a similar term is not
     * found. Throws {@link IllegalArgumentException} without an object, and for an object that is named twice.
     */
    public static Sosl of(SearchTerms terms, SearchGroup group, List<Query> returning) {
        long distinct = returning.stream().map(Query::from).distinct().count();
        if (returning.isEmpty() || distinct < returning.size()) {
            throw new IllegalArgumentException("a search returns one object or more, each once");
        }
        var writer = new SoqlWriter(_ -> true);
        writer.word("FIND {");
        writer.hidden(written(terms));
        writer.word("} IN ").word(group.name()).word(" FIELDS RETURNING ");
        String separator = "";
        for (var object : returning) {
            writer.word(separator);
            writer.returning(object);
            separator = ", ";
        }
        writer.word(" WITH SPELL_CORRECTION = false");
        return new Sosl(returning, writer.text(), writer.shape());
    }

    private static String written(SearchTerms terms) {
        return terms.terms().stream().map(Sosl::phrase).collect(Collectors.joining(terms.every() ? " AND " : " OR "));
    }

    /** Digits need no quotes; in quotes, a word such as {@code OR} is no operator. */
    private static String phrase(String term) {
        if (term.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return term;
        }
        var phrase = new StringBuilder("\"");
        term.codePoints().forEach(c -> {
            if (RESERVED.indexOf(c) >= 0) {
                phrase.append('\\');
            }
            phrase.appendCodePoint(c);
        });
        return phrase.append('"').toString();
    }

    @Override
    public String toString() {
        return shape.text();
    }
}
