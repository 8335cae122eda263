package io.weir.adapter.in.http.json;

import io.weir.domain.draft.Problem;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects the problems of one request or document, up to a limit. Not thread-safe. */
public final class Problems {
    /** The most problems that an error answer lists. */
    public static final int MAX_IN_ANSWER = 20;

    private final List<Problem> problems = new ArrayList<>();
    private final int limit;

    /** @param limit problems after this many are dropped */
    public Problems(int limit) {
        this.limit = limit;
    }

    public void add(String location, String message) {
        if (!isFull()) {
            problems.add(new Problem(location, message));
        }
    }

    /** Adds {@code message} for each of the members {@code keys} that {@code json}, which is at {@code location}, has. */
    public void refuse(JsonObject json, List<String> keys, String location, String message) {
        keys.stream().filter(key -> JsonMembers.has(json, key)).forEach(key -> add(location + "/" + key, message));
    }

    /**
     * The result of {@code reading}, or empty if it throws {@link IllegalArgumentException}, whose message is added as
     * a problem: the domain refuses invalid values so.
     */
    public <T> Optional<T> attempt(String location, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (IllegalArgumentException invalid) {
            add(location, String.valueOf(invalid.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * The result of {@link #attempt} for the member {@code key} of {@code json}, which is at {@code location}; empty if
     * it is missing.
     */
    public <T> Optional<T> attemptMember(JsonObject json, String key, String location, Supplier<T> reading) {
        return JsonMembers.has(json, key) ? attempt(location + "/" + key, reading) : Optional.empty();
    }

    public List<Problem> all() {
        return List.copyOf(problems);
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** Whether the limit is reached, so that there may be more problems than are collected. */
    public boolean isFull() {
        return problems.size() >= limit;
    }

    /** Throws {@link InvalidJson} unless this is empty. */
    public void throwIfAny() {
        if (!isEmpty()) {
            throw new InvalidJson(all());
        }
    }
}
