package io.weir.bootstrap;

import io.weir.application.RehearseDataAction;
import io.weir.application.RunDataAction;

/** The use cases of data actions, wired by hand. */
record DataActions(RunDataAction run, RehearseDataAction rehearse) {
    /** Those that ask {@code salesforce}. */
    static DataActions of(SalesforceLink salesforce) {
        return new DataActions(new RunDataAction(), new RehearseDataAction());
    }
}
