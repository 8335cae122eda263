package io.weir.adapter.in.http.pattern;

import io.weir.adapter.in.http.pattern.EcmaPattern.Assertion;
import io.weir.adapter.in.http.pattern.EcmaPattern.Characters;
import io.weir.adapter.in.http.pattern.EcmaPattern.Disjunction;
import io.weir.adapter.in.http.pattern.EcmaPattern.Repetition;
import io.weir.adapter.in.http.pattern.EcmaPattern.Sequence;
import io.weir.domain.action.DeclaredInput.TextPattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes a text that matches a pattern, for examples. */
public final class PatternSample {
    /** The most repetitions of a part that could do with fewer. */
    private static final int ENOUGH = 100;

    private PatternSample() {}

    /** A text that matches {@code pattern}; the empty text where none is found, because assertions contradict it. */
    public static String of(TextPattern pattern) {
        String sample = sample(EcmaPatternParser.parse(pattern.source()));
        return pattern.matches().test(sample) ? sample : "";
    }

    private static String sample(EcmaPattern pattern) {
        return switch (pattern) {
            case Characters(var set) -> character(set);
            case Assertion _ -> "";
            case Sequence(var parts) ->
                parts.stream().map(PatternSample::sample).collect(Collectors.joining());
            case Disjunction(var alternatives) -> sample(alternatives.getFirst());
            case Repetition(var part, int min, int max) -> sample(part).repeat(times(min, max));
        };
    }

    /** A plain character of {@code set}, if there is one. */
    private static String character(CodePoints set) {
        // a 1 looks more like a number than a 0 does
        return IntStream.concat(IntStream.of('x', '1'), IntStream.rangeClosed(' ', '~'))
                .filter(set::contains)
                .mapToObj(Character::toString)
                .findFirst()
                .orElseGet(() -> set.size() == 0 ? "" : Character.toString(set.first(0)));
    }

    /** How often a part comes: as often as it may where that is bounded, and otherwise once where it may. */
    private static int times(int min, int max) {
        return Math.max(min, max == Repetition.UNBOUNDED ? 1 : Math.min(max, ENOUGH));
    }
}
