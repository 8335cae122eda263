package io.weir.domain.caller;

import io.weir.domain.limit.Priority;

/**
 * A configured caller and its permissions. Immutable.
 *
 * @param name the name in logs, history and metrics: words of lower-case letters and digits, joined by hyphens
 * @param actions the data actions that the caller may run, by name
 * @param mayExplain whether the caller may request explanations and dry runs
 * @param priority the priority of the caller's ad-hoc queries; an action has its own
 */
public record Caller(String name, NameRules actions, AdHoc adHoc, boolean mayExplain, Priority priority) {
    /** Whether a caller may run ad-hoc queries, and which. */
    public sealed interface AdHoc {
        record Never() implements AdHoc {}

        record Within(QueryPolicy policy) implements AdHoc {}
    }

    /** Throws {@link IllegalArgumentException} for an invalid name. */
    public Caller {
        if (!ActionName.isName(name)) {
            throw new IllegalArgumentException(
                    "a caller's name is words of lower-case letters and digits, joined by hyphens: '%s'"
                            .formatted(name));
        }
    }

    /** A caller that may run every action, and ad-hoc queries within {@code policy}. */
    public static Caller unrestricted(String name, QueryPolicy policy) {
        return new Caller(name, NameRules.ALL, new AdHoc.Within(policy), true, Priority.NORMAL);
    }

    public boolean mayRun(ActionName action) {
        return actions.allow(action.value());
    }
}
