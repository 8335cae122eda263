package io.weir.bootstrap.console;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is logged while it is open, of every level. */
final class WholeLog extends Handler implements AutoCloseable {
    private final Logger weir = Logger.getLogger("io.weir");
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    WholeLog() {
        setLevel(Level.ALL);
        weir.setLevel(Level.ALL);
        weir.addHandler(this);
    }

    String text() {
        return String.join("", lines);
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(formatter.format(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        weir.removeHandler(this);
        weir.setLevel(null);
    }
}
