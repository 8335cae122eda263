package io.weir.adapter.out.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void parsesItsOwnTextForm() {
        var entries = Map.of(
                "latency", "50ms..2s",
                "503", "0.02",
                "session-expired", "0.01",
                "page:session-expired", "0.5",
                "login:stall", "1",
                "Contact:502", "#3",
                "write:My_Object__c:unable-to-lock-row", "#1..2");

        assertThat(Faults.of(entries).entries()).isEqualTo(entries);
        assertThat(Faults.of(List.of("latency = 1500ms", "503=0.020")).entries())
                .isEqualTo(Map.of("latency", "1500ms", "503", "0.02"));
        assertThat(Faults.NONE.entries()).isEmpty();
    }

    @Test
    void drawsEachFaultByItsShare() {
        var plan = new FaultPlan(Faults.of(Map.of("503", "0.25", "drop", "0.5", "page:stall", "0.25")), random);
        var counts = new HashMap<String, Integer>();
        for (int i = 0; i < 10_000; i++) {
            counts.merge(
                    plan.draw(request(Fault.RequestKind.PAGE))
                            .fault()
                            .map(Fault::label)
                            .orElse("none"),
                    1,
                    Integer::sum);
        }

        assertThat(counts.get("503")).isBetween(2_300, 2_700);
        assertThat(counts.get("drop")).isBetween(4_700, 5_300);
        assertThat(counts.get("stall")).isBetween(2_300, 2_700);
        assertThat(counts).doesNotContainKey("none");
        assertThat(plan.draw(request(Fault.RequestKind.LOGIN)).fault()).isEmpty();
    }

    @Test
    void countsTheRequestsThatARuleCovers() {
        var plan = new FaultPlan(Faults.of(Map.of("write:Contact:503", "#2..3")), random);

        assertThat(labels(
                        plan,
                        request(Fault.RequestKind.WRITE, "contact"),
                        request(Fault.RequestKind.QUERY, "contact"),
                        request(Fault.RequestKind.WRITE, "account"),
                        request(Fault.RequestKind.WRITE, "contact"),
                        request(Fault.RequestKind.WRITE, "account", "contact"),
                        request(Fault.RequestKind.WRITE, "contact")))
                .containsExactly("", "", "", "503", "503", "");
        plan.replace(plan.faults());
        assertThat(labels(
                        plan, request(Fault.RequestKind.WRITE, "contact"), request(Fault.RequestKind.WRITE, "contact")))
                .containsExactly("", "503");
    }

    @Test
    void injectsTheNextFaultOnceIntoTheFirstRequestThatItCovers() {
        var plan = new FaultPlan(Faults.of(Map.of("drop", "1")), random);
        plan.next(FaultTarget.parse("Contact:503"));
        plan.next(FaultTarget.parse("login:invalid-grant"));
        plan.next(FaultTarget.parse("504"));

        assertThat(labels(
                        plan,
                        request(Fault.RequestKind.QUERY, "account"),
                        request(Fault.RequestKind.QUERY, "contact"),
                        request(Fault.RequestKind.LOGIN),
                        request(Fault.RequestKind.QUERY, "contact")))
                .containsExactly("504", "503", "invalid-grant", "drop");
    }

    @Test
    void everyFaultAndEveryPrefixIsDocumented() throws IOException {
        String document = Files.readString(Path.of("../docs/drill.md"));

        assertThat(Fault.all())
                .allSatisfy(fault ->
                        assertThat(document).containsAnyOf("`" + fault.label() + "`", "`login:" + fault.label() + "`"));
        assertThat(Fault.RequestKind.values())
                .filteredOn(kind -> kind != Fault.RequestKind.DATA)
                .allSatisfy(kind -> assertThat(document).contains("`" + kind.prefix() + "`"));
    }

    @Test
    void sharesOfDifferentObjectsDoNotAddUp() {
        assertThat(Faults.of(Map.of("Contact:503", "0.9", "Account:503", "0.9")).entries())
                .hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.of(Map.of("Contact:503", "0.9", "query:drop", "0.9")))
                .withMessageContaining("add up to 1.8");
    }

    private static List<String> labels(FaultPlan plan, RequestTraits... requests) {
        return Stream.of(requests)
                .map(request -> plan.draw(request).fault().map(Fault::label).orElse(""))
                .toList();
    }

    private static RequestTraits request(Fault.RequestKind kind, String... objects) {
        return new RequestTraits(kind, Set.of(objects));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "latency,soon,latency must be a time",
                "latency,2s..1s,latency must be a time",
                "latency,61s,latency must be a time",
                "latency,p50:3s/p99:1s,latency must be a time",
                "nonsense,0.1,unknown fault 'nonsense'; known names: latency",
                "503,often,'503' must be a share",
                "503,1.5,'503' must be a share",
                "503,-0.1,'503' must be a share",
                "503,1e999999999,'503' must be a share",
                "invalid-grant,0.1,applies only to logins: write login:invalid-grant",
                "login:query-timeout,0.1,'query-timeout' does not apply to logins",
                "503,#0,'503' must be a share",
                "503,#3..2,'503' must be a share",
                "503,#1234567890,'503' must be a share",
                "pages:503,0.1,'pages:' is neither an object nor one of query: page:",
                "Con tact:503,0.1,'Con tact:' is neither an object",
                ":503,0.1,':' is neither an object",
                "page:Contact:503,0.1,a fault with 'page:' cannot be limited to an object",
                "login:Contact:503,0.1,a fault with 'login:' cannot be limited to an object",
            })
    void rejectsInvalidEntries(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.of(Map.of(name, value)))
                .withMessageContaining(message);
    }

    @Test
    void reportsEveryProblem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.of(List.of("latency=x", "y=1", "503=z")))
                .withMessageContainingAll("latency must be", "unknown fault 'y'", "'503' must be");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.of(List.of("503=0.5", "503=0.1")))
                .withMessage("duplicate fault '503'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.of(Map.of("503", "0.6", "page:drop", "0.6")))
                .withMessageContaining("add up to 1.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80ms", "80ms..3s", "p50:80ms/p99:3s"})
    void latencyFollowsItsDistribution(String text) {
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
            case Latency.Uniform(var min, var max) -> {
                assertThat(times.getFirst()).isBetween(min, min.plusMillis(30));
                assertThat(times.getLast()).isBetween(max.minusMillis(30), max);
            }
            case Latency.LogNormal(var p50, var p99) -> {
                assertThat(times.get(5_000)).isBetween(p50.minusMillis(8), p50.plusMillis(8));
                assertThat(times.get(9_900)).isBetween(p99.minusMillis(900), p99.plusMillis(900));
                assertThat(times.getLast()).isLessThanOrEqualTo(Latency.MAX);
            }
        }
    }
}
