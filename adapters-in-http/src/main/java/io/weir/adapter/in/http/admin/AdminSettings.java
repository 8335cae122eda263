package io.weir.adapter.in.http.admin;

import io.weir.adapter.in.http.caller.ApiKey;
import io.weir.adapter.in.http.listener.HostName;
import io.weir.adapter.in.http.listener.ListenerSettings;
import java.util.EnumSet;
import java.util.Set;

/**
 * How the operator's server is reached, and what it shows.
 *
 * @param allowedHosts what a {@code Host} header may name on a loopback listener besides loopback names and addresses; where the
 *     listener is not on loopback, any name goes unless some are listed here
 */
public record AdminSettings(
        ListenerSettings listener, Credential credential, Set<HostName> allowedHosts, Set<Part> parts) {
    /** What the server shows; each can be left out. */
    public enum Part {
        PROFILER,
        LIMITS,
        EXPLAIN,
        METRICS,
        HEALTH
    }

    /** What the operator has to send. */
    public sealed interface Credential {
        /** Nothing: whoever reaches the listener is trusted. */
        record None() implements Credential {}

        /** A key, with every request but those for health. */
        record Key(ApiKey key) implements Credential {}
    }

    /** Throws {@link IllegalArgumentException} for a listener that others reach and that asks for no credential. */
    public AdminSettings {
        allowedHosts = Set.copyOf(allowedHosts);
        parts = Set.copyOf(parts);
        if (credential instanceof Credential.None && !new HostName(listener.host()).isLoopback()) {
            throw new IllegalArgumentException(
                    "an admin listener that is not on loopback needs a key: " + listener.host());
        }
    }

    /** Everything, for whoever is on this machine. */
    public static AdminSettings at(ListenerSettings listener) {
        return new AdminSettings(listener, new Credential.None(), Set.of(), EnumSet.allOf(Part.class));
    }

    boolean shows(Part part) {
        return parts.contains(part);
    }
}
