package io.weir.adapter.in.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.history.Execution;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeTry;

/** A reader who follows the cursors sees every run once. */
final class ProfilerPagesTest {
    private static final RunningAdmin ADMIN = new RunningAdmin();

    @AfterContainer
    static void stop() {
        ADMIN.close();
    }

    @BeforeTry
    void begin() {
        ADMIN.weir.history.executions.clear();
    }

    @Property(tries = 50)
    void allPagesHaveAllRunsNewestFirst(
            @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> seconds,
            @ForAll @IntRange(min = 1, max = 7) int limit) {
        record(seconds);

        var pages = pages("/profiler?limit=" + limit, () -> {});

        assertThat(pages).allSatisfy(page -> assertThat(page).hasSizeLessThanOrEqualTo(limit));
        assertThat(pages.stream().flatMap(List::stream)).containsExactlyElementsOf(newestFirst(seconds));
    }

    @Property(tries = 50)
    void newRunsMoveNoPage(
            @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> seconds,
            @ForAll @IntRange(min = 1, max = 7) int limit) {
        record(seconds);

        var pages = pages("/profiler?limit=" + limit, () -> ADMIN.weir.history.record(run("later", 100)));

        assertThat(pages.stream().flatMap(List::stream)).containsExactlyElementsOf(newestFirst(seconds));
    }

    @Property(tries = 50)
    void pagesHaveTheSelectedRunsOnly(
            @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> seconds,
            @ForAll @IntRange(min = 1, max = 7) int limit,
            @ForAll @IntRange(max = 9) int since) {
        record(seconds);

        var pages = pages("/profiler?limit=%d&since=2026-01-31T10:00:0%dZ".formatted(limit, since), () -> {});

        assertThat(pages.stream().flatMap(List::stream)).hasSize((int)
                seconds.stream().filter(second -> second >= since).count());
    }

    private static void record(List<Integer> seconds) {
        for (int i = 0; i < seconds.size(); i++) {
            ADMIN.weir.history.record(run("r-" + i, seconds.get(i)));
        }
    }

    private static Execution run(String requestId, int second) {
        return SampleRun.of(requestId, second).made();
    }

    private static List<String> newestFirst(List<Integer> seconds) {
        return IntStream.range(0, seconds.size())
                .boxed()
                .sorted(Comparator.<Integer, Integer>comparing(seconds::get)
                        .thenComparing(Comparator.naturalOrder())
                        .reversed())
                .map(i -> "r-" + i)
                .toList();
    }

    /** The request ids on each page; {@code between} runs after each of them. */
    private static List<List<String>> pages(String path, Runnable between) {
        var pages = new ArrayList<List<String>>();
        String cursor = "";
        do {
            var page = page(path + cursor);
            pages.add(page.getJsonArray("execution_history").getValuesAs(JsonObject.class).stream()
                    .map(run -> run.getString("request_id"))
                    .toList());
            cursor = page.containsKey("next_cursor") ? "&cursor=" + page.getString("next_cursor") : "";
            between.run();
        } while (!cursor.isEmpty());
        return pages;
    }

    private static JsonObject page(String path) {
        try (var reader = Json.createReader(new StringReader(ADMIN.get(path).body()))) {
            return reader.readObject();
        }
    }
}
