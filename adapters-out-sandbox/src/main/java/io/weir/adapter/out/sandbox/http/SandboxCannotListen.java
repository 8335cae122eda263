package io.weir.adapter.out.sandbox.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;

/** The sandbox cannot open its address. The message says why and what to do. */
public final class SandboxCannotListen extends IllegalStateException {
    private static final int FIRST_OPEN_PORT = 1_024;

    private SandboxCannotListen(String host, int port, String problem) {
        super("the sandbox cannot listen on %s:%d: %s"
                .formatted(host.contains(":") ? "[" + host + "]" : host, port, problem));
    }

    static SandboxCannotListen becauseTaken(String host, int port) {
        return new SandboxCannotListen(
                host, port, "another program has the port; choose another port, or 0 for any free one");
    }

    /** Throws {@link SandboxCannotListen} if the address cannot be opened now: the web server would only log it. */
    static void check(String host, int port) {
        try (var socket = new ServerSocket()) {
            var address = InetAddress.getByName(host);
            boolean ours = address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
            if (!ours) {
                throw new SandboxCannotListen(
                        host, port, "this machine does not have the address; listen on 127.0.0.1 or on 0.0.0.0");
            }
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException refused) {
            throw port < FIRST_OPEN_PORT && isForbidden(refused)
                    ? new SandboxCannotListen(host, port, "the port needs more privileges; choose one from 1024 on")
                    : becauseTaken(host, port);
        }
    }

    private static boolean isForbidden(IOException refused) {
        return String.valueOf(refused.getMessage()).contains("ermission");
    }
}
