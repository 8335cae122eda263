package io.weir.adapter.out.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void readsWhatItWrites() {
        var written = Map.of(
                "latency", "50ms..2s",
                "503", "0.02",
                "session-expired", "0.01",
                "page:session-expired", "0.5",
                "login:stall", "1");

        assertThat(Faults.of(written).entries()).isEqualTo(written);
        assertThat(Faults.of(List.of("latency = 1500ms", "503=0.020")).entries())
                .isEqualTo(Map.of("latency", "1500ms", "503", "0.02"));
        assertThat(Faults.NONE.entries()).isEmpty();
    }

    @Test
    void everyFaultHasItsShare() {
        var faults = Faults.of(Map.of("503", "0.25", "drop", "0.5", "page:stall", "0.25"));
        var met = new HashMap<String, Integer>();
        for (int i = 0; i < 10_000; i++) {
            met.merge(
                    faults.draw(Fault.RequestKind.PAGE, random)
                            .map(Fault::label)
                            .orElse("none"),
                    1,
                    Integer::sum);
        }

        assertThat(met.get("503")).isBetween(2_300, 2_700);
        assertThat(met.get("drop")).isBetween(4_700, 5_300);
        assertThat(met.get("stall")).isBetween(2_300, 2_700);
        assertThat(met).doesNotContainKey("none");
        assertThat(faults.draw(Fault.RequestKind.LOGIN, random)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "latency,soon,latency is a time",
                "latency,2s..1s,latency is a time",
                "latency,61s,latency is a time",
                "latency,p50:3s/p99:1s,latency is a time",
                "nonsense,0.1,there is no fault 'nonsense'; there are latency",
                "503,often,'503' takes the share",
                "503,1.5,'503' takes the share",
                "503,-0.1,'503' takes the share",
                "503,1e999999999,'503' takes the share",
                "invalid-grant,0.1,write login:invalid-grant",
                "login:query-timeout,0.1,logins do not meet 'query-timeout'",
            })
    void saysWhatIsWrong(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.of(Map.of(name, value)))
                .withMessageContaining(message);
    }

    @Test
    void saysEverythingThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.of(List.of("latency=x", "y=1", "503=z")))
                .withMessageContainingAll("latency is", "no fault 'y'", "'503' takes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.of(List.of("503=0.5", "503=0.1")))
                .withMessage("'503' stands there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.of(Map.of("503", "0.6", "page:drop", "0.6")))
                .withMessageContaining("come to 1.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80ms", "80ms..3s", "p50:80ms/p99:3s"})
    void latencyIsWhatItSays(String text) {
        var latency = Latency.parse(text).orElseThrow();
        var times = new ArrayList<Duration>();
        for (int i = 0; i < 10_000; i++) {
            times.add(latency.draw(random));
        }
        Collections.sort(times);

        assertThat(latency.text()).isEqualTo(text);
        switch (latency) {
            case Latency.None() -> assertThat(times.getLast()).isZero();
            case Latency.Fixed(var time) -> assertThat(times).containsOnly(time);
            case Latency.Uniform(var least, var most) -> {
                assertThat(times.getFirst()).isBetween(least, least.plusMillis(30));
                assertThat(times.getLast()).isBetween(most.minusMillis(30), most);
            }
            case Latency.LogNormal(var p50, var p99) -> {
                assertThat(times.get(5_000)).isBetween(p50.minusMillis(8), p50.plusMillis(8));
                assertThat(times.get(9_900)).isBetween(p99.minusMillis(900), p99.plusMillis(900));
                assertThat(times.getLast()).isLessThanOrEqualTo(Latency.MAX);
            }
        }
    }
}
