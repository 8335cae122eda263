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

    private static RunResult<String> answer(String text) {
        return new RunResult.Ended<>(text, Optional.empty());
    }

    private void keep(String key, String text, int seconds) {
        kept.keep(key, answer(text), NOW.plusSeconds(seconds));
    }

    @Test
    void theOldestGoFirstWhenThereAreTooMany() {
        for (var key : List.of("a", "b", "c", "d")) {
            keep(key, key, 10);
        }

        assertThat(kept.at("a", NOW)).isEmpty();
        assertThat(kept.at("b", NOW)).hasValue(answer("b"));
        assertThat(kept.at("d", NOW)).hasValue(answer("d"));
    }

    @Test
    void anAnswerThatIsKeptAnewIsTheNewest() {
        for (var key : List.of("a", "b", "c", "a", "d")) {
            keep(key, key, 10);
        }

        assertThat(kept.at("a", NOW)).isPresent();
        assertThat(kept.at("b", NOW)).isEmpty();
    }

    @Property
    void allTogetherAreNeverLargerThanTheBound(@ForAll @Size(max = 50) List<@IntRange(max = 40) Integer> sizes) {
        var bounded = new AnswerCache<Integer, String>(1_000, 160, String::length);
        for (int i = 0; i < sizes.size(); i++) {
            bounded.keep(i % 20, answer("x".repeat(sizes.get(i))), NOW.plusSeconds(10));
        }

        int characters = 0;
        for (int key = 0; key < 20; key++) {
            characters += bounded.at(key, NOW)
                    .map(result -> result instanceof RunResult.Ended<String>(var text, var _) ? text.length() : 0)
                    .orElse(0);
        }
        assertThat(characters).isLessThanOrEqualTo(160);
    }

    @Test
    void oneThatTakesTooMuchOfTheRoomIsNotKept() {
        keep("a", "x".repeat(11), 10);
        keep("b", "x".repeat(10), 10);

        assertThat(kept.at("a", NOW)).isEmpty();
        assertThat(kept.at("b", NOW)).isPresent();
    }

    @Test
    void whatHasExpiredIsForgottenSoonAfter() {
        keep("a", "a", 1);
        keep("b", "b", 9);

        assertThat(kept.at("other", NOW.plusSeconds(2))).isEmpty();
        assertThat(kept.size()).isEqualTo(1);
        assertThat(kept.at("b", NOW.plusSeconds(2))).isPresent();
    }

    @Test
    void aFailureAndWhatMustNotBeKeptAreNot() {
        var nothing = AnswerCache.<String, String>none();
        nothing.keep("a", answer(""), NOW.plus(Duration.ofDays(1)));
        kept.keep(
                "a",
                new RunResult.Failed<>(new SalesforceFailure.Unreadable("unreadable"), Optional.empty()),
                NOW.plusSeconds(9));

        assertThat(nothing.size()).isZero();
        assertThat(kept.size()).isZero();
    }
}
