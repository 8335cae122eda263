package io.weir.domain.contract;

import io.weir.domain.action.DataAction;
import io.weir.domain.action.WriteStep;
import io.weir.domain.action.Writes;

/**
 * Compares what two declarations write, as far as flows notice. A flow notices that it must send the contact, and that
 * answers have {@code reason}. It does not notice which records are written, or what tells one request from another:
 * that matters only to a request that is repeated across the change, and is told as compatible.
 */
final class WriteComparison {
    private final Writes before;
    private final Writes now;
    private final ContractComparison.Found found;

    WriteComparison(DataAction before, DataAction now, ContractComparison.Found found) {
        this.before = before.writes();
        this.now = now.writes();
        this.found = found;
    }

    void compare() {
        if (before.isEmpty() && now.isEmpty()) {
            return;
        }
        if (before.isEmpty()) {
            found.breaks("/writes", "the action writes now: requests need a contactId, and callers the right to write");
        } else if (now.isEmpty()) {
            found.breaks("", "the action no longer writes, and answers no longer have 'reason'");
        } else {
            key();
            before.steps().forEach(this::step);
        }
    }

    private void key() {
        if (!before.key().equals(now.key())) {
            found.compatible(
                    now.key().isEmpty() ? "" : "/key",
                    "another 'key' tells requests apart: one that was sent before and is repeated now counts as new");
        }
    }

    private void step(WriteStep was) {
        var is = now.steps().stream()
                .filter(step -> step.name().equals(was.name()))
                .findFirst();
        if (is.isEmpty()) {
            found.compatible("/writes", "'%s' is no longer written".formatted(was.name()));
            return;
        }
        if (!was.object().equals(is.get().object())) {
            found.compatible(
                    is.get().location(),
                    "'%s' is a record of %s now, not %s"
                            .formatted(was.name(), is.get().object(), was.object()));
        } else if (!was.once().equals(is.get().once())) {
            found.compatible(
                    is.get().location(),
                    "another way prevents that '%s' is created twice: a request that was sent before and is repeated"
                                    .formatted(was.name())
                            + " now may create it again");
        }
    }
}
