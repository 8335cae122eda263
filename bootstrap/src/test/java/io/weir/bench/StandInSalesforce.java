package io.weir.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Salesforce that answers at once: a login, one fixed page for each query, what the two objects in it look like, and
 * 404 for everything else. It reads no SOQL.
 *
 * <p>One thread serves all connections, for what the stand-in costs is shared by every target and hides differences
 * between them: an answer takes a third of the processor time that a Helidon server with one fixed answer needs.
 */
final class StandInSalesforce implements AutoCloseable {
    /** A piece of the page that tells the expected record from an error. */
    static final String RECORD_ID = "003WR00000AbCdEYAV";

    static final String QUERY_PATH = "/services/data/v66.0/query?q=";

    private static final String PAGE = """
        {"totalSize":1,"done":true,"records":[{"attributes":{"type":"Contact",\
        "url":"/services/data/v66.0/sobjects/Contact/%1$s"},"Id":"%1$s","Name":"Ada Byron",\
        "Phone":"+14155550100","Account":{"attributes":{"type":"Account",\
        "url":"/services/data/v66.0/sobjects/Account/001WR00000ZyXwVYAV"},"Name":"Analytical Engines Ltd",\
        "BillingState":"CA"}}]}\
        """.formatted(RECORD_ID);

    private static final String CONTACT = """
        {"name":"Contact","label":"Contact","queryable":true,"childRelationships":[],"fields":[\
        {"name":"Id","type":"id","filterable":true},{"name":"Name","type":"string","filterable":true},\
        {"name":"Phone","type":"phone","filterable":true,"length":40},\
        {"name":"AccountId","type":"reference","relationshipName":"Account","referenceTo":["Account"]}]}\
        """;

    private static final String ACCOUNT = """
        {"name":"Account","label":"Account","queryable":true,"childRelationships":[],"fields":[\
        {"name":"Id","type":"id","filterable":true},{"name":"Name","type":"string","filterable":true},\
        {"name":"BillingState","type":"string","filterable":true}]}\
        """;

    private static final byte[] DESCRIBE_CONTACT =
            "GET /services/data/v66.0/sobjects/Contact/describe ".getBytes(US_ASCII);
    private static final byte[] DESCRIBE_ACCOUNT =
            "GET /services/data/v66.0/sobjects/Account/describe ".getBytes(US_ASCII);
    private static final byte[] QUERY = ("GET " + QUERY_PATH).getBytes(US_ASCII);
    private static final byte[] LOGIN = "POST /services/oauth2/token ".getBytes(US_ASCII);

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final Thread thread;
    private final AtomicLong logins = new AtomicLong();
    private final AtomicLong queries = new AtomicLong();
    private final ByteBuffer page = answer("200 OK", "Sforce-Limit-Info: api-usage=25/100000\r\n", PAGE);
    private final ByteBuffer contact = answer("200 OK", "", CONTACT);
    private final ByteBuffer account = answer("200 OK", "", ACCOUNT);
    private final ByteBuffer unknown = answer("404 Not Found", "", "[{\"errorCode\":\"NOT_FOUND\",\"message\":\"\"}]");
    private final ByteBuffer token;

    private StandInSalesforce() throws IOException {
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        token = answer("200 OK", "", login(port()));
        thread = Thread.ofPlatform().name("stand-in").daemon().unstarted(this::serve);
    }

    /** Listens on a free loopback port. */
    static StandInSalesforce start() throws IOException {
        var salesforce = new StandInSalesforce();
        salesforce.thread.start();
        return salesforce;
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    /** How many tokens were asked for. */
    long logins() {
        return logins.get();
    }

    /** How many queries were answered. */
    long queries() {
        return queries.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        selector.close();
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(this::advance);
            }
        } catch (ClosedSelectorException _) {
            // That is how close() ends this thread.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void advance(SelectionKey key) {
        try {
            if (key.attachment() instanceof HttpMessage request) {
                answer((SocketChannel) key.channel(), request);
            } else {
                accept();
            }
        } catch (IOException _) {
            // The peer has gone: it is the peer that counts its failures.
            hangUp(key);
        }
    }

    private void accept() throws IOException {
        var connection = listener.accept();
        if (connection != null) {
            connection.configureBlocking(false);
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connection.register(selector, SelectionKey.OP_READ, new HttpMessage());
        }
    }

    private void answer(SocketChannel connection, HttpMessage request) throws IOException {
        if (!request.readFrom(connection)) {
            return;
        }
        var answer = answerTo(request).duplicate();
        request.clear();
        while (answer.hasRemaining()) {
            connection.write(answer);
        }
    }

    private ByteBuffer answerTo(HttpMessage request) {
        if (request.startsWith(QUERY)) {
            queries.incrementAndGet();
            return page;
        }
        if (request.startsWith(LOGIN)) {
            logins.incrementAndGet();
            return token;
        }
        if (request.startsWith(DESCRIBE_CONTACT)) {
            return contact;
        }
        return request.startsWith(DESCRIBE_ACCOUNT) ? account : unknown;
    }

    private static void hangUp(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException _) {
            // Closing was all that was left to do.
        }
    }

    private static String login(int port) {
        return """
            {"access_token":"00D000000000000!stand-in","instance_url":"http://127.0.0.1:%d",\
            "id":"http://127.0.0.1/id/00D000000000000EAA/005000000000000AAA","token_type":"Bearer",\
            "issued_at":"1700000000000","signature":"none"}\
            """.formatted(port);
    }

    private static ByteBuffer answer(String status, String headers, String body) {
        byte[] bytes = "HTTP/1.1 %s\r\n%sContent-Type: application/json;charset=UTF-8\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(status, headers, body.length(), body)
                .getBytes(US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** Prints {@code port N}, then {@code logins N} for each line it reads, and ends with its input. */
    public static void main(String[] args) throws IOException {
        try (var salesforce = start()) {
            Child.serve(salesforce.port(), () -> "logins " + salesforce.logins());
        }
    }
}
