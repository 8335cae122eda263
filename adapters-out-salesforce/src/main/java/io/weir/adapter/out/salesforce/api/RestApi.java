package io.weir.adapter.out.salesforce.api;

import io.helidon.http.HeaderNames;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.out.salesforce.deadline.Sleeper;
import io.weir.adapter.out.salesforce.error.ErrorCodes;
import io.weir.adapter.out.salesforce.error.ErrorEntry;
import io.weir.adapter.out.salesforce.error.SalesforceErrors;
import io.weir.adapter.out.salesforce.error.WriteErrorCodes;
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
import io.weir.adapter.out.salesforce.settings.LoginSharing;
import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.Phase;
import io.weir.domain.limit.Priority;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.status.StatusProblem;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * The REST API of one org for one user: connections and a login that all adapters of the org share.
 *
 * <p>Closing it closes the connections. Thread-safe.
 */
public final class RestApi implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RestApi.class.getName());

    private static final int FIRST_ERROR = 400;
    private static final Pattern ORG_ID = Pattern.compile("/id/(00D[A-Za-z0-9]{12,15})/");

    private final SalesforceHttp http;
    private final Login login;
    private final AccessTokens tokens;
    private final LatestApiUsage usage;
    private final ApiBudget budget;
    private final InstantSource clock;
    private final String root;
    private final Origin loginOrigin;
    private volatile String identity = "";
    private volatile boolean answered;
    private volatile Origin latest;

    /** An API whose login no other Weir shares. */
    public RestApi(
            SalesforceSettings settings,
            LatestApiUsage usage,
            ApiBudget budget,
            MeterRegistry meters,
            InstantSource clock,
            RandomGenerator random,
            Sleeper sleeper) {
        this(settings, LoginSharing.NONE, usage, budget, meters, clock, random, sleeper);
    }

    /**
     * @param usage receives the API usage that each answer reports
     * @param budget learns from each answer whether the daily allocation is spent
     * @param sleeper waits before a login that overlapped with one of another process is repeated
     */
    public RestApi(
            SalesforceSettings settings,
            LoginSharing sharing,
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
        this.login = new Login(settings, http, sharing, clock, random, sleeper);
        this.tokens = new AccessTokens(
                login::run, sharing.pauses(), () -> Login.fingerprint(settings, sharing), clock, meters);
        this.loginOrigin = Origin.of(settings.loginUri());
        this.latest = loginOrigin;
        this.root = "/services/data/v" + settings.apiVersion();
        if (settings.credentials() instanceof Credentials.UsernamePassword) {
            LOG.log(Level.WARNING, "Salesforce is switching off the password flow: use client credentials instead");
        }
    }

    /** The start of every path of the configured API version. */
    public String root() {
        return root;
    }

    /** The org and user of the last request; empty before the first. */
    public String identity() {
        return identity;
    }

    /**
     * Names the org, alike in all Weirs that use it: its id where the login gave one, and the server of its API. Empty
     * until it has answered.
     */
    public Optional<String> org() {
        var id = ORG_ID.matcher(identity);
        return Optional.of(latest)
                .filter(_ -> answered)
                .map(origin -> id.find() ? id.group(1) + "@" + origin.authority() : origin.authority());
    }

    /** The host that the last request went to; the login host before the first. */
    public String host() {
        return latest.host();
    }

    /** The URL of that host, without a slash at its end. */
    public String url() {
        var origin = latest;
        return origin.scheme() + "://" + origin.authority();
    }

    /**
     * Sends the request that {@code request} makes for a session, and returns the result of {@code reader}. Logs in if
     * necessary, and repeats the request once if the session has expired. Throws a {@link SalesforceFailure}, as the
     * reader may.
     */
    public <T> T send(Function<Session, SalesforceRequest> request, RunMeter meter, Function<Answer, T> reader) {
        var session = session(meter);
        try {
            return send(session, request, meter, reader);
        } catch (SalesforceFailure.SessionExpired refusal) {
            tokens.ended(session, refusal);
        }
        var renewed = session(meter);
        try {
            return send(renewed, request, meter, reader);
        } catch (SalesforceFailure.SessionExpired refusal) {
            throw tokens.ended(renewed, refusal);
        }
    }

    /** Counts an attempt if {@code call} sends a request, which it does not while no login succeeds. */
    public static <T> T attempt(Supplier<T> call, RunMeter meter) {
        int before = meter.apiCalls();
        try {
            return call.get();
        } finally {
            if (meter.apiCalls() > before) {
                meter.countAttempt();
            }
        }
    }

    private <T> T send(
            Session session, Function<Session, SalesforceRequest> request, RunMeter meter, Function<Answer, T> reader) {
        meter.countApiCall();
        budget.sent();
        latest = session.instance();
        T result;
        var status = new AtomicInteger();
        String end = "";
        var attempt = meter.begin(Phase.Kind.ATTEMPT);
        try {
            result = answered(request.apply(session), meter, reader, status);
            end = Integer.toString(status.get());
        } catch (SalesforceFailure failure) {
            end = status.get() < FIRST_ERROR ? failure.code() : Integer.toString(status.get());
            if (acceptsTheSession(failure)) {
                tokens.accepted(session);
            }
            throw failure;
        } finally {
            attempt.end(end);
        }
        tokens.accepted(session);
        identity = session.identity();
        answered = true;
        return result;
    }

    /**
     * Reports to the budget whether the answer says that the allocation is spent.
     *
     * @param status receives the status of the answer
     */
    private <T> T answered(
            SalesforceRequest request, RunMeter meter, Function<Answer, T> reader, AtomicInteger status) {
        var sentAt = clock.instant();
        return http.send(request, meter.deadline(), answer -> {
            boolean spent = false;
            status.set(answer.status());
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
     * The result of {@code work}, which sends a request that no run asked for, such as a description. Throws
     * {@link SalesforceFailure.CallRefused} if the API budget refuses it.
     */
    public <T> T withinBudget(Supplier<T> work) {
        return budget.spend(usage.admission(budget, Priority.NORMAL), work, denial -> {
            throw new SalesforceFailure.CallRefused("the API budget allows no such request now", denial.retryAfter());
        });
    }

    /** Whether Salesforce fails this way only for a session that it accepts. */
    private static boolean acceptsTheSession(SalesforceFailure failure) {
        return switch (failure) {
            case SalesforceFailure.QueryRejected _,
                    SalesforceFailure.WriteRejected _,
                    SalesforceFailure.AutomationFailed _,
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

    /** Sends a request without a session to the login host. It costs no API call. */
    public <T> T sendWithoutLogin(
            Function<Origin, SalesforceRequest> request, RunMeter meter, Function<Answer, T> reader) {
        return http.send(request.apply(loginOrigin), meter.deadline(), reader);
    }

    /** Logs in unless a session exists. Throws the login's failure. */
    public void logIn(RunMeter meter) {
        session(meter);
    }

    /** The refusal of the login, until Salesforce lets Weir log in again. */
    public Optional<StatusProblem> loginRefusal() {
        return tokens.refusal();
    }

    private Session session(RunMeter meter) {
        try (var _ = meter.begin(Phase.Kind.LOGIN)) {
            return tokens.current(meter.deadline());
        }
    }

    /** The result of {@code reader} for the body of {@code answer}, which must be one JSON document. */
    public static <T> T document(Answer answer, Function<JsonParser, T> reader) {
        try (var json = Json.parser(answer.body())) {
            T document = reader.apply(json);
            if (json.nextToken() != null) {
                throw new SalesforceFailure.Unreadable("Salesforce's answer is followed by other data");
            }
            answer.finish();
            return document;
        } catch (IOException e) {
            throw new SalesforceFailure.Unreadable("Salesforce's answer broke off");
        } catch (JacksonException e) {
            // no cause: its message holds a part of the body
            throw new SalesforceFailure.Unreadable("Salesforce's answer is not JSON, or broke off");
        }
    }

    /** The result of {@code reader} for the body of a 200. Throws the failure of any other answer. */
    public <T> T okDocument(Answer answer, Function<JsonParser, T> reader) {
        if (answer.status() != 200) {
            throw failure(answer, ErrorEntry.all(answer));
        }
        return document(answer, reader);
    }

    /** The failure of {@code answer}, from whose body {@code entries} were read. */
    public SalesforceFailure failure(Answer answer, List<ErrorEntry> entries) {
        var retryAfter = RetryAfter.of(answer.header(HeaderNames.RETRY_AFTER), clock.instant());
        return SalesforceErrors.of(answer.status(), entries, retryAfter);
    }

    @Override
    public void close() {
        login.close();
        http.close();
    }

    private static boolean isKnownError(String code) {
        return ErrorCodes.remedy(code).isPresent() || WriteErrorCodes.isKnown(code) || LoginErrors.isKnown(code);
    }
}
