package io.weir.application.action;

import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.caller.Caller;
import java.util.Map;

/**
 * What makes two runs of a data action the same: who asks, the action with its version, and the values. No {@code toString}
 * shows those.
 */
record ActionKey(Caller caller, DataAction action, Map<MemberName, BoundInput> inputs) {
    /** By what differs most; an action and a caller's policy are much to read. */
    @Override
    public int hashCode() {
        return 31 * action.name().hashCode() + inputs.hashCode();
    }
}
