package io.weir.adapter.in.http.admin;

import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.application.advice.AdviseOnActions;
import io.weir.application.advice.RecentActions;
import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.port.HistoryUnavailable;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Shows the history of runs, their statistics and advice, and deletes the runs of a contact. Thread-safe. */
final class ProfilerEndpoint {
    private static final System.Logger LOG = System.getLogger(ProfilerEndpoint.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ExecutionHistory history;
    private final KnownNames names;
    private final Supplier<List<QueryAdvice>> queryAdvice;
    private final AdviseOnActions adviseOnActions;
    private final RecentActions recentActions;
    private final RequestIds ids;
    private final InstantSource clock;

    /** How many runs were deleted. Public for JSON binding only. */
    public record DeletionJson(long deleted) {}

    ProfilerEndpoint(AdminServer.Insight insight, RequestIds ids, InstantSource clock) {
        this.history = insight.history();
        var catalog = insight.actions().useCases().catalog();
        this.names = new KnownNames(catalog, () -> callerNames(insight.callers()), history, clock);
        this.queryAdvice = insight.queryAdvice();
        this.adviseOnActions = new AdviseOnActions(catalog);
        this.recentActions = new RecentActions(history, clock);
        this.ids = ids;
        this.clock = clock;
    }

    private static List<String> callerNames(AdminServer.CallerInsight callers) {
        return callers.configured().get().stream().map(CallerAccess::name).toList();
    }

    /** A page of the selected runs; those of one request with their phases. */
    ProfilerJson runs(ServerRequest request) {
        var query = HistoryParameters.of(request.query(), ids, clock.instant());
        var page = history.find(query);
        if (page.executions().isEmpty()) {
            names.check(query.runs());
        }
        return query.requestIds().isEmpty() ? ProfilerJson.of(page) : ProfilerJson.withPhases(page);
    }

    /** The runs of the request that the path names, with their phases. */
    ProfilerJson runsOfRequest(ServerRequest request) {
        UrlParameters.of(request.query(), List.of());
        String id = request.path().pathParameters().get(HistoryParameters.REQUEST);
        var page = history.find(
                HistoryQuery.newest(ProfilerParameters.MOST).withRequestIds(HistoryParameters.requestIds(id, ids)));
        if (page.executions().isEmpty()) {
            throw new RequestRefused(ErrorCode.UNKNOWN_PATH, "the history has no run of this request");
        }
        return ProfilerJson.withPhases(page);
    }

    SummaryJson summary(ServerRequest request) {
        var query = SummaryParameters.of(request.query(), clock.instant());
        var summary = history.summary(query);
        if (summary.groups().isEmpty()) {
            names.check(query.runs());
        }
        return SummaryJson.of(query.by(), summary);
    }

    SeriesJson series(ServerRequest request) {
        var query = SummaryParameters.series(request.query(), clock.instant());
        var series = history.series(query);
        if (series.points().isEmpty()) {
            names.check(query.runs());
        }
        return SeriesJson.of(series);
    }

    AdviceJson advice(ServerRequest request) {
        UrlParameters.of(request.query(), List.of());
        return AdviceJson.of(queryAdvice.get(), adviseOnActions.advice(recentActions.statistics()));
    }

    /** Deletes the runs of the contact that the URL names. */
    DeletionJson forget(ServerRequest request) {
        var contact = HistoryParameters.contact(request.query(), ids);
        try {
            long deleted = history.forget(contact);
            LOG.log(Level.INFO, "the operator deleted {0} runs of a contact from the history", deleted);
            return new DeletionJson(deleted);
        } catch (HistoryUnavailable _) {
            throw new RequestRefused(ErrorAnswer.later(
                    ErrorCode.HISTORY_UNAVAILABLE,
                    "the history's store does not answer, so runs may be left in it; delete them again later",
                    PAUSE));
        }
    }
}
