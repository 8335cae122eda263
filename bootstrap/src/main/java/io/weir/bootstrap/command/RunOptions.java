package io.weir.bootstrap.command;

import io.weir.adapter.in.http.admin.InvalidParameter;
import io.weir.adapter.in.http.admin.RunParameters;
import io.weir.domain.history.HistoryQuery;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select runs, by the rules of {@code /profiler}. */
final class RunOptions {
    private final Map<String, String> values = new HashMap<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "from this time on: 2026-01-31T10:00:00Z, or 30m, 24h, 7d ago")
    void since(@Nullable String value) {
        put("since", value);
    }

    @Option(names = "--until", paramLabel = "TIME", description = "before this time")
    void until(@Nullable String value) {
        put("until", value);
    }

    @Option(names = "--action", paramLabel = "NAME", description = "runs of this data action, or of salesforce-query")
    void action(@Nullable String value) {
        put("action", value);
    }

    @Option(names = "--caller", paramLabel = "NAME", description = "runs of this caller")
    void caller(@Nullable String value) {
        put("caller", value);
    }

    @Option(names = "--outcome", paramLabel = "CODE", description = "runs with this outcome: answered, or a code")
    void outcome(@Nullable String value) {
        put("outcome", value);
    }

    @Option(
            names = "--business-outcome",
            paramLabel = "NAME",
            description = "runs of data actions that answered this: found, not_found, ..., or error")
    void businessOutcome(@Nullable String value) {
        put("business_outcome", value);
    }

    @Option(names = "--served", paramLabel = "HOW", description = "fresh, shared or cached")
    void served(@Nullable String value) {
        put("served", value);
    }

    @Option(names = "--shape", paramLabel = "ID", description = "runs of this shape, by its id")
    void shape(@Nullable String value) {
        put("shape", value);
    }

    @Option(names = "--slower-than", paramLabel = "TIME", description = "runs that took so long or longer: 500ms, 2s")
    void slowerThan(@Nullable String value) {
        put("slower_than", value);
    }

    @Option(names = "--instance", paramLabel = "NAME", description = "runs of this Weir")
    void instance(@Nullable String value) {
        put("instance", value);
    }

    /** picocli passes null for an option that is absent. */
    private void put(String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    /**
     * The runs that the options select, newest first, at most {@code limit} on a page; throws {@link InvalidParameter}.
     */
    HistoryQuery query(Instant now, int limit) {
        return new RunParameters(name -> Optional.ofNullable(values.get(name)), now).selection(limit);
    }
}
