package io.weir.adapter.in.http.answer;

import io.weir.domain.draft.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is wrong with one request or one declaration, so far. Not thread-safe. */
public final class RequestProblems {
    private final List<Problem> problems = new ArrayList<>();
    private final int most;

    /** None yet, and {@code most} at most. */
    public RequestProblems(int most) {
        this.most = most;
    }

    public void add(String location, String message) {
        if (problems.size() < most) {
            problems.add(new Problem(location, message));
        }
    }

    /** What {@code reading} gives; the domain refuses what is none by {@link IllegalArgumentException}, here no bug. */
    public <T> Optional<T> noted(String location, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (IllegalArgumentException refused) {
            add(location, String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    /** All so far. */
    public List<Problem> all() {
        return List.copyOf(problems);
    }

    /** Throws {@link RequestRefused} if anything is wrong. */
    public void refuseIfAny() {
        if (!problems.isEmpty()) {
            throw new RequestRefused(ErrorAnswer.invalid(problems));
        }
    }
}
