package io.weir.adapter.in.http;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Places in a declaration where something else was meant, but nobody knows what: much that seems wrong with them or around them is
 * a mere consequence.
 *
 * @param places as JSON pointers
 * @param replaced those of them, and others, where a stand-in is now, so that what stands below them means nothing
 */
record Doubts(Set<String> places, Set<String> replaced) {
    Doubts {
        places = Set.copyOf(places);
        replaced = Set.copyOf(replaced);
    }

    /** These and {@code more}. */
    Doubts with(Collection<String> more) {
        var all = new HashSet<>(places);
        all.addAll(more);
        return new Doubts(all, replaced);
    }

    /** Whether a mistake at {@code location} may be only a consequence. */
    boolean explain(String location) {
        return !location.isEmpty()
                && (places.stream()
                                .anyMatch(place ->
                                        place.equals(location) || above(place).equals(location))
                        || replaced.stream().anyMatch(place -> isBelow(location, place)));
    }

    /** Whether not everything is known about what stands at {@code location}. */
    boolean touch(String location) {
        return has(location) || places.stream().anyMatch(place -> isBelow(place, location));
    }

    /** Whether nothing is known about what stands at {@code location} as a whole. */
    boolean has(String location) {
        return places.stream().anyMatch(place -> place.equals(location) || isBelow(location, place));
    }

    /** The places below {@code location}, without it in front. */
    Stream<String> below(String location) {
        return places.stream()
                .filter(place -> isBelow(place, location))
                .map(place -> place.substring(location.length() + 1));
    }

    private static boolean isBelow(String place, String above) {
        return place.startsWith(above + "/");
    }

    private static String above(String place) {
        return place.substring(0, Math.max(0, place.lastIndexOf('/')));
    }
}
