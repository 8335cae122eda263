package io.weir.domain.port;

/** The history cannot reach what it has stored; the same call may succeed later. */
public final class HistoryUnavailable extends RuntimeException {
    public HistoryUnavailable(String message) {
        super(message);
    }
}
