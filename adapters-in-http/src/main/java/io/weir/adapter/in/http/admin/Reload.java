package io.weir.adapter.in.http.admin;

import java.util.List;

/** Reads configuration and data actions again, now. Thread-safe. */
@FunctionalInterface
public interface Reload {
    /** There is nothing to read again. */
    Reload NOTHING = () -> new Result(List.of(), List.of(), List.of());

    /** What has changed since the last time. */
    Result now();

    /**
     * What was read.
     *
     * @param changed the callers, settings and data actions that have changed and are in use now
     * @param restartNeeded the keys of settings that have changed since the start and need a restart
     * @param problems why the configuration or the data actions cannot be used; the former ones stay in use
     */
    record Result(List<String> changed, List<String> restartNeeded, List<String> problems) {
        public Result {
            changed = List.copyOf(changed);
            restartNeeded = List.copyOf(restartNeeded);
            problems = List.copyOf(problems);
        }
    }
}
