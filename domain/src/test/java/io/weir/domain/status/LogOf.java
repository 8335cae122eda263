package io.weir.domain.status;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What one class logs, until it is closed. */
public final class LogOf extends Handler implements AutoCloseable {
    /** Held, because a logger that nobody holds yet is collected with its handlers. */
    private final Logger logger;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);

    public LogOf(Class<?> owner) {
        this(owner.getName());
    }

    private LogOf(String name) {
        logger = Logger.getLogger(name);
        logger.setLevel(Level.INFO);
        logger.addHandler(this);
    }

    /** What the logger {@code name} logs. */
    public static LogOf named(String name) {
        return new LogOf(name);
    }

    /** Each as {@code LEVEL message}. */
    public List<String> lines() {
        return lines;
    }

    /** The first line, as soon as there is one. */
    public String awaitFirst() throws InterruptedException {
        begun.await();
        return lines.getFirst();
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getLoggerName().equals(logger.getName())) {
            lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
            begun.countDown();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(null);
    }
}
