package io.weir.application.advice;

import io.weir.domain.advice.ActionAdvice;
import io.weir.domain.advice.ActionStatistics;
import io.weir.domain.caller.ActionName;
import io.weir.domain.port.ActionCatalog;
import java.util.List;
import java.util.Map;

/** Reviews every data action. Thread-safe. */
public final class AdviseOnActions {
    private final ActionCatalog actions;

    public AdviseOnActions(ActionCatalog actions) {
        this.actions = actions;
    }

    /**
     * The advice on the newest version of all data actions, by the name of the action.
     *
     * @param statistics how the actions ran; an action without statistics is reviewed by its declaration alone
     */
    public List<ActionAdvice> advice(Map<ActionName, ActionStatistics> statistics) {
        return actions.names().stream()
                .flatMap(name -> actions.named(name).stream())
                .flatMap(action -> {
                    var known = statistics.get(action.name());
                    var advice = known == null ? ActionAdvice.of(action) : ActionAdvice.of(action, known);
                    return advice.stream();
                })
                .toList();
    }
}
