package io.weir.application.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is kept stays within its bounds. */
class AnswerCacheTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

    private final AnswerCache<String, String> kept = new AnswerCache<>(3, 160, String::length);

    private Instant now = NOW;

    private static RunResult<String> answer(String text) {
        return new RunResult.Ended<>(text, Optional.empty());
    }

    private void keep(String key, String text, int seconds) {
        kept.keep(key, answer(text), kept.removals(), Duration.ofSeconds(seconds), () -> now);
    }

    private Optional<RunResult<String>> at(String key) {
        return kept.at(key, () -> now);
    }

    @Test
    void theOldestGoFirstWhenThereAreTooMany() {
        for (var key : List.of("a", "b", "c", "d")) {
            keep(key, key, 10);
        }

        assertThat(at("a")).isEmpty();
        assertThat(at("b")).hasValue(answer("b"));
        assertThat(at("d")).hasValue(answer("d"));
    }

    @Test
    void anAnswerThatIsKeptAnewIsTheNewest() {
        for (var key : List.of("a", "b", "c", "a", "d")) {
            keep(key, key, 10);
        }

        assertThat(at("a")).isPresent();
        assertThat(at("b")).isEmpty();
    }

    @Property
    void allTogetherAreNeverLargerThanTheBound(@ForAll @Size(max = 50) List<@IntRange(max = 40) Integer> sizes) {
        var bounded = new AnswerCache<Integer, String>(1_000, 160, String::length);
        for (int i = 0; i < sizes.size(); i++) {
            bounded.keep(i % 20, answer("x".repeat(sizes.get(i))), 0, Duration.ofSeconds(10), () -> NOW);
        }

        int characters = 0;
        for (int key = 0; key < 20; key++) {
            characters += bounded.at(key, () -> NOW)
                    .map(result -> result instanceof RunResult.Ended<String>(var text, var _) ? text.length() : 0)
                    .orElse(0);
        }
        assertThat(characters).isLessThanOrEqualTo(160);
    }

    @Test
    void oneThatTakesTooMuchOfTheRoomIsNotKept() {
        keep("a", "x".repeat(11), 10);
        keep("b", "x".repeat(10), 10);

        assertThat(at("a")).isEmpty();
        assertThat(at("b")).isPresent();
    }

    @Test
    void whatHasExpiredIsForgottenSoonAfter() {
        keep("a", "a", 1);
        keep("b", "b", 9);

        now = NOW.plusSeconds(2);
        assertThat(at("other")).isEmpty();
        assertThat(kept.size()).isEqualTo(1);
        assertThat(at("b")).isPresent();
    }

    @Test
    void aClockThatIsSetBackForgetsWhatIsAheadOfIt() {
        keep("a", "a", 9);
        assertThat(at("a")).isPresent();

        now = NOW.minus(Duration.ofHours(1));
        assertThat(at("a")).isEmpty();
        assertThat(kept.size()).isZero();
        keep("a", "a", 9);
        assertThat(at("a")).isPresent();
    }

    @Test
    void whatMayBeOutdatedIsNotKept() {
        long before = kept.removals();
        kept.removeIf("b"::equals);
        kept.keep("a", answer("a"), before, Duration.ofSeconds(9), () -> now);

        assertThat(at("a")).isEmpty();
    }

    @Test
    void aFailureAndWhatMustNotBeKeptAreNot() {
        var nothing = AnswerCache.<String, String>none();
        nothing.keep("a", answer(""), 0, Duration.ofDays(1), () -> NOW);
        kept.keep(
                "a",
                new RunResult.Failed<>(new SalesforceFailure.Unreadable("unreadable"), Optional.empty()),
                0,
                Duration.ofSeconds(9),
                () -> NOW);

        assertThat(nothing.size()).isZero();
        assertThat(kept.size()).isZero();
    }
}
