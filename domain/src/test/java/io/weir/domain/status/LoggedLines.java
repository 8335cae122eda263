package io.weir.domain.status;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that Weir logs, of every level, until it is closed. */
public final class LoggedLines extends Handler implements AutoCloseable {
    private static final Logger WEIR = Logger.getLogger("io.weir");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    public LoggedLines() {
        setLevel(Level.ALL);
        setFormatter(new SimpleFormatter());
        WEIR.setLevel(Level.ALL);
        WEIR.addHandler(this);
    }

    /** Those that say {@code words}. */
    public List<String> saying(String words) {
        return lines.stream().filter(line -> line.contains(words)).toList();
    }

    /** Each with its level, its message and what was thrown. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(getFormatter().format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        WEIR.removeHandler(this);
        WEIR.setLevel(null);
    }
}
