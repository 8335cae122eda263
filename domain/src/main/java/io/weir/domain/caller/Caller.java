package io.weir.domain.caller;

import io.weir.domain.limit.Priority;

/**
 * Somebody whom the operator knows, and what it may ask. Immutable.
 *
 * @param name what logs, history and metrics call it: words of lower-case letters and digits, joined by hyphens
 * @param actions the data actions that it may run, by name
 * @param mayExplain whether it may ask what Weir would make of a request, without running it
 * @param priority what its ad-hoc queries have; an action has its own
 */
public record Caller(String name, NameRules actions, AdHoc adHoc, boolean mayExplain, Priority priority) {
    /** Whether a caller may ask ad-hoc queries, and which. */
    public sealed interface AdHoc {
        record Never() implements AdHoc {}

        record Within(QueryPolicy policy) implements AdHoc {}
    }

    /** Throws {@link IllegalArgumentException} for a name that is none. */
    public Caller {
        if (!ActionName.isName(name)) {
            throw new IllegalArgumentException(
                    "a caller's name is words of lower-case letters and digits, joined by hyphens: '%s'"
                            .formatted(name));
        }
    }

    /** One that may run every action, and ad-hoc queries within {@code policy}. */
    public static Caller unrestricted(String name, QueryPolicy policy) {
        return new Caller(name, NameRules.ALL, new AdHoc.Within(policy), true, Priority.NORMAL);
    }

    public boolean mayRun(ActionName action) {
        return actions.allow(action.value());
    }
}
