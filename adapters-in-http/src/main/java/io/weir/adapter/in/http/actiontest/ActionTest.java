package io.weir.adapter.in.http.actiontest;

import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.draft.Input;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One case of a data action's tests.
 *
 * @param action in the version that is tested
 * @param name says what the case is about
 * @param now the time at which the case runs; empty for the current time
 * @param given the records of the org; empty for those of the sandbox
 * @param failure why Salesforce does not answer, if it does not
 * @param expected what the answer must be, its outcome first
 */
public record ActionTest(
        DataAction action,
        String name,
        Place place,
        Optional<Instant> now,
        Optional<List<GivenRow>> given,
        Optional<GivenFailure> failure,
        Map<MemberName, Input> inputs,
        List<Expected> expected) {
    /** A line of a file, from 1. */
    public record Place(String file, int line) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::file).thenComparingInt(Place::line);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /**
     * A record of the org.
     *
     * @param name by which lookups of other records refer to it, as {@code @name}
     * @param values by field
     * @param places of the values, by field
     */
    public record GivenRow(
            Place place, String object, String name, Map<String, @Nullable String> values, Map<String, Place> places) {
        public GivenRow {
            values = Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable String>(values));
            places = Map.copyOf(places);
        }

        /** The place of {@code field}, in any case; that of the record if the record does not have it. */
        public Place placeOf(String field) {
            return places.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(field))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(place);
        }
    }

    /**
     * A member of the answer.
     *
     * @param value as a flow with the profile {@code cxone} gets it; empty for a blank member
     */
    public record Expected(Place place, String member, String value) {}

    public ActionTest {
        given = given.map(List::copyOf);
        inputs = Map.copyOf(inputs);
        expected = List.copyOf(expected);
    }
}
