package io.weir.domain.caller;

import io.weir.domain.limit.Priority;

/**
 * A configured caller and its permissions. Immutable.
 *
 * @param name the name in logs, history and metrics: words of lower-case letters and digits, joined by hyphens
 * @param actions the data actions that the caller may run, by name
 * @param writes those of them that the caller may run although they write
 * @param mayExplain whether the caller may request explanations and dry runs
 * @param priority the priority of the caller's ad-hoc queries; an action has its own
 * @param callsADay the API requests that the caller may use in 24 hours
 */
public record Caller(
        String name,
        NameRules actions,
        NameRules writes,
        AdHoc adHoc,
        boolean mayExplain,
        Priority priority,
        long callsADay) {
    /** As many API requests as there are. */
    public static final long ANY_CALLS = Long.MAX_VALUE;

    /** Whether a caller may run ad-hoc queries, and which. */
    public sealed interface AdHoc {
        record Never() implements AdHoc {}

        record Within(QueryPolicy policy) implements AdHoc {}
    }

    /** Throws {@link IllegalArgumentException} for an invalid name, or a caller that may use no API request. */
    public Caller {
        if (callsADay < 1) {
            throw new IllegalArgumentException("a caller may use at least one API request a day");
        }
        if (!ActionName.isName(name)) {
            throw new IllegalArgumentException(
                    "a caller's name is words of lower-case letters and digits, joined by hyphens: '%s'"
                            .formatted(name));
        }
    }

    /** A caller that may use any number of API requests, and writes nothing. */
    public Caller(String name, NameRules actions, AdHoc adHoc, boolean mayExplain, Priority priority) {
        this(name, actions, NameRules.NONE, adHoc, mayExplain, priority, ANY_CALLS);
    }

    /** A caller that may run every action, and ad-hoc queries within {@code policy}. */
    public static Caller unrestricted(String name, QueryPolicy policy) {
        return new Caller(
                name, NameRules.ALL, NameRules.ALL, new AdHoc.Within(policy), true, Priority.NORMAL, ANY_CALLS);
    }

    public boolean mayRun(ActionName action) {
        return actions.allow(action.value());
    }

    /** Whether the caller may run the action {@code name} although it writes. */
    public boolean mayWrite(ActionName name) {
        return writes.allow(name.value());
    }
}
