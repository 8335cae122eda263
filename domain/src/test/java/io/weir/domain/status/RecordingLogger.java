package io.weir.domain.status;

import java.text.MessageFormat;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what is logged. */
public final class RecordingLogger implements System.Logger {
    public final List<String> lines = new CopyOnWriteArrayList<>();

    /** Whether the next record is refused with an exception. */
    public volatile boolean refusesTheNext;

    @Override
    public String getName() {
        return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        add(level + " " + message);
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object @Nullable ... params) {
        add(level + " "
                + (params == null || params.length == 0
                        ? format
                        : MessageFormat.format(String.valueOf(format), params)));
    }

    private void add(String line) {
        if (refusesTheNext) {
            refusesTheNext = false;
            throw new IllegalStateException("refused");
        }
        lines.add(line);
    }
}
