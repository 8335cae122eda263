package io.weir.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.status.CallerWatch.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Which callers are refused much, since when, and until when. */
class CallerWatchTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final int MANY = 100;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final RecordingLogger log = new RecordingLogger();
    private final CallerWatch watch = new CallerWatch(Set.of("unknown"), log, now::get);
    private long requests;
    private long refused;

    @Test
    void aCallerThatIsRefusedMuchIsAProblemFromItsFirstRefusalToItsLast() {
        ask(10, 0);
        ask(10, 0);
        var first = now.get();
        ask(10, 8);
        assertThat(watch.problems(MANY)).as("a burst").isEmpty();
        ask(10, 8);

        var problem = watch.problems(MANY).getFirst();
        assertThat(problem.kind()).isEqualTo(ProblemKind.CALLER_LIMITED);
        assertThat(problem.since()).isEqualTo(first);
        assertThat(problem.text()).startsWith("the caller noisy asks more than it may");

        ask(10, 8);
        assertThat(watch.problems(MANY)).as("one and the same").containsExactly(problem);

        pass(CallerWatch.WINDOW);
        ask(10, 0);
        assertThat(watch.problems(MANY)).isEmpty();
        assertThat(log.lines)
                .containsExactly(
                        "WARNING " + problem.text(),
                        "INFO the limits of the caller noisy refuse little or nothing any more");
    }

    @Test
    void aTenthIsWhatLimitsAreFor() {
        ask(0, 0);
        ask(10_000, 1_000);
        assertThat(watch.problems(MANY)).isEmpty();
        ask(10, 10);
        assertThat(watch.problems(MANY)).hasSize(1);
    }

    @Test
    void requestsWithoutACallerAreNoCaller() {
        watch.observe(Map.of("unknown", new Counts(0, 0)));
        pass(STEP);
        watch.observe(Map.of("unknown", new Counts(1_000, 1_000)));
        assertThat(watch.problems(MANY)).isEmpty();
    }

    @Test
    void whatIsAskedIsThatOfTheLastMinute() {
        ask(50, 0);
        assertThat(watch.recent()).isEmpty();
        for (int i = 0; i < 24; i++) {
            ask(10, 8);
        }
        var recent = Objects.requireNonNull(watch.recent().get("noisy"));
        assertThat(recent.time()).isEqualTo(Duration.ofMinutes(1));
        assertThat(recent.requests()).isEqualTo(120);
        assertThat(recent.refused()).isEqualTo(96);
        assertThat(recent.limitedSince()).isEqualTo(Optional.of(START.plus(STEP)));
    }

    @Test
    void theProblemsAreBounded() {
        watch.observe(Map.of());
        pass(STEP);
        watch.observe(Map.of("a", new Counts(20, 20), "b", new Counts(20, 20), "c", new Counts(20, 20)));
        assertThat(watch.problems(2))
                .extracting(StatusProblem::text)
                .allMatch(text -> text.matches("the caller [ab] .*"));
    }

    private void ask(int more, int ofThemRefused) {
        requests += more;
        refused += ofThemRefused;
        watch.observe(Map.of("noisy", new Counts(requests, refused)));
        pass(STEP);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
