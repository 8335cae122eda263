package io.weir.bootstrap;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.StreamHandler;

/**
 * Writes the log to standard output.
 *
 * <p>Lines of level INFO and below wait up to 50 ms to be written together: a system call for each run would cost more than
 * the rest of its line. Warnings and errors are written at once, and so is everything when the log is closed. Thread-safe.
 */
public final class LogLines extends StreamHandler {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private volatile boolean waiting;

    /** For the JDK, which makes one by the name in {@code logging.properties}. */
    public LogLines() {
        super(new FileOutputStream(FileDescriptor.out), new Line());
        setLevel(Level.ALL);
        Thread.ofPlatform().daemon().name("weir-log").start(this::writeNowAndThen);
    }

    @Override
    public void publish(LogRecord record) {
        super.publish(record);
        if (record.getLevel().intValue() > Level.INFO.intValue()) {
            flush();
        } else {
            waiting = true;
        }
    }

    private void writeNowAndThen() {
        while (true) {
            LockSupport.parkNanos(PAUSE.toNanos());
            if (waiting) {
                waiting = false;
                flush();
            }
        }
    }

    /** Time in UTC, level, logger, message; behind them what was thrown. */
    static final class Line extends Formatter {
        @Override
        public String format(LogRecord record) {
            String line = record.getInstant().truncatedTo(ChronoUnit.MILLIS) + " "
                    + record.getLevel().getName() + " " + record.getLoggerName() + ": " + formatMessage(record) + "\n";
            return record.getThrown() == null ? line : line + stackTrace(record.getThrown());
        }

        private static String stackTrace(Throwable thrown) {
            var text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }
}
