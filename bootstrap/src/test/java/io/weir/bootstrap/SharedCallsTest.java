package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lookups of several callers in one API request, from the flow to the sandbox and to the operator's numbers. */
@Timeout(120)
class SharedCallsTest {
    private static final int CALLERS = 40;
    private static final Pattern API_CALLS = Pattern.compile("\"api_calls\":(\\d+)");
    private static final Pattern SAVED =
            Pattern.compile("weir_salesforce_calls_saved_total\\{by=\"composite\"[^}]*} ([0-9.]+)");

    @Test
    void callersWhoWaitShareCallsAndTheSumOfAllRunsIsWhatTheOrgCounts() throws Exception {
        try (var weir = ReadyWeir.start(Map.of("SF_MAX_CALLS", "1"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long before = weir.apiCalls("query") + weir.apiCalls("composite");
            for (int i = 0; i < 20; i++) {
                weir.query(lookup("Nobody" + i));
            }
            weir.faults("PUT", "{\"latency\":\"100ms\"}");
            var answers = new ArrayList<Future<String>>();
            for (int i = 0; i < CALLERS; i++) {
                String name = i % 2 == 0 ? "O'Neil" : "Nobody%d".formatted(i + 100);
                Callable<String> ask = () -> weir.query(lookup(name)).body();
                answers.add(threads.submit(ask));
            }
            for (int i = 0; i < CALLERS; i++) {
                assertThat(answers.get(i).get()).contains(i % 2 == 0 ? "\"LastName\":\"O'Neil\"" : "\"records\":[]");
            }

            long calls = weir.apiCalls("query") + weir.apiCalls("composite") - before;
            assertThat(calls).isLessThan(20 + CALLERS / 2);
            assertThat(API_CALLS
                            .matcher(weir.profiler())
                            .results()
                            .mapToLong(run -> Long.parseLong(run.group(1)))
                            .sum())
                    .isEqualTo(calls);
            var saved = SAVED.matcher(weir.metrics());
            assertThat(saved.find()).isTrue();
            assertThat(Double.parseDouble(saved.group(1))).isPositive();
        }
    }

    @Test
    void contactLeadAndAccountCostOneCallOnceTheyAreKnownToBeQuick() {
        try (var weir = ReadyWeir.start(Map.of("SF_COMPOSITE", "always"))) {
            for (int i = 0; i < 20; i++) {
                assertThat(whoIsCalling(weir, i)).contains("\"outcome\":\"not_found\"");
            }
            long before = weir.apiCalls("query") + weir.apiCalls("composite");

            assertThat(whoIsCalling(weir, 20)).contains("\"outcome\":\"not_found\"");

            assertThat(weir.apiCalls("query") + weir.apiCalls("composite") - before)
                    .isEqualTo(1);
            assertThat(API_CALLS.matcher(weir.profiler()).results().findFirst().map(run -> run.group(1)))
                    .contains("1");
            assertThat(weir.metrics()).containsPattern("calls_saved_total\\{by=\"composite\"[^}]*} 2");
        }
    }

    private static String whoIsCalling(ReadyWeir weir, int number) {
        return weir.run("who-is-calling", "{\"phone\":\"+1212555%04d\"}".formatted(number))
                .body();
    }

    private static String lookup(String lastName) {
        return """
            {"object_name":"Contact","fields":["Id","LastName"],"filters":{"LastName":{"op":"=","val":"%s"}}}\
            """.formatted(lastName);
    }
}
