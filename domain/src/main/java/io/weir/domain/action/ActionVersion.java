package io.weir.domain.action;

import io.weir.domain.caller.ActionName;

/** One version of a data action. */
public record ActionVersion(ActionName name, int version) {
    /** As logs and commands write it: {@code caller-lookup v1}. */
    @Override
    public String toString() {
        return "%s v%d".formatted(name, version);
    }
}
