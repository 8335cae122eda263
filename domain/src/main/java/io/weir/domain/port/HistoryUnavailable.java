package io.weir.domain.port;

import java.util.Optional;

/** The history cannot reach what it has stored; the same call may succeed later. */
public final class HistoryUnavailable extends RuntimeException {
    private final String holder;

    public HistoryUnavailable(String message) {
        this(message, "");
    }

    /** @param holder the other Weir that has what is stored, for the operator; empty if there is none */
    public HistoryUnavailable(String message, String holder) {
        super(message);
        this.holder = holder;
    }

    /** The other Weir that has what is stored. The same call succeeds there. */
    public Optional<String> holder() {
        return holder.isEmpty() ? Optional.empty() : Optional.of(holder);
    }
}
