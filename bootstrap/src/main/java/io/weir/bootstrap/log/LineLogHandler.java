package io.weir.bootstrap.log;

import io.weir.domain.history.UtcTime;
import io.weir.domain.port.BackgroundWork;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Writes the log to standard output.
 *
 * <p>Lines of level INFO and below are buffered for up to 50 ms, because a system call for each line is expensive.
 * Warnings and errors are written at once. Closing the log writes the buffer. Thread-safe.
 */
public final class LineLogHandler extends Handler {
    /** The logger of audit entries, unless the audit has its own file. */
    public static final String AUDIT = "io.weir.audit";

    /** The parent of Weir's loggers. */
    static final String OURS = "io.weir";

    private static final int WRITTEN_AT_ONCE = 64 * 1024;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final OutputStream out;
    private final Thread writer;
    private volatile boolean waiting;

    /** Called by the JDK, which finds the class by {@code logging.properties}. */
    public LineLogHandler() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    LineLogHandler(OutputStream out) {
        this.out = new BufferedOutputStream(out, WRITTEN_AT_ONCE);
        setFormatter(new Line());
        setLevel(Level.ALL);
        writer = Thread.ofPlatform().daemon().name("weir-log").unstarted(this::writeNowAndThen);
        writer.start();
    }

    @Override
    public void publish(LogRecord record) {
        try {
            if (isLoggable(record)) {
                write(record);
            }
        } catch (Throwable failure) {
            // a failure to log must not fail the caller
            BackgroundWork.report(writer, failure);
        }
    }

    /** Audit entries are not log lines: the level does not concern them. */
    @Override
    public boolean isLoggable(LogRecord record) {
        return isAudit(record) || super.isLoggable(record);
    }

    static boolean isAudit(LogRecord record) {
        return AUDIT.equals(record.getLoggerName());
    }

    /** Threads format in parallel: a handler of the JDK would let one after the other. */
    private void write(LogRecord record) throws IOException {
        byte[] line = getFormatter().format(record).getBytes(StandardCharsets.UTF_8);
        // locked by the stream itself
        out.write(line);
        if (record.getLevel().intValue() > Level.INFO.intValue()) {
            out.flush();
        } else {
            waiting = true;
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException failure) {
            BackgroundWork.report(writer, failure);
        }
    }

    /** Writes the buffer; standard output stays open. */
    @Override
    public void close() {
        flush();
    }

    private void writeNowAndThen() {
        while (true) {
            LockSupport.parkNanos(PAUSE.toNanos());
            if (waiting) {
                waiting = false;
                BackgroundWork.attempt(this::flush);
            }
        }
    }

    /**
     * Time in UTC, level, logger and message, then the exception, all masked by {@link Redaction}. Exceptions of
     * libraries are logged without their message, which may quote input. Audit entries are their JSON objects alone,
     * one on each line.
     */
    static final class Line extends Formatter {
        private static final int DEEPEST_CAUSE = 8;

        @Override
        public String format(LogRecord record) {
            if (isAudit(record)) {
                // made of types that hold no personal data; not masked, because there is one for each request
                return formatMessage(record) + "\n";
            }
            String message = Redaction.of(formatMessage(record));
            var line = UtcTime.append(new StringBuilder(message.length() + 96), record.getInstant())
                    .append(' ')
                    .append(record.getLevel().getName())
                    .append(' ')
                    .append(record.getLoggerName())
                    .append(": ")
                    .append(message)
                    .append('\n');
            return record.getThrown() == null
                    ? line.toString()
                    : line.append(trace(record, record.getThrown())).toString();
        }

        /** The stack trace of {@code thrown} and its causes, masked, without the messages of libraries. */
        static String trace(LogRecord record, Throwable thrown) {
            boolean ours =
                    record.getLoggerName() != null && record.getLoggerName().startsWith(OURS);
            var text = new StringBuilder();
            Throwable next = thrown;
            for (int depth = 0; next != null && depth < DEEPEST_CAUSE; depth++) {
                text.append(depth == 0 ? "" : "Caused by: ")
                        .append(ours ? next.toString() : next.getClass().getName())
                        .append('\n');
                for (var frame : next.getStackTrace()) {
                    text.append("\tat ").append(frame).append('\n');
                }
                next = next.getCause();
            }
            return Redaction.of(text.toString());
        }
    }
}
