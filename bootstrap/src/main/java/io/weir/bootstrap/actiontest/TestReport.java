package io.weir.bootstrap.actiontest;

import java.util.ArrayList;
import java.util.List;

/**
 * How the tests of all actions ended.
 *
 * @param actions every action without errors in it or its tests, with tests or without
 * @param results every case, in the order of the files
 * @param errors of the files that could not be used, each as {@code file:line: place: remedy}
 */
public record TestReport(List<TestedAction> actions, List<TestResult> results, List<String> errors) {
    public TestReport {
        errors = List.copyOf(errors);
        actions = List.copyOf(actions);
        results = List.copyOf(results);
    }

    /** Whether every case passed. */
    public boolean passed() {
        return results.stream().allMatch(TestResult::passed);
    }

    List<TestResult> of(TestedAction action) {
        return results.stream()
                .filter(result -> result.test().action().id().equals(action.id()))
                .toList();
    }

    /** The report for a terminal. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        for (var action : actions) {
            var ofAction = of(action);
            if (ofAction.isEmpty()) {
                lines.add(line("no tests", action.toString()));
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
        lines.add("%d passed, %d failed, %d %s without tests%s"
                .formatted(
                        passed,
                        results.size() - passed,
                        untested,
                        untested == 1 ? "action" : "actions",
                        errors.isEmpty()
                                ? ""
                                : ", %d %s".formatted(errors.size(), errors.size() == 1 ? "error" : "errors")));
        return lines;
    }

    private static String line(String verdict, String text) {
        return "%-8s %s".formatted(verdict, text);
    }
}
