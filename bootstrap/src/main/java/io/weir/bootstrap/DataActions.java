package io.weir.bootstrap;

import io.weir.application.RehearseDataAction;
import io.weir.application.RunDataAction;

/** The use cases of data actions, wired by hand. */
record DataActions(RunDataAction run, RehearseDataAction rehearse) {
    static DataActions of() {
        return new DataActions(new RunDataAction(), new RehearseDataAction());
    }
}
