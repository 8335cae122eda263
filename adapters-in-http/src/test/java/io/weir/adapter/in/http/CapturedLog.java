package io.weir.adapter.in.http;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What one class logs, while this is open. */
public final class CapturedLog extends Handler implements AutoCloseable {
    private final Logger logger;
    private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());

    private CapturedLog(Logger logger) {
        this.logger = logger;
        logger.addHandler(this);
    }

    public static CapturedLog logger(Class<?> type) {
        return new CapturedLog(Logger.getLogger(type.getName()));
    }

    /** What the logger {@code name} logs. */
    public static CapturedLog logger(String name) {
        return new CapturedLog(Logger.getLogger(name));
    }

    public List<String> warnings() {
        return lines(Level.WARNING);
    }

    /** The messages of {@code least} or above. */
    public List<String> lines(Level least) {
        return records.stream()
                .filter(logged -> logged.getLevel().intValue() >= least.intValue())
                .map(logged -> logged.getParameters() == null
                        ? logged.getMessage()
                        : MessageFormat.format(logged.getMessage(), logged.getParameters()))
                .toList();
    }

    @Override
    public void publish(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
