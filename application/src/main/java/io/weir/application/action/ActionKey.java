package io.weir.application.action;

import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.caller.Caller;
import java.util.Map;

/** Two runs are the same if caller, action and values are equal. No {@code toString} shows the values. */
record ActionKey(Caller caller, DataAction action, Map<MemberName, BoundInput> inputs) {
    /** Covers what differs most; hashing a whole action and a policy would be slow. */
    @Override
    public int hashCode() {
        return 31 * action.name().hashCode() + inputs.hashCode();
    }
}
