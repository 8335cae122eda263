package io.weir.adapter.in.http.admin;

import io.weir.adapter.in.http.webhook.RequestCounts;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.UsageForecast.Forecast;
import io.weir.domain.status.StatusProblem;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /status}: what Weir does now, and what is wrong.
 *
 * @param problems the worst first
 * @param requests since the start
 */
@JsonbPropertyOrder({
    "version",
    "instance",
    "time",
    "startedAt",
    "ready",
    "sandbox",
    "problems",
    "requests",
    "salesforce",
    "api",
    "store",
    "losses",
    "actions",
    "config"
})
public record StatusJson(
        String version,
        String instance,
        Instant time,
        Instant startedAt,
        boolean ready,
        boolean sandbox,
        List<ProblemJson> problems,
        RequestsJson requests,
        SalesforceJson salesforce,
        ApiJson api,
        StoreJson store,
        LossesJson losses,
        ActionsJson actions,
        ConfigJson config) {
    /** One problem. */
    @JsonbPropertyOrder({"code", "since", "text"})
    public record ProblemJson(String code, Instant since, String text) {
        private static final int LONGEST = 1_000;

        /** All of them, the worst first; their texts on one line. */
        public static List<ProblemJson> of(Collection<StatusProblem> problems) {
            return problems.stream()
                    .sorted()
                    .map(problem -> new ProblemJson(problem.kind().code(), problem.since(), line(problem.text())))
                    .toList();
        }

        private static String line(String text) {
            String line = text.replaceAll(":\\s*\n\\s*", ": ").replaceAll("\\s*\n\\s*", "; ");
            return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
        }
    }

    /** The requests of flows. */
    @JsonbPropertyOrder({"inFlight", "outcomes"})
    public record RequestsJson(long inFlight, Map<String, Long> outcomes) {
        public static RequestsJson of(RequestCounts counts) {
            return new RequestsJson(counts.inFlight(), new TreeMap<>(counts.outcomes()));
        }
    }

    /**
     * The calls of Salesforce.
     *
     * @param breaker {@code closed}, {@code half_open} or {@code open}
     */
    @JsonbPropertyOrder({"breaker", "running", "runningLimit", "waiting", "waitingLimit"})
    public record SalesforceJson(String breaker, int running, int runningLimit, int waiting, int waitingLimit) {}

    /**
     * The org's API requests.
     *
     * @param used as Salesforce last reported it; null until then
     * @param state {@code available}, {@code reserve_reached} or {@code spent}
     * @param reserve what runs of normal priority leave
     * @param retryAt when a run tests whether requests are admitted again; null while they are
     * @param fleet null unless several Weirs share the requests
     */
    @JsonbNillable
    @JsonbPropertyOrder({"used", "limit", "reserve", "observedAt", "state", "retryAt", "forecast", "fleet"})
    public record ApiJson(
            @Nullable Long used,
            @Nullable Long limit,
            long reserve,
            @Nullable Instant observedAt,
            String state,
            @Nullable Instant retryAt,
            ForecastJson forecast,
            @Nullable FleetJson fleet) {
        /** The state {@code state}; with what Salesforce last reported. */
        public static ApiJson of(
                @Nullable ApiUsage usage,
                @Nullable Instant observedAt,
                long reserve,
                String state,
                @Nullable Instant retryAt,
                Forecast forecast,
                @Nullable FleetJson fleet) {
            return new ApiJson(
                    usage == null ? null : usage.used(),
                    usage == null ? null : usage.limit(),
                    reserve,
                    observedAt,
                    state,
                    retryAt,
                    ForecastJson.of(forecast),
                    fleet);
        }
    }

    /**
     * The API requests as the Weirs of the org share them.
     *
     * @param ledger whether the ledger can be used
     * @param weirs how many share it; 0 until that is known
     * @param leased what they hold together and have not used
     * @param leaseLeft what this Weir holds of that
     */
    @JsonbNillable
    @JsonbPropertyOrder({"ledger", "weirs", "leased", "leaseLeft"})
    public record FleetJson(boolean ledger, long weirs, long leased, long leaseLeft) {}

    /** What is to be expected if usage goes on as in the last hour; null where that cannot be said. */
    @JsonbNillable
    @JsonbPropertyOrder({"callsPerHour", "reserveReachedAt", "exhaustedAt"})
    public record ForecastJson(
            @Nullable BigDecimal callsPerHour,
            @Nullable Instant reserveReachedAt,
            @Nullable Instant exhaustedAt) {
        static ForecastJson of(Forecast forecast) {
            return new ForecastJson(
                    forecast.callsPerHour()
                            .map(calls -> BigDecimal.valueOf(calls).setScale(1, RoundingMode.HALF_UP))
                            .orElse(null),
                    forecast.reserveReachedAt().orElse(null),
                    forecast.exhaustedAt().orElse(null));
        }
    }

    /**
     * The history's store.
     *
     * @param kind {@code memory}, {@code sqlite} or {@code postgresql}
     * @param capacity how many of this Weir's newest runs are kept
     * @param slowMs from which duration on a store keeps a run longer
     */
    @JsonbPropertyOrder({"kind", "available", "bytes", "capacity", "slowMs", "dropped", "evicted"})
    public record StoreJson(
            String kind, boolean available, long bytes, int capacity, long slowMs, long dropped, long evicted) {}

    /** What was lost because there was too much of it. */
    @JsonbPropertyOrder({"historyDropped", "auditDropped", "adviceSkipped"})
    public record LossesJson(long historyDropped, long auditDropped, long adviceSkipped) {}

    /** The data actions. */
    @JsonbPropertyOrder({"served", "unsuitable", "stale"})
    public record ActionsJson(int served, int unsuitable, boolean stale) {}

    /** The configuration. */
    @JsonbPropertyOrder({"stale", "reloads"})
    public record ConfigJson(boolean stale, long reloads) {}
}
