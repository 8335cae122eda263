package io.weir.adapter.out.salesforce;

import io.helidon.http.HeaderNames;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;

/**
 * Asks an org over Salesforce's REST API: one attempt for each call, with one login and one repetition if the session has
 * expired.
 *
 * <p>Further pages of sub-queries are fetched before the page goes out. Thread-safe; closing it closes its connections.
 */
public final class RestSalesforceQueries implements SalesforceQueries, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RestSalesforceQueries.class.getName());

    private final SalesforceHttp http;
    private final AccessTokens tokens;
    private final InstantSource clock;
    private final String queryTarget;

    /**
     * @param usage hears what each answer says about the API usage
     * @param sleeper waits between logins that overlap with those of other processes
     */
    public RestSalesforceQueries(
            SalesforceSettings settings,
            LatestApiUsage usage,
            MeterRegistry meters,
            InstantSource clock,
            RandomGenerator random,
            Sleeper sleeper) {
        this.clock = clock;
        this.http = new SalesforceHttp(settings, clock, usage, new SalesforceMeters(meters));
        var login = new Login(settings, http, clock, random, sleeper);
        this.tokens = new AccessTokens(login::run, clock, meters);
        this.queryTarget = "/services/data/v" + settings.apiVersion() + "/query?q=";
        if (settings.credentials() instanceof Credentials.UsernamePassword) {
            LOG.log(
                    Level.WARNING,
                    "the password flow is being switched off by Salesforce: use client credentials instead");
        }
    }

    @Override
    public QueryPage start(Query query, RunMeter meter) {
        meter.countAttempt();
        String target = PercentEncoding.append(queryTarget, Soql.of(query).text());
        return whole(fetch(Operation.QUERY, target, meter), meter);
    }

    @Override
    public QueryPage resume(PageCursor cursor, RunMeter meter) {
        var locator = Locator.of(cursor);
        meter.countAttempt();
        return whole(fetch(Operation.PAGE, locator.path(), meter), meter);
    }

    @Override
    public void close() {
        http.close();
    }

    private QueryPage whole(Page page, RunMeter meter) {
        Optional<PageCursor> next = page.done()
                ? Optional.empty()
                : Optional.of(Locator.next(page.next()).cursor());
        // children first: fetching the next page of parents may end the cursors of these
        var rows = new Children(locator -> fetch(Operation.PAGE, locator.path(), meter)).complete(page);
        return new QueryPage(rows, page.totalSize(), next);
    }

    private Page fetch(Operation operation, String target, RunMeter meter) {
        var session = tokens.current(meter.deadline());
        try {
            return fetch(operation, session, target, meter);
        } catch (SalesforceFailure.SessionExpired e) {
            tokens.expired(session);
        }
        var renewed = tokens.current(meter.deadline());
        try {
            return fetch(operation, renewed, target, meter);
        } catch (SalesforceFailure.SessionExpired e) {
            var denied = new SalesforceFailure.AccessDenied(
                    "Salesforce gives Weir access tokens and then refuses them",
                    e.salesforceCode().orElse(""));
            tokens.useless(renewed, denied);
            throw denied;
        }
    }

    private Page fetch(Operation operation, Session session, String target, RunMeter meter) {
        meter.countApiCall();
        var request = SalesforceRequest.get(operation, session, target);
        var page = http.send(request, meter.deadline(), this::page);
        tokens.accepted(session);
        return page;
    }

    private Page page(Answer answer) {
        if (answer.status() != 200) {
            throw failure(answer);
        }
        try (var json = Json.parser(answer.body())) {
            var page = PageReader.read(json);
            answer.finish();
            return page;
        } catch (IOException e) {
            throw new SalesforceFailure.Unreadable("the answer to a query broke off");
        } catch (JacksonException e) {
            // without it: its message holds a piece of the body
            throw new SalesforceFailure.Unreadable("the answer to a query is not JSON, or broke off");
        }
    }

    private SalesforceFailure failure(Answer answer) {
        var retryAfter = RetryAfter.of(answer.header(HeaderNames.RETRY_AFTER), clock.instant());
        return SalesforceErrors.of(answer.status(), ErrorEntry.all(answer), retryAfter);
    }
}
