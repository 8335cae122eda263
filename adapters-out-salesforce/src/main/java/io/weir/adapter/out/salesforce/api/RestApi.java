package io.weir.adapter.out.salesforce.api;

import io.helidon.http.HeaderNames;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.out.salesforce.deadline.Sleeper;
import io.weir.adapter.out.salesforce.error.ErrorCodes;
import io.weir.adapter.out.salesforce.error.ErrorEntry;
import io.weir.adapter.out.salesforce.error.SalesforceErrors;
import io.weir.adapter.out.salesforce.http.Answer;
import io.weir.adapter.out.salesforce.http.LatestApiUsage;
import io.weir.adapter.out.salesforce.http.RetryAfter;
import io.weir.adapter.out.salesforce.http.SalesforceHttp;
import io.weir.adapter.out.salesforce.http.SalesforceMeters;
import io.weir.adapter.out.salesforce.http.SalesforceRequest;
import io.weir.adapter.out.salesforce.http.Session;
import io.weir.adapter.out.salesforce.json.Json;
import io.weir.adapter.out.salesforce.login.AccessTokens;
import io.weir.adapter.out.salesforce.login.Login;
import io.weir.adapter.out.salesforce.login.LoginErrors;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.Priority;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * The REST API of one org as one user sees it: connections and a login that all adapters of the org share.
 *
 * <p>Thread-safe; closing it closes the connections.
 */
