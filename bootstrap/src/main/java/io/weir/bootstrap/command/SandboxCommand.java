package io.weir.bootstrap.command;

import io.weir.adapter.in.http.yaml.ShortTime;
import io.weir.adapter.out.sandbox.fault.Faults;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.bootstrap.wiring.SandboxOrgFolder;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves the sandbox org alone, for any client of Salesforce. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Serves a Salesforce org in memory over Salesforce's own HTTP API, until it is stopped. Weir itself does"
                    + " not run, and no configuration is read.",
            "docs/sandbox.md explains what it answers."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:it was stopped",
            "1:the port is taken, or the address is not this machine's",
            "2:an option or the folder of the org cannot be used"
        })
final class SandboxCommand implements Callable<Integer> {
    private final BiConsumer<Runnable, Runnable> untilStopped;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description = "the port, 8090 by default; 0 takes any free port")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = SandboxSettings.LOOPBACK,
            description = "the address to listen on, this machine alone by default; 0.0.0.0 in a container")
    private String host = SandboxSettings.LOOPBACK;

    @Option(
            names = ServedOrg.OPTION,
            paramLabel = "FOLDER",
            description = "the folder with objects, records and rules; a contact centre's org by default")
    private @Nullable Path org;

    @Option(
            names = "--faults",
            paramLabel = "FAULTS",
            split = ",",
            description = "faults to inject, as in docs/drill.md: latency=50ms..2s,503=0.02,Contact:504=#3")
    private List<String> faults = List.of();

    @Option(
            names = "--clock",
            paramLabel = "TIME",
            description = "the time at which the org's clock stands, such as 2026-01-31T10:00:00Z; the present"
                    + " by default")
    private @Nullable String time;

    @Option(
            names = "--page-size",
            paramLabel = "ROWS",
            description = "the most rows of a page, 1 to 2,000; 2,000 by default")
    private @Nullable Integer pageSize;

    @Option(
            names = "--daily-api-requests",
            paramLabel = "REQUESTS",
            description = "the org's daily API allocation; 15,000 by default")
    private @Nullable Long dailyApiRequests;

    @Option(
            names = "--search-index-delay",
            paramLabel = "DELAY",
            description =
                    "how long a written record stays out of searches, such as 5s; 0s by default; not with --clock")
    private String searchIndexDelay = "0s";

    /**
     * @param untilStopped keeps the server running until the process is stopped; takes what announces the server, once a
     *     signal can stop it, and what stops it
     */
    SandboxCommand(BiConsumer<Runnable, Runnable> untilStopped) {
        this.untilStopped = untilStopped;
    }

    @Override
    public Integer call() {
        var clock = clock();
        var settings = settings();
        var served = org == null ? SandboxOrg.contactCentre(clock) : SandboxOrgFolder.read(org, clock);
        var server = SandboxServer.start(served, settings, clock, new SecureRandom());
        untilStopped.accept(() -> print(spec.commandLine().getOut(), server.baseUri(), served), server::stop);
        return 0;
    }

    private InstantSource clock() {
        try {
            return time == null ? InstantSource.system() : InstantSource.fixed(Instant.parse(time));
        } catch (DateTimeException noTime) {
            throw refused("--clock takes a time such as 2026-01-31T10:00:00Z, not '%s'".formatted(time), noTime);
        }
    }

    private String address() {
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException unknown) {
            throw refused(
                    "--host takes an address of this machine such as 127.0.0.1 or 0.0.0.0, not '%s'".formatted(host),
                    unknown);
        }
    }

    private ParameterException refused(String message, Exception cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }

    private SandboxSettings settings() {
        String address = address();
        try {
            var delay = ShortTime.parse(searchIndexDelay);
            if (time != null && delay.isPositive()) {
                throw new IllegalArgumentException("--search-index-delay does not end while the clock stands; leave out"
                        + " --clock or the delay");
            }
            var settings = SandboxSettings.onPort(port)
                    .withHost(address)
                    .withFaults(Faults.of(faults))
                    .withSearchIndexDelay(delay);
            settings = pageSize == null ? settings : settings.withPageSize(pageSize);
            return dailyApiRequests == null ? settings : settings.withDailyApiRequests(dailyApiRequests);
        } catch (IllegalArgumentException invalid) {
            throw refused(String.valueOf(invalid.getMessage()), invalid);
        }
    }

    private void print(PrintWriter out, URI uri, SandboxOrg served) {
        String object = served.describe("Contact").isPresent()
                ? "Contact"
                : served.descriptions().stream()
                        .map(description -> description.name().value())
                        .findFirst()
                        .orElse("Contact");
        // the long lines are commands, to be pasted as they are
        out.println("""
            The sandbox serves %1$s at %2$s
            Any client of Salesforce can log in there:
              client id and secret  sandbox, sandbox
              user and password     sandbox@example.com, sandbox
              refresh token         sandbox
            Try a query:
              TOKEN=$(curl -sS %2$s/services/oauth2/token -d grant_type=client_credentials -d client_id=sandbox -d client_secret=sandbox | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
              curl -sS -G %2$s/services/data/v66.0/query -H "Authorization: Bearer $TOKEN" --data-urlencode 'q=SELECT Id FROM %3$s LIMIT 3'
            Stop with Ctrl-C.\
            """.formatted(org == null ? "a contact centre's org" : "the org in " + org, uri, object));
        out.flush();
    }
}
