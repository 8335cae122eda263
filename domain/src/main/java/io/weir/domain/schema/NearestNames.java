package io.weir.domain.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that somebody who misspelt one may have meant. */
public final class NearestNames {
    private static final int MOST = 3;

    private NearestNames() {}

    /** Up to three of {@code names}, nearest to {@code misspelt} first; none if all are far off. Case does not matter. */
    public static List<String> to(String misspelt, Collection<String> names) {
        record Candidate(String name, int distance) {}
        String wanted = bare(misspelt);
        int farthest = Math.max(2, wanted.length() / 3);
        return names.stream()
                .distinct()
                .map(name -> new Candidate(name, distance(wanted, bare(name))))
                .filter(candidate -> candidate.distance() <= farthest)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .map(Candidate::name)
                .toList();
    }

    /** Without the suffix of custom names, which people forget: {@code Tier} means {@code Tier__c}. */
    private static String bare(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("__c") || lower.endsWith("__r") ? lower.substring(0, lower.length() - 3) : lower;
    }

    /** Damerau and Levenshtein's distance: insertions, deletions, substitutions and swaps of neighbours. */
    private static int distance(String one, String other) {
        int[][] distances = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    distances[i][j] = i + j;
                    continue;
                }
                int substitution = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                distances[i][j] = Math.min(
                        Math.min(distances[i - 1][j] + 1, distances[i][j - 1] + 1),
                        distances[i - 1][j - 1] + substitution);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    distances[i][j] = Math.min(distances[i][j], distances[i - 2][j - 2] + 1);
                }
            }
        }
        return distances[one.length()][other.length()];
    }
}
