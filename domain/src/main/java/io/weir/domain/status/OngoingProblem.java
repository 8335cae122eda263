package io.weir.domain.status;

import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A problem that begins and ends: the log has one WARNING when it begins and one INFO line when it ends, however many
 * requests meet it, and the status shows it in between. Thread-safe.
 */
@SuppressWarnings("AnnotateFormatMethod") // the annotation is a library's, and the domain uses none
public final class OngoingProblem {
    private final ProblemKind kind;
    private final System.Logger log;
    private final InstantSource clock;
    private final AtomicReference<Optional<StatusProblem>> current = new AtomicReference<>(Optional.empty());

    public OngoingProblem(ProblemKind kind, System.Logger log, InstantSource clock) {
        this.kind = kind;
        this.log = log;
        this.clock = clock;
    }

    /** Logs the problem as {@code line} unless it is ongoing. */
    public void begins(Supplier<String> line) {
        if (current.get().isEmpty()) {
            boolean _ = becomes(line.get(), false);
        }
    }

    /** Logs the problem unless it is ongoing with the same text. Whether anything changed. */
    public boolean beginsOrChanges(String line) {
        return becomes(line, true);
    }

    /** Logs the end of the problem as {@code line} if it is ongoing. */
    public void ends(String line) {
        if (current.get().isPresent()) {
            ended(line);
        }
    }

    /** Ends the problem without a line in the log. Whether it was ongoing. */
    public synchronized boolean ends() {
        return current.getAndSet(Optional.empty()).isPresent();
    }

    /** The problem, while it is ongoing. */
    public Optional<StatusProblem> current() {
        return current.get();
    }

    private synchronized void ended(String text) {
        if (ends()) {
            log.log(Level.INFO, "{0}", text);
        }
    }

    private synchronized boolean becomes(String text, boolean logsChanges) {
        var before = current.get();
        if (before.isPresent() && !(logsChanges && !before.get().text().equals(text))) {
            return false;
        }
        var since = before.map(StatusProblem::since).orElseGet(clock::instant);
        current.set(Optional.of(new StatusProblem(kind, since, text)));
        log.log(Level.WARNING, "{0}", text);
        return true;
    }
}
