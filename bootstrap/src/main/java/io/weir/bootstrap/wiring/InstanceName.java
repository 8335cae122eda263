package io.weir.bootstrap.wiring;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The default name of this Weir in the history. */
final class InstanceName {
    private static final int LONGEST = 64;

    private InstanceName() {}

    /** The name of the host, {@code weir} if it has none. */
    static String ofThisHost() {
        try {
            String name = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
            return name.isBlank() ? "weir" : name.substring(0, Math.min(LONGEST, name.length()));
        } catch (UnknownHostException unnamed) {
            return "weir";
        }
    }
}
