package io.weir.domain.query;

import io.weir.domain.filter.Value;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a search looks for. {@link Sosl} writes it: nothing of it becomes an operator, a wildcard or an end of the text.
 *
 * @param terms at least one
 * @param every whether a record must have every term, or any of them
 */
public record SearchTerms(List<String> terms, boolean every) {
    /** A shorter number is not searched: too many records have its digits. */
    public static final int SHORTEST_NUMBER = 7;

    /** No name and no address that a search finds is longer. */
    public static final int LONGEST_TEXT = 255;

    private static final int SHORTEST_TEXT = 2;
    private static final int LONGEST_NUMBER = 15;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{%d,%d}".formatted(SHORTEST_NUMBER, LONGEST_NUMBER));
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{C}]+");

    /** Throws {@link IllegalArgumentException} without any term. */
    public SearchTerms {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("a search has at least one term");
        }
    }

    /** Any of {@code numbers}, each of digits only; empty if none has 7 to 15 of them. */
    public static Optional<SearchTerms> numbers(List<String> numbers) {
        var digits = numbers.stream()
                .filter(number -> NUMBER.matcher(number).matches())
                .distinct()
                .toList();
        return digits.isEmpty() ? Optional.empty() : Optional.of(new SearchTerms(digits, false));
    }

    /** Every word of {@code text}; empty if it has no words, is a single character, or is longer than any name. */
    public static Optional<SearchTerms> words(String text) {
        return ofText(text, SPACE.splitAsStream(text));
    }

    /** The whole {@code text}; empty as for {@link #words}. */
    public static Optional<SearchTerms> phrase(String text) {
        return ofText(text, Stream.of(SPACE.splitAsStream(text).collect(Collectors.joining(" "))));
    }

    /** Terms without a letter or digit are in no index. */
    private static Optional<SearchTerms> ofText(String text, Stream<String> words) {
        var terms = words.filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
                .distinct()
                .toList();
        int characters = terms.stream().mapToInt(String::length).sum();
        return characters < SHORTEST_TEXT || text.length() > LONGEST_TEXT
                ? Optional.empty()
                : Optional.of(new SearchTerms(terms, true));
    }

    @Override
    public String toString() {
        return Value.HIDDEN;
    }
}
