package io.weir.domain.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds the names nearest to a misspelt one. */
public final class NearestNames {
    private static final int MOST = 3;

    private record Candidate(String name, int distance) {}

    private NearestNames() {}

    /** Up to three of {@code names} that are near {@code misspelt}, nearest first. Ignores case. */
    public static List<String> to(String misspelt, Collection<String> names) {
        String wanted = bare(misspelt);
        int farthest = farthest(wanted);
        return nearest(
                names.stream().map(name -> new Candidate(name, distance(wanted, bare(name), farthest))), farthest);
    }

    /** Up to three names of {@code fields} with a name or label near {@code misspelt}, nearest first. Ignores case. */
    public static List<String> toFields(String misspelt, Collection<FieldDescription> fields) {
        String wanted = bare(misspelt);
        String wantedLabel = joined(wanted);
        int farthest = farthest(wanted);
        return nearest(
                fields.stream()
                        .map(field -> new Candidate(
                                field.name(),
                                Math.min(
                                        distance(wanted, bare(field.name()), farthest),
                                        distance(wantedLabel, joined(field.label()), farthest)))),
                farthest);
    }

    private static List<String> nearest(Stream<Candidate> candidates, int farthest) {
        return candidates
                .filter(candidate -> candidate.distance() <= farthest)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name)
                .distinct()
                .limit(MOST)
                .toList();
    }

    /** The largest distance that counts as near: 1 for a short name, at least 2 for a longer one. */
    private static int farthest(String wanted) {
        return wanted.length() < 4 ? 1 : Math.max(2, wanted.length() / 3);
    }

    /** The name without the suffix of custom names, which is often forgotten: {@code Tier} for {@code Tier__c}. */
    private static String bare(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("__c") || lower.endsWith("__r") ? lower.substring(0, lower.length() - 3) : lower;
    }

    /** The label as one word, because it has spaces where a name has underscores or nothing. */
    private static String joined(String label) {
        return label.toLowerCase(Locale.ROOT).replace(" ", "").replace("_", "");
    }

    /**
     * The Damerau-Levenshtein distance: insertions, deletions, substitutions and swaps of neighbours. Not computed if
     * the lengths alone differ by more than {@code farthest}.
     */
    private static int distance(String one, String other, int farthest) {
        if (Math.abs(one.length() - other.length()) > farthest) {
            return Integer.MAX_VALUE;
        }
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
