package io.weir.domain.port;

import io.weir.domain.action.DataAction;
import io.weir.domain.caller.ActionName;
import java.util.List;
import java.util.Optional;

/** The data actions that the operator has declared. Reflects changes of the declarations. Thread-safe, never blocks. */
public interface ActionCatalog {
    /** A catalog without any action. */
    ActionCatalog EMPTY = new ActionCatalog() {
        @Override
        public Optional<DataAction> named(ActionName name) {
            return Optional.empty();
        }

        @Override
        public List<DataAction> all() {
            return List.of();
        }
    };

    Optional<DataAction> named(ActionName name);

    /** All actions, sorted by name. */
    List<DataAction> all();
}
