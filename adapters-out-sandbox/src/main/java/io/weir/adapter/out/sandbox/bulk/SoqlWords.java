package io.weir.adapter.out.sandbox.bulk;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of SOQL text. A pair of parentheses with everything in it is one word; strings, operators and commas are
 * words too.
 */
final class SoqlWords {
    private final List<String> words;

    private SoqlWords(List<String> words) {
        this.words = words;
    }

    static SoqlWords of(String soql) {
        var words = new ArrayList<String>();
        int i = 0;
        while (i < soql.length()) {
            char c = soql.charAt(i);
            if (Character.isWhitespace(c)) {
                i++;
            } else {
                int end = wordEnd(soql, i);
                words.add(soql.substring(i, end));
                i = end;
            }
        }
        return new SoqlWords(words);
    }

    int size() {
        return words.size();
    }

    /** The word at {@code index}; the empty string beyond the last one. */
    String text(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    /** The index of {@code keyword}, in any case, at or after {@code start}; the number of words if there is none. */
    int indexOf(String keyword, int start) {
        int i = start;
        while (i < words.size() && !words.get(i).equalsIgnoreCase(keyword)) {
            i++;
        }
        return i;
    }

    /** The words from {@code start} to {@code end}, split at commas; a TYPEOF clause is not split. */
    List<SoqlWords> commaSeparated(int start, int end) {
        var parts = new ArrayList<SoqlWords>();
        var part = new ArrayList<String>();
        for (String word : words.subList(start, end)) {
            boolean typeOf = !part.isEmpty()
                    && part.getFirst().equalsIgnoreCase("TYPEOF")
                    && !part.getLast().equalsIgnoreCase("END");
            if (word.equals(",") && !typeOf) {
                parts.add(new SoqlWords(List.copyOf(part)));
                part.clear();
            } else {
                part.add(word);
            }
        }
        parts.add(new SoqlWords(List.copyOf(part)));
        return parts;
    }

    private static int wordEnd(String soql, int start) {
        char c = soql.charAt(start);
        if (c == '(') {
            return parenthesesEnd(soql, start);
        }
        if (c == '\'') {
            return stringEnd(soql, start);
        }
        int end = start;
        while (end < soql.length() && isName(soql.charAt(end))) {
            end++;
        }
        return Math.max(end, start + 1);
    }

    private static int parenthesesEnd(String soql, int start) {
        int depth = 0;
        int i = start;
        while (i < soql.length()) {
            char c = soql.charAt(i);
            if (c == '\'') {
                i = stringEnd(soql, i);
            } else {
                i++;
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (depth == 0) {
                    return i;
                }
            }
        }
        return i;
    }

    private static int stringEnd(String soql, int start) {
        int i = start + 1;
        while (i < soql.length() && soql.charAt(i) != '\'') {
            i += soql.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 1, soql.length());
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }
}
