package io.weir.adapter.in.http.pattern;

import java.util.List;

/**
 * A regular expression of ECMA-262 with the {@code u} flag, as far as linear time allows, reduced to what decides
 * whether a text matches: neither the groups that capture nor the laziness of quantifiers do.
 */
public sealed interface EcmaPattern {
    /** One code point out of a set. */
    record Characters(CodePoints set) implements EcmaPattern {}

    /** A condition on a position in the text. */
    enum Assertion implements EcmaPattern {
        BEGIN,
        END,
        WORD_BOUNDARY,
        NO_WORD_BOUNDARY
    }

    /** One part after the other; the empty text if there is none. */
    record Sequence(List<EcmaPattern> parts) implements EcmaPattern {}

    /** Any one of at least two alternatives. */
    record Disjunction(List<EcmaPattern> alternatives) implements EcmaPattern {}

    /**
     * A part several times in a row.
     *
     * @param max {@link #UNBOUNDED}, or at least {@code min}
     */
    record Repetition(EcmaPattern part, int min, int max) implements EcmaPattern {
        static final int UNBOUNDED = Integer.MAX_VALUE;
    }
}
