package io.weir.adapter.out.salesforce.http;

import io.helidon.common.uri.UriInfo;
import io.helidon.common.uri.UriPath;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webclient.api.ClientUri;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.WebClient;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientProtocolConfig;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.weir.adapter.out.salesforce.deadline.Watchdog;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SalesforceFailure;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Sends one request and reads its answer within a deadline.
 *
 * <p>A request that only reads is sent again if an idle connection turns out to be closed. A login or a write goes out
 * once, on a new connection, and pays for a handshake.
 *
 * <p>Throws {@link SalesforceFailure} without a cause for all errors, because the client's exceptions hold URIs.
 * Thread-safe.
 */
public final class SalesforceHttp implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SalesforceHttp.class.getName());

    /** A connected socket has no timeout: the watchdog ends every wait. */
    private static final Duration UNTIL_CUT = Duration.ZERO;

    private static final HeaderName LIMIT_INFO = HeaderNames.create("Sforce-Limit-Info");

    private final Http1Client client;
    private final Connections connections;
    private final Watchdog watchdog = new Watchdog();
    private final Duration longestSilence;
    private final InstantSource clock;
    private final LatestApiUsage usage;
    private final SalesforceMeters meters;

    public SalesforceHttp(
            SalesforceSettings settings, InstantSource clock, LatestApiUsage usage, SalesforceMeters meters) {
        var web = WebClient.builder()
                .socketOptions(socket -> socket.connectTimeout(settings.connectTimeout())
                        .readTimeout(settings.readTimeout())
                        .tcpNoDelay(true))
                .proxy(Proxy.noProxy())
                .followRedirects(false)
                .sendExpectContinue(false)
                .servicesDiscoverServices(false)
                .contentEncoding(ContentEncodingContext.builder()
                        .contentEncodingsDiscoverServices(false)
                        .build())
                .shareConnectionCache(false)
                // a request is one write, which a buffer would only copy
                .writeBufferSize(0)
                .build();
        var protocol = Http1ClientProtocolConfig.builder()
                // a session's headers are validated once, other headers when they are added
                .validateRequestHeaders(false)
                .build();
        this.client = web.client(Http1Client.PROTOCOL, protocol);
        this.connections = new Connections(web, settings.idleConnections(), settings.idleTime());
        this.longestSilence = settings.readTimeout();
        this.clock = clock;
        this.usage = usage;
        this.meters = meters;
    }

    /**
     * The result of {@code reader} for the answer to {@code request}. The reader may throw a {@link SalesforceFailure}.
     */
    public <T> T send(SalesforceRequest request, Deadline deadline, Function<Answer, T> reader) {
        var lease = request.needsFreshConnection()
                ? connections.fresh(request.origin(), timeLeft(deadline))
                : connections.take(request.origin(), timeLeft(deadline));
        if (lease.reused()) {
            try {
                return new Exchange(request, lease, deadline).run(reader);
            } catch (NeverAnswered e) {
                // the other side has probably closed it while it was idle, so a new one is tried
                lease = connections.fresh(request.origin(), timeLeft(deadline));
            }
        }
        return new Exchange(request, lease, deadline).run(reader);
    }

    @Override
    public void close() {
        watchdog.close();
        connections.close();
    }

    private Duration timeLeft(Deadline deadline) {
        var left = deadline.remaining(clock.instant());
        if (left.isZero()) {
            throw new SalesforceFailure.DeadlineExceeded("no time is left to ask Salesforce");
        }
        return left;
    }

    /** A reused connection broke before a status line arrived. */
    private static final class NeverAnswered extends RuntimeException {
        NeverAnswered() {
            super("no answer on a reused connection", null, false, false);
        }
    }

    /** One request on one connection. */
    private final class Exchange {
        private final SalesforceRequest request;
        private final Connections.Lease lease;
        private final Deadline deadline;
        private final long start = System.nanoTime();
        private int status;

        Exchange(SalesforceRequest request, Connections.Lease lease, Deadline deadline) {
            this.request = request;
            this.lease = lease;
            this.deadline = deadline;
        }

        <T> T run(Function<Answer, T> reader) {
            try {
                T result = watched(reader);
                meters.answered(request.operation(), status, System.nanoTime() - start);
                return result;
            } catch (SalesforceFailure e) {
                meters.failed(request.operation(), status, System.nanoTime() - start, e);
                throw e;
            }
        }

        private <T> T watched(Function<Answer, T> reader) {
            try (lease) {
                var watch = watchdog.watch(timeLeft(deadline), longestSilence, lease::cut);
                try (watch;
                        var response = open(watch)) {
                    return reader.apply(new Answer(response, request.origin(), watch::heard));
                } catch (SalesforceFailure e) {
                    throw reason(e, watch);
                }
            }
        }

        /**
         * The failure to report for {@code seen}. When the watch cuts the connection, the reader sees a broken answer, or
         * an error without a code. A write keeps the failure that its status gives, because the status says whether
         * Salesforce has begun to write.
         */
        private SalesforceFailure reason(SalesforceFailure seen, Watchdog.Watch watch) {
            boolean isWrite = request.operation() == Operation.WRITE;
            return switch (seen) {
                case SalesforceFailure.Unreadable _, SalesforceFailure.Unavailable _
                when watch.late() || timeIsUp() -> late();
                case SalesforceFailure _ when watch.late() && !isWrite -> late();
                case SalesforceFailure.Unavailable unavailable -> unavailable;
                case SalesforceFailure _ when watch.silent() && !isWrite -> silent();
                case SalesforceFailure other -> other;
            };
        }

        private Http1ClientResponse open(Watchdog.Watch watch) {
            long turn = usage.turn();
            try {
                var response = submit();
                watch.heard();
                status = response.status().code();
                response.headers().first(LIMIT_INFO).ifPresent(header -> usage.read(turn, header));
                return response;
            } catch (RuntimeException e) {
                // the client throws unchecked IO, illegal state or argument, and its own types for a broken connection
                LOG.log(
                        Level.DEBUG,
                        () -> "no answer from Salesforce: " + e.getClass().getName());
                throw noAnswer(watch);
            }
        }

        private Http1ClientResponse submit() {
            var origin = request.origin();
            // the whole target as a path: the client would decode a query and encode it differently
            var uri = UriInfo.builder()
                    .scheme(origin.scheme())
                    .host(origin.host())
                    .port(origin.port())
                    .path(UriPath.create(request.target()))
                    .build();
            var prepared = client.method(request.method())
                    .uri(ClientUri.create(uri))
                    .headers(request.headers())
                    .readTimeout(UNTIL_CUT)
                    .connection(lease.connection());
            request.sending().run();
            return prepared.submit(request.body().getBytes(StandardCharsets.US_ASCII));
        }

        private RuntimeException noAnswer(Watchdog.Watch watch) {
            if (watch.late() || timeIsUp()) {
                return late();
            }
            if (watch.silent()) {
                return silent();
            }
            return lease.reused() && request.isRepeatable()
                    ? new NeverAnswered()
                    : new SalesforceFailure.Unavailable("the connection to Salesforce broke", "", Duration.ZERO);
        }

        private boolean timeIsUp() {
            return deadline.passed(clock.instant());
        }

        private SalesforceFailure silent() {
            return new SalesforceFailure.Unavailable("Salesforce sent no data for too long", "", Duration.ZERO);
        }

        private SalesforceFailure late() {
            return new SalesforceFailure.DeadlineExceeded("Salesforce did not answer in time");
        }
    }
}
