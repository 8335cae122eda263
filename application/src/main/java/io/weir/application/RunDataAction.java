package io.weir.application;

import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.Caller;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.Input;
import io.weir.domain.action.MemberName;
import java.time.Duration;
import java.util.Map;

/** Answers a data action. */
public final class RunDataAction {
    /**
     * One question.
     *
     * @param inputs what the caller sent, by declared name; what is absent or blank is not in it
     * @param requestId what the caller knows this run by; goes to the history as it is
     * @param patience how long the caller waits
     */
    public record Request(
            DataAction action, Map<MemberName, Input> inputs, Caller caller, String requestId, Duration patience) {
        public Request {
            inputs = Map.copyOf(inputs);
        }
    }

    public RunDataAction() {}

    /** How the run ended; throws {@link io.weir.domain.port.SalesforceFailure} when Salesforce did not answer. */
    public ActionOutcome run(Request request) {
        return new ActionOutcome.Forbidden();
    }
}
