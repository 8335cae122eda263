package io.weir.adapter.in.http.pattern;

import com.google.re2j.Pattern;
import com.networknt.schema.regex.RegularExpression;
import io.weir.adapter.in.http.pattern.EcmaPattern.Assertion;
import io.weir.adapter.in.http.pattern.EcmaPattern.Characters;
import io.weir.adapter.in.http.pattern.EcmaPattern.Disjunction;
import io.weir.adapter.in.http.pattern.EcmaPattern.Repetition;
import io.weir.adapter.in.http.pattern.EcmaPattern.Sequence;
import java.util.List;

/**
 * A regular expression of ECMAScript that takes time in proportion to the text: RE2J instead of backtracking.
 *
 * <p>Thread-safe.
 */
public final class LinearPattern implements RegularExpression {
    public static final int MAX_LENGTH = 1_000;

    /**
     * How large a pattern may be: the instructions that RE2J makes of it, which writes repetitions out, and the ranges
     * in its classes.
     */
    static final int MAX_SIZE = 5_000;

    /** What a pattern costs to compile for each unit of its size, in the steps of a match. */
    private static final int STEPS_TO_COMPILE = 100;

    private final Pattern pattern;
    private final long ranges;

    private LinearPattern(EcmaPattern ecma) {
        this.ranges = ranges(ecma);
        long size = instructions(ecma) + ranges;
        if (size > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "repetitions and classes of characters come to more than %,d steps; allow fewer"
                            .formatted(MAX_SIZE));
        }
        PatternWork.spend(size * STEPS_TO_COMPILE);
        this.pattern = Pattern.compile(Re2Writer.text(ecma));
    }

    /**
     * The pattern that {@code ecma} means: ECMA-262 with the {@code u} flag, without look-around and back-references.
     * {@link IllegalArgumentException}, which says what is wrong and where, for a pattern that is not usable.
     */
    public static LinearPattern of(String ecma) {
        return new LinearPattern(parsed(ecma));
    }

    /** Like {@link #of}, but a text matches as a whole or not at all. */
    public static LinearPattern ofWhole(String ecma) {
        return new LinearPattern(new Sequence(List.of(Assertion.BEGIN, parsed(ecma), Assertion.END)));
    }

    private static EcmaPattern parsed(String ecma) {
        if (ecma.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a pattern has at most %,d characters".formatted(MAX_LENGTH));
        }
        return EcmaPatternParser.parse(ecma);
    }

    /** How many steps it has once its counted repetitions are written out. */
    public int steps() {
        return pattern.programSize();
    }

    @Override
    public boolean matches(String text) {
        PatternWork.spend((text.length() + 1L) * steps());
        return pattern.matcher(text).find();
    }

    /** How much is kept of this pattern: the instructions of its program and the ranges in its classes. */
    public long size() {
        return steps() + ranges;
    }

    /** The most instructions that RE2J makes of {@code ecma}; more than {@link #MAX_SIZE} are not counted. */
    private static long instructions(EcmaPattern ecma) {
        long size = switch (ecma) {
            // RE2J cannot be told to match a lone surrogate in less than four
            case Characters(var set) -> set.isSingle() && Re2Writer.isSurrogate(set.first(0)) ? 4 : 1;
            case Assertion _ -> 1;
            case Sequence(var parts) ->
                Math.max(
                        1, parts.stream().mapToLong(LinearPattern::instructions).sum());
            case Disjunction(var alternatives) ->
                alternatives.stream().mapToLong(LinearPattern::instructions).sum() + alternatives.size() - 1;
            case Repetition(var part, int min, int max) -> {
                long once = instructions(part);
                yield max == Repetition.UNBOUNDED ? Math.max(1, min) * once + 2 : Math.max(1, max) * once + max - min;
            }
        };
        return Math.min(size, MAX_SIZE + 1L);
    }

    /** The ranges in all classes of {@code ecma}; repetitions share them. */
    private static long ranges(EcmaPattern ecma) {
        return switch (ecma) {
            case Characters(var set) -> set.isSingle() ? 0 : set.size();
            case Assertion _ -> 0;
            case Sequence(var parts) ->
                parts.stream().mapToLong(LinearPattern::ranges).sum();
            case Disjunction(var alternatives) ->
                alternatives.stream().mapToLong(LinearPattern::ranges).sum();
            case Repetition(var part, var _, var _) -> ranges(part);
        };
    }
}
