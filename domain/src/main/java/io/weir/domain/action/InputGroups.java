package io.weir.domain.action;

import java.util.List;

/**
 * Inputs that belong together.
 *
 * @param oneOf at least one of these is present; empty for no such rule
 * @param allOrNone all of these are present, or none is; empty for no such rule
 */
public record InputGroups(List<MemberName> oneOf, List<MemberName> allOrNone) {
    /** No rule. */
    public static final InputGroups NONE = new InputGroups(List.of(), List.of());

    public InputGroups {
        oneOf = List.copyOf(oneOf);
        allOrNone = List.copyOf(allOrNone);
    }
}
