package io.weir.bootstrap.actiontest;

import io.weir.domain.caller.ActionName;
import java.util.ArrayList;
import java.util.List;

/**
 * How the tests of all actions ended.
 *
 * @param actions every action, with tests or without
 * @param results every case, in the order of the files
 */
public record TestReport(List<ActionName> actions, List<TestResult> results) {
    public TestReport {
        actions = List.copyOf(actions);
        results = List.copyOf(results);
    }

    /** Whether every case passed. */
    public boolean passed() {
        return results.stream().allMatch(TestResult::passed);
    }

    List<TestResult> of(ActionName action) {
        return results.stream()
                .filter(result -> result.test().action().name().equals(action))
                .toList();
    }

    /** The report for a terminal. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        for (var action : actions) {
            var ofAction = of(action);
            if (ofAction.isEmpty()) {
                lines.add(line("no tests", action.value()));
            }
            for (var result : ofAction) {
                lines.add(line(
                        result.passed() ? "ok" : "FAILED",
                        action + ": " + result.test().name()));
                result.differences().forEach(difference -> lines.add(line("", difference)));
            }
        }
        long passed = results.stream().filter(TestResult::passed).count();
        long untested = actions.stream().filter(action -> of(action).isEmpty()).count();
        lines.add("%d passed, %d failed, %d %s without tests"
                .formatted(passed, results.size() - passed, untested, untested == 1 ? "action" : "actions"));
        return lines;
    }

    private static String line(String verdict, String text) {
        return "%-8s %s".formatted(verdict, text);
    }
}
