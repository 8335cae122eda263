package io.weir.adapter.out.sandbox.function;

import io.weir.domain.filter.LikePattern;
import java.util.Locale;
import java.util.stream.IntStream;

/** Matches strings against a {@code LIKE} pattern, ignoring case. */
public final class LikeMatcher {
    private final WildcardPattern pattern;

    public LikeMatcher(LikePattern like) {
        this.pattern = new WildcardPattern(like.parts().stream()
                .flatMapToInt(part -> switch (part) {
                    case LikePattern.Part.Literal(var text) -> inLowerCase(text).codePoints();
                    case LikePattern.Part.AnyCharacters() -> IntStream.of(WildcardPattern.ANY_CHARACTERS);
                    case LikePattern.Part.OneCharacter() -> IntStream.of(WildcardPattern.ONE_CHARACTER);
                })
                .toArray());
    }

    public boolean matches(String value) {
        return pattern.matches(inLowerCase(value));
    }

    private static String inLowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
