package io.weir.adapter.in.http.json;

import io.weir.domain.schema.NearestNames;
import java.util.Collection;
import java.util.stream.Collectors;

/** Suggests known words for a misspelt one. */
public final class Spelling {
    private Spelling() {}

    /** Those of {@code known} next to {@code word} if any are near; else all of them. */
    public static String suggestion(String word, Collection<String> known) {
        var nearest = NearestNames.to(word, known);
        return nearest.isEmpty()
                ? known.stream().sorted().collect(Collectors.joining(", ", "known are: ", ""))
                : nearest.stream().collect(Collectors.joining("', '", "did you mean '", "'?"));
    }
}
