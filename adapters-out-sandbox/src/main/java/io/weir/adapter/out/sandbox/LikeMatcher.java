package io.weir.adapter.out.sandbox;

import io.weir.domain.filter.LikePattern;
import java.util.Locale;
import java.util.stream.IntStream;

/** Matches texts against a {@code LIKE} pattern, in any case, without going back more than one {@code %}. */
final class LikeMatcher {
    private static final int ANY = -1;
    private static final int ONE = -2;

    private final int[] pattern;

    LikeMatcher(LikePattern like) {
        this.pattern = like.parts().stream()
                .flatMapToInt(part -> switch (part) {
                    case LikePattern.Part.Literal(var text) ->
                        text.toLowerCase(Locale.ROOT).codePoints();
                    case LikePattern.Part.AnyCharacters() -> IntStream.of(ANY);
                    case LikePattern.Part.OneCharacter() -> IntStream.of(ONE);
                })
                .toArray();
    }

    boolean matches(String value) {
        int[] text = value.toLowerCase(Locale.ROOT).codePoints().toArray();
        int at = 0;
        int wanted = 0;
        int lastAny = -1;
        int resume = 0;
        while (at < text.length) {
            if (wanted < pattern.length && pattern[wanted] == ANY) {
                lastAny = wanted++;
                resume = at;
            } else if (wanted < pattern.length && (pattern[wanted] == ONE || pattern[wanted] == text[at])) {
                wanted++;
                at++;
            } else if (lastAny >= 0) {
                wanted = lastAny + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (wanted < pattern.length && pattern[wanted] == ANY) {
            wanted++;
        }
        return wanted == pattern.length;
    }
}
