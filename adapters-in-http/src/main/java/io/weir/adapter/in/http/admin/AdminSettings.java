package io.weir.adapter.in.http.admin;

import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.caller.ApiKey;
import io.weir.adapter.in.http.console.Console;
import io.weir.adapter.in.http.exchange.Paths;
import io.weir.adapter.in.http.listener.HostName;
import io.weir.adapter.in.http.listener.ListenerSettings;
import io.weir.adapter.in.http.listener.MetricsEndpoint;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The settings of the admin server.
 *
 * @param allowedHosts the names that a {@code Host} header may have, besides addresses and loopback names; if empty, a
 *     listener that is not on loopback accepts every name
 */
public record AdminSettings(
        ListenerSettings listener, Credential credential, Set<HostName> allowedHosts, Set<Part> parts) {
    /** The parts of the server, each of which can be switched off. */
    public enum Part {
        STATUS,
        CALLERS,
        ACTIONS,
        PROFILER,
        LIMITS,
        EXPLAIN,
        METRICS,
        HEALTH,
        CONSOLE;

        /** The patterns of its paths. */
        List<String> paths() {
            return switch (this) {
                case STATUS -> List.of(AdminServer.STATUS);
                case CALLERS -> List.of(AdminServer.CALLERS);
                case ACTIONS -> List.of(AdminServer.ACTIONS, AdminServer.ACTIONS + "/*", Paths.ACTIONS + "{name}");
                case PROFILER -> List.of(AdminServer.PROFILER, AdminServer.PROFILER + "/*");
                case LIMITS -> List.of(AdminServer.LIMITS);
                case EXPLAIN -> List.of(Paths.AD_HOC);
                case METRICS -> List.of(MetricsEndpoint.PATH);
                case HEALTH -> List.of("/observe/health", "/observe/health/*");
                case CONSOLE -> List.of(Console.ROOT, Console.ROOT + "/*");
            };
        }

        /** The answer at its paths while it is switched off. */
        ErrorAnswer switchedOff() {
            return ErrorAnswer.of(
                    ErrorCode.SWITCHED_OFF,
                    "set WEIR_ADMIN_%s_ENABLED to true, and restart Weir, to switch it on".formatted(name()));
        }
    }

    /** The credential that the operator has to send. */
    public sealed interface Credential {
        /** None: every client that reaches the listener is trusted. */
        record None() implements Credential {}

        /** A key, except for the health endpoints and the files of the console. */
        record Key(ApiKey key) implements Credential {}
    }

    /** Throws {@link IllegalArgumentException} for a listener that is not on loopback and requires no credential. */
    public AdminSettings {
        allowedHosts = Set.copyOf(allowedHosts);
        parts = Set.copyOf(parts);
        if (credential instanceof Credential.None && !new HostName(listener.host()).isLoopback()) {
            throw new IllegalArgumentException(
                    "an admin listener that is not on loopback needs a key: " + listener.host());
        }
    }

    /** All parts, without a credential. */
    public static AdminSettings at(ListenerSettings listener) {
        return new AdminSettings(listener, new Credential.None(), Set.of(), EnumSet.allOf(Part.class));
    }

    boolean shows(Part part) {
        return parts.contains(part);
    }
}
