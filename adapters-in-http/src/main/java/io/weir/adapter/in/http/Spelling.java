package io.weir.adapter.in.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the word that a caller probably meant. */
final class Spelling {
    private static final int MAX_DISTANCE = 3;
    private static final int LONGEST = 40;

    private Spelling() {}

    /** The one of {@code known} next to {@code word} if one is near; else all of them. */
    static String suggestion(String word, Collection<String> known) {
        return known.stream()
                .sorted()
                .filter(candidate -> distance(word, candidate) <= MAX_DISTANCE)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .map("did you mean '%s'?"::formatted)
                .orElseGet(() -> known.stream().sorted().collect(Collectors.joining(", ", "known are: ", "")));
    }

    /** How many letters to add, drop or change to get from one to the other, case aside. */
    private static int distance(String one, String other) {
        if (one.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
