package io.weir.domain.port;

import io.weir.domain.action.ActionVersion;
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

    /** The newest version of the action. */
    Optional<DataAction> named(ActionName name);

    /** One version of an action. */
    default Optional<DataAction> version(ActionVersion id) {
        return all().stream().filter(action -> action.id().equals(id)).findFirst();
    }

    /** All versions of the action, the newest first. */
    default List<DataAction> versions(ActionName name) {
        return all().stream().filter(action -> action.name().equals(name)).toList();
    }

    /** The names of all actions, sorted. */
    default List<ActionName> names() {
        return all().stream().map(DataAction::name).distinct().toList();
    }

    /** All actions in all their versions, sorted by name; the newest version of each comes first. */
    List<DataAction> all();
}
