package io.weir.bootstrap;

import io.helidon.logging.common.LogConfig;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.adapter.in.http.listener.CannotListen;
import io.weir.adapter.out.profiler.audit.UnwritableAudit;
import io.weir.adapter.out.sandbox.http.SandboxCannotListen;
import io.weir.bootstrap.command.Commands;
import io.weir.bootstrap.command.ServedOrg;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.InvalidConfig;
import io.weir.bootstrap.log.BackgroundFailures;
import io.weir.bootstrap.log.LogSettings;
import io.weir.bootstrap.log.RetainedLoggers;
import io.weir.bootstrap.wiring.Weir;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/** Starts Weir from the environment, and stops it on SIGTERM or Ctrl-C. */
public final class Main {
    private static final int CANNOT_START = 1;

    private Main() {}

    /**
     * Serves, or runs a command; {@code --org FOLDER} may come first. The exit status is 2 for an invalid configuration
     * and 1 if a port is taken or the audit cannot be written.
     */
    public static void main(String[] arguments) {
        var given = ServedOrg.of(arguments, System.getenv());
        if (!given.arguments().isEmpty()) {
            LogSettings.applyToCommand();
            keepHelidonFromSettings();
            System.exit(
                    Commands.in(given.environment()).execute(given.arguments().toArray(String[]::new)));
        }
        serve(given.environment());
    }

    private static void serve(Map<String, String> environment) {
        // By name: loading the class would initialize the JDK's log manager too early.
        System.setProperty("java.util.logging.manager", RetainedLoggers.class.getName());
        LogConfig.configureRuntime();
        keepHelidonFromSettings();
        Config.logOf(environment).apply();
        var log = System.getLogger(Main.class.getName());
        try {
            var config = Config.from(environment);
            config.log().apply();
            var meters = Services.get(MeterRegistry.class);
            Thread.setDefaultUncaughtExceptionHandler(new BackgroundFailures(meters));
            var weir = Weir.start(config, meters, Clock.systemUTC(), new SecureRandom());
            RetainedLoggers.keepOpen();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(weir, log), "weir-stop"));
            HangUp.runs(weir::reload);
            log.log(Level.INFO, StartupBanner.of(weir, config));
        } catch (InvalidConfig invalid) {
            log.log(Level.ERROR, invalid.getMessage());
            System.exit(InvalidConfig.EXIT_STATUS);
        } catch (CannotListen | SandboxCannotListen | UnwritableAudit refused) {
            log.log(Level.ERROR, refused.getMessage());
            System.exit(CANNOT_START);
        } catch (RuntimeException unexpected) {
            // It must be in the log, and the process must end.
            log.log(Level.ERROR, "Weir cannot start", unexpected);
            System.exit(CANNOT_START);
        }
    }

    /** Helidon would read variables, properties and files that Weir does not document. Logs, so not before log settings. */
    private static void keepHelidonFromSettings() {
        Services.set(io.helidon.config.Config.class, io.helidon.config.Config.empty());
    }

    /** A requested stop ends with status 0; the JVM would report 143. */
    private static void stop(Weir weir, System.Logger log) {
        weir.close();
        log.log(Level.INFO, "Weir has stopped");
        RetainedLoggers.write();
        Runtime.getRuntime().halt(0);
    }
}