public final class RestApi implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RestApi.class.getName());

    private final SalesforceHttp http;
    private final AccessTokens tokens;
    private final LatestApiUsage usage;
    private final ApiBudget budget;
    private final InstantSource clock;
    private final String root;
    private final Origin loginOrigin;
    private volatile String identity = "";

    /**
     * @param usage hears what each answer says about the API usage
     * @param budget hears of each answer, and whether it says that the daily allocation is spent
     * @param sleeper waits between logins that overlap with those of other processes
     */
    public RestApi(
            SalesforceSettings settings,
            LatestApiUsage usage,
            ApiBudget budget,
            MeterRegistry meters,
            InstantSource clock,
            RandomGenerator random,
            Sleeper sleeper) {
        this.usage = usage;
        this.budget = budget;
        this.clock = clock;
        this.http = new SalesforceHttp(settings, clock, usage, new SalesforceMeters(meters, RestApi::isKnownError));
        var login = new Login(settings, http, clock, random, sleeper);
        this.tokens = new AccessTokens(login::run, clock, meters);
        this.loginOrigin = Origin.of(settings.loginUri());
        this.root = "/services/data/v" + settings.apiVersion();
        if (settings.credentials() instanceof Credentials.UsernamePassword) {
            LOG.log(
                    Level.WARNING,
                    "the password flow is being switched off by Salesforce: use client credentials instead");
        }
    }

    /** What stands at the start of every path of the configured version. */
    public String root() {
        return root;
    }

    /** The org and the user that the last request spoke for; empty before the first. */
    public String identity() {
        return identity;
    }

    /**
     * What {@code reader} makes of the answer to the request that is made for a session. Logs in if need be, and once more if
     * the session has expired. Throws a {@link SalesforceFailure}, as the reader may.
     */
    public <T> T send(Function<Session, SalesforceRequest> request, RunMeter meter, Function<Answer, T> reader) {
        var session = tokens.current(meter.deadline());
        try {
            return send(session, request, meter, reader);
        } catch (SalesforceFailure.SessionExpired refusal) {
            tokens.ended(session, refusal);
        }
        var renewed = tokens.current(meter.deadline());
        try {
            return send(renewed, request, meter, reader);
        } catch (SalesforceFailure.SessionExpired refusal) {
            throw tokens.ended(renewed, refusal);
        }
    }

    private <T> T send(
            Session session, Function<Session, SalesforceRequest> request, RunMeter meter, Function<Answer, T> reader) {
        meter.countApiCall();
        T result;
        try {
            result = answered(request.apply(session), meter, reader);
        } catch (SalesforceFailure failure) {
            if (isOfTheRequest(failure)) {
                tokens.accepted(session);
            }
            throw failure;
        }
        tokens.accepted(session);
        if (!identity.equals(session.identity())) {
            identity = session.identity();
        }
        return result;
    }

    /** Tells the budget what the answer to a request that costs an API call says of the allocation; nothing where none comes. */
    private <T> T answered(SalesforceRequest request, RunMeter meter, Function<Answer, T> reader) {
        var sentAt = clock.instant();
        return http.send(request, meter.deadline(), answer -> {
            boolean spent = false;
            try {
                return reader.apply(answer);
            } catch (SalesforceFailure.QuotaExhausted exhausted) {
                spent = true;
                throw exhausted;
            } finally {
                if (spent) {
                    budget.quotaExhausted();
                } else {
                    budget.answered(sentAt);
                }
            }
        });
    }

    /**
     * What {@code work} gives, which asks for something other than a run does, such as a description: it needs the same
     * admission. Throws {@link SalesforceFailure.CallRefused} where there is none.
     */
    public <T> T withinBudget(Supplier<T> work) {
        return budget.spend(usage.admission(budget, Priority.NORMAL), work, denial -> {
            throw new SalesforceFailure.CallRefused(
                    "the API budget leaves no request for this now", denial.retryAfter());
        });
    }

    /** Whether Salesforce says this only to a session that it takes. */
    private static boolean isOfTheRequest(SalesforceFailure failure) {
        return switch (failure) {
            case SalesforceFailure.QueryRejected _,
                    SalesforceFailure.QueryTimedOut _,
                    SalesforceFailure.CursorLost _,
                    SalesforceFailure.QuotaExhausted _ -> true;
            case SalesforceFailure.SessionExpired _,
                    SalesforceFailure.AccessDenied _,
                    SalesforceFailure.LoginRefused _,
                    SalesforceFailure.Misconfigured _,
                    SalesforceFailure.Throttled _,
                    SalesforceFailure.Unavailable _,
                    SalesforceFailure.UnexpectedError _,
                    SalesforceFailure.Unreadable _,
                    SalesforceFailure.CallRefused _,
                    SalesforceFailure.DeadlineExceeded _ -> false;
        };
    }

    /** The same for a request that needs no session, sent to where Weir logs in. Costs no API call. */
    public <T> T sendWithoutLogin(
            Function<Origin, SalesforceRequest> request, RunMeter meter, Function<Answer, T> reader) {
        return http.send(request.apply(loginOrigin), meter.deadline(), reader);
    }

    /** Logs in, unless somebody has already. Throws why that is not possible. */
    public void logIn(RunMeter meter) {
        tokens.current(meter.deadline());
    }

    /** What {@code reader} makes of the JSON document that is the body of {@code answer}, all of it. */
    public static <T> T document(Answer answer, Function<JsonParser, T> reader) {
        try (var json = Json.parser(answer.body())) {
            T document = reader.apply(json);
            if (json.nextToken() != null) {
                throw new SalesforceFailure.Unreadable("something follows Salesforce's answer");
            }
            answer.finish();
            return document;
        } catch (IOException e) {
            throw new SalesforceFailure.Unreadable("Salesforce's answer broke off");
        } catch (JacksonException e) {
            // without it: its message holds a piece of the body
            throw new SalesforceFailure.Unreadable("Salesforce's answer is not JSON, or broke off");
        }
    }

    /** The same for the body of a 200. Throws the failure that any other answer tells of. */
    public <T> T okDocument(Answer answer, Function<JsonParser, T> reader) {
        if (answer.status() != 200) {
            throw failure(answer);
        }
        return document(answer, reader);
    }

    /** The failure that {@code answer} tells of. */
    SalesforceFailure failure(Answer answer) {
        return failure(answer, ErrorEntry.all(answer));
    }

    /** The same where {@code entries} have been read from the body already. */
    public SalesforceFailure failure(Answer answer, List<ErrorEntry> entries) {
        var retryAfter = RetryAfter.of(answer.header(HeaderNames.RETRY_AFTER), clock.instant());
        return SalesforceErrors.of(answer.status(), entries, retryAfter);
    }

    @Override
    public void close() {
        http.close();
    }

    private static boolean isKnownError(String code) {
        return ErrorCodes.remedy(code).isPresent() || LoginErrors.isKnown(code);
    }
}
