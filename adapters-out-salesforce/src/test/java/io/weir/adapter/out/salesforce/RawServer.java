package io.weir.adapter.out.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that mistreats its sockets. It answers token requests normally. */
public final class RawServer implements AutoCloseable {
    /** Answers one request on {@code socket}; the connection is closed once this throws, or returns false. */
    public interface Behaviour {
        boolean answer(OutputStream out, int requestOnThisConnection) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Behaviour queries;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    public RawServer(Behaviour queries) {
        this.queries = queries;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    public int connections() {
        return connections.get();
    }

    /** How many requests came in whole, beside those for tokens. */
    public int requests() {
        return requests.get();
    }

    public static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    public static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.getBytes(StandardCharsets.UTF_8).length, body);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            for (int i = 0; ; i++) {
                String head = head(socket.getInputStream());
                if (head.startsWith("POST " + StandIn.TOKEN_PATH)) {
                    write(socket.getOutputStream(), ok(StandIn.tokenBody("token", uri().toString())));
                } else if (head.isEmpty()) {
                    return;
                } else {
                    requests.incrementAndGet();
                    if (!queries.answer(socket.getOutputStream(), i)) {
                        return;
                    }
                }
            }
        } catch (IOException | InterruptedException e) {
            // the other side has hung up, or the test is over
        }
    }

    /** The head of a request, whose body is read and dropped; empty once the other side has closed. */
    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        int c;
        while (!head.toString().endsWith("\r\n\r\n") && (c = in.read()) >= 0) {
            head.append((char) c);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0);
        in.skipNBytes(length);
        return head.toString();
    }
}
