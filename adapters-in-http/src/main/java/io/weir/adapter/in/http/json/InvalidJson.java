package io.weir.adapter.in.http.json;

import io.weir.domain.draft.Problem;
import java.util.List;

/** A JSON text with invalid content: a wrong shape, or values that cannot be used. */
public final class InvalidJson extends RuntimeException {
    private final transient List<Problem> problems;

    InvalidJson(List<Problem> problems) {
        // no stack trace: callers may send many such texts
        super("invalid JSON", null, false, false);
        this.problems = problems;
    }

    public List<Problem> problems() {
        return problems;
    }
}
