package io.weir.adapter.out.salesforce.write;

import static io.weir.adapter.out.salesforce.write.Writing.CREATE;
import static io.weir.adapter.out.salesforce.write.Writing.UPDATE;
import static io.weir.adapter.out.salesforce.write.Writing.alone;
import static io.weir.adapter.out.salesforce.write.Writing.once;
import static io.weir.adapter.out.salesforce.write.Writing.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.adapter.out.salesforce.RawServer;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.query.RestSalesforceQueries;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.WriteResult;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.write.WriteRequest;
import io.weir.domain.write.WrittenRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that break while a write is under way. It arrives once at most. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptedWritesTest {
    private static final String WRITTEN = "{\"id\":\"5003000000D8cuI\",\"success\":true,\"errors\":[]}";
    private static final String TAKEN = "[{\"errorCode\":\"DUPLICATE_VALUE\",\"message\":\"duplicate value found:"
            + " Weir_Key__c duplicates value on record with id: 5003000000D8cuI\",\"fields\":[]}]";
    private static final String PAGE = "{\"totalSize\":1,\"done\":true,\"records\":[{\"Id\":\"1\"}]}";
    private static final List<WriteRequest> ALL =
            List.of(alone(CREATE), alone(UPDATE), once(CREATE), together(CREATE, UPDATE));

    @Test
    void aWriteThatIsNotAnsweredIsUnknownAndNotRepeated() throws Exception {
        for (var request : ALL) {
            try (var server = new RawServer((_, _) -> false);
                    var api = api(server)) {
                assertUnknown(write(api, request), SalesforceFailure.Unavailable.class);
                assertThat(server.requests()).isEqualTo(1);
            }
        }
    }

    @Test
    void aWriteWhoseAnswerBreaksOffIsUnknownAndNotRepeated() throws Exception {
        String answer = RawServer.ok(WRITTEN);
        int body = answer.indexOf("\r\n\r\n") + 4;
        for (int length : List.of(1, 12, answer.indexOf("\r\n"), body - 2, body, body + 10, answer.length() - 1)) {
            for (var request : List.of(alone(CREATE), once(CREATE), together(CREATE, UPDATE))) {
                try (var server = new RawServer((out, _) -> {
                            RawServer.write(out, answer.substring(0, length));
                            return false;
                        });
                        var api = api(server)) {
                    assertThat(write(api, request)).isInstanceOf(WriteResult.Unknown.class);
                    assertThat(server.requests()).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void anAnswerThatArrivedCountsThoughTheConnectionBreaksBeforeItsEnd() throws Exception {
        var written = new WrittenRecord(new ObjectName("Case"), Writing.ID, true);
        assertThat(answeredWithoutItsEnd("201 Created", WRITTEN)).isEqualTo(new WriteResult.Written(List.of(written)));
        assertThat(answeredWithoutItsEnd("400 Bad Request", TAKEN))
                .isEqualTo(new WriteResult.KeyExists(0, Optional.of(Writing.ID)));
    }

    /** The result of a create that gets {@code body}, after which the connection breaks before the last chunk. */
    private static WriteResult answeredWithoutItsEnd(String status, String body) throws IOException {
        String answer =
                "HTTP/1.1 %s\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n"
                        .formatted(status, body.length(), body);
        try (var server = new RawServer((out, _) -> {
                    RawServer.write(out, answer);
                    return false;
                });
                var api = api(server)) {
            return write(api, alone(CREATE));
        }
    }

    @Test
    void aWriteThatIsAnsweredTooLateIsUnknown() throws Exception {
        var forever = new CountDownLatch(1);
        for (var request : ALL) {
            try (var server = new RawServer((_, _) -> {
                        forever.await();
                        return false;
                    });
                    var api = api(server)) {
                api.logIn(StandIn.meter());
                var result = new RestSalesforceWrites(api, new Random(1))
                        .write(request, StandIn.meter(Duration.ofMillis(400)));
                assertUnknown(result, SalesforceFailure.DeadlineExceeded.class);
            }
        }
    }

    @Test
    void anIdleConnectionThatTheServerHasClosedDoesNotMakeTheNextWriteUnknown() throws Exception {
        var answers = new AtomicInteger();
        try (var server = new RawServer((out, _) -> {
                    RawServer.write(out, RawServer.ok(answers.getAndIncrement() == 0 ? PAGE : WRITTEN));
                    return false;
                });
                var api = api(server)) {
            new RestSalesforceQueries(api, new Random(1)).start(StandIn.ACCOUNTS, StandIn.meter());
            for (int i = 0; i < 3; i++) {
                assertThat(write(api, alone(CREATE))).isInstanceOf(WriteResult.Written.class);
            }
            assertThat(server.requests()).isEqualTo(4);
        }
    }

    @Test
    void anIdleConnectionIsLeftToQueries() throws Exception {
        var answers = new AtomicInteger();
        try (var server = new RawServer((out, _) -> {
                    boolean first = answers.getAndIncrement() == 0;
                    RawServer.write(out, first ? RawServer.ok(PAGE) : RawServer.ok(WRITTEN));
                    return true;
                });
                var api = api(server)) {
            new RestSalesforceQueries(api, new Random(1)).start(StandIn.ACCOUNTS, StandIn.meter());
            int before = server.connections();

            assertThat(write(api, alone(CREATE))).isInstanceOf(WriteResult.Written.class);
            assertThat(server.connections()).isEqualTo(before + 1);
        }
    }

    @Test
    void aConnectionThatBreaksWithinTheRequestIsUnknown() throws Exception {
        var standIn = new StandIn();
        var connections = new AtomicInteger();
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> readAByteAndHangUp(server, connections));
            standIn.givesTokensFor("http://127.0.0.1:" + server.getLocalPort());

            var result = new RestSalesforceWrites(standIn.api, new Random(1)).write(alone(CREATE), StandIn.meter());

            assertUnknown(result, SalesforceFailure.Unavailable.class);
            assertThat(connections).hasValue(1);
        } finally {
            standIn.close();
        }
    }

    @Test
    void aConnectionThatCannotBeMadeHasWrittenNothing() throws Exception {
        var standIn = new StandIn();
        int port;
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        try {
            standIn.givesTokensFor("http://127.0.0.1:" + port);
            assertThatExceptionOfType(SalesforceFailure.Unavailable.class)
                    .isThrownBy(() ->
                            new RestSalesforceWrites(standIn.api, new Random(1)).write(alone(CREATE), StandIn.meter()));
        } finally {
            standIn.close();
        }
    }

    @Test
    void withoutTimeNothingIsSent() throws Exception {
        try (var server = new RawServer((out, _) -> {
                    RawServer.write(out, RawServer.ok(WRITTEN));
                    return true;
                });
                var api = api(server)) {
            api.logIn(StandIn.meter());
            assertThatExceptionOfType(SalesforceFailure.DeadlineExceeded.class)
                    .isThrownBy(() -> new RestSalesforceWrites(api, new Random(1))
                            .write(alone(CREATE), new RunMeter(new Deadline(Instant.EPOCH))));
            assertThat(server.requests()).isZero();
        }
    }

    private static void readAByteAndHangUp(ServerSocket server, AtomicInteger connections) {
        try {
            while (true) {
                try (var socket = server.accept()) {
                    connections.incrementAndGet();
                    socket.getInputStream().read();
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static RestApi api(RawServer server) {
        return StandIn.adapter(server.uri(), new Credentials.ClientCredentials("app", "secret"));
    }

    private static WriteResult write(RestApi api, WriteRequest request) {
        return new RestSalesforceWrites(api, new Random(1)).write(request, StandIn.meter());
    }

    private static void assertUnknown(WriteResult result, Class<? extends SalesforceFailure> failure) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        WriteResult.Unknown.class,
                        unknown -> assertThat(unknown.failure()).isInstanceOf(failure));
    }
}
