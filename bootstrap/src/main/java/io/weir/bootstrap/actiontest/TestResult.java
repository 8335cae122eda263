package io.weir.bootstrap.actiontest;

import io.weir.adapter.in.http.actiontest.ActionTest;
import java.util.List;

/**
 * How a case ended.
 *
 * @param differences where the answer is not what the case expects, each as {@code file:line: member: difference}; none
 *     if the case passed
 */
record TestResult(ActionTest test, List<String> differences) {
    TestResult {
        differences = List.copyOf(differences);
    }

    boolean passed() {
        return differences.isEmpty();
    }
}
