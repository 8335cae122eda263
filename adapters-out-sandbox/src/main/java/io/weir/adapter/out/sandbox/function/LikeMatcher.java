package io.weir.adapter.out.sandbox.function;

import io.weir.domain.filter.LikePattern;
import java.util.Locale;
import java.util.stream.IntStream;

/** Matches strings against a {@code LIKE} pattern, ignoring case. Backtracks only to the last {@code %}. */
public final class LikeMatcher {
    private static final int ANY_CHARACTERS = -1;
    private static final int ONE_CHARACTER = -2;

    private final int[] pattern;

    public LikeMatcher(LikePattern like) {
        this.pattern = like.parts().stream()
                .flatMapToInt(part -> switch (part) {
                    case LikePattern.Part.Literal(var text) ->
                        text.toLowerCase(Locale.ROOT).codePoints();
                    case LikePattern.Part.AnyCharacters() -> IntStream.of(ANY_CHARACTERS);
                    case LikePattern.Part.OneCharacter() -> IntStream.of(ONE_CHARACTER);
                })
                .toArray();
    }

    public boolean matches(String value) {
        int[] text = value.toLowerCase(Locale.ROOT).codePoints().toArray();
        int textIndex = 0;
        int patternIndex = 0;
        int lastPercent = -1;
        int resumeIndex = 0;
        while (textIndex < text.length) {
            if (patternIndex < pattern.length && pattern[patternIndex] == ANY_CHARACTERS) {
                lastPercent = patternIndex++;
                resumeIndex = textIndex;
            } else if (patternIndex < pattern.length
                    && (pattern[patternIndex] == ONE_CHARACTER || pattern[patternIndex] == text[textIndex])) {
                patternIndex++;
                textIndex++;
            } else if (lastPercent >= 0) {
                patternIndex = lastPercent + 1;
                textIndex = ++resumeIndex;
            } else {
                return false;
            }
        }
        while (patternIndex < pattern.length && pattern[patternIndex] == ANY_CHARACTERS) {
            patternIndex++;
        }
        return patternIndex == pattern.length;
    }
}
