package io.weir.bootstrap.actiontest;

import io.weir.adapter.in.http.actiontest.ActionTest;
import io.weir.adapter.in.http.actiontest.ActionTest.GivenRow;
import io.weir.adapter.out.sandbox.file.InvalidOrgData;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The orgs that tests run on. Not thread-safe. */
final class TestOrgs {
    private final TestDefaults defaults;
    private final Map<Optional<Instant>, SandboxOrg> samples = new HashMap<>();

    TestOrgs(TestDefaults defaults) {
        this.defaults = defaults;
    }

    /** The org of a test, or why there is none. */
    sealed interface Org {
        record Ready(SandboxOrg org) implements Org {}

        /**
         * There is none.
         *
         * @param problems of the records, each as {@code file:line: remedy}, in the order of the file
         */
        record Invalid(List<String> problems) implements Org {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }

    /** The org of {@code test}, with its records or those of the sandbox. */
    Org of(ActionTest test) {
        if (test.given().isEmpty()) {
            if (!test.action().writes().isEmpty()) {
                return new Org.Ready(sample(clock(test)));
            }
            return new Org.Ready(samples.computeIfAbsent(test.now(), _ -> sample(clock(test))));
        }
        var rows = test.given().get();
        try {
            return new Org.Ready(given(rows, clock(test)));
        } catch (InvalidOrgData invalid) {
            return new Org.Invalid(invalid.problems().stream()
                    .map(problem -> placed(problem, test, rows))
                    .sorted(Comparator.comparing(Placed::place))
                    .map(problem -> problem.place() + ": " + problem.text())
                    .toList());
        }
    }

    /** A problem at its line. */
    private record Placed(ActionTest.Place place, String text) {}

    /** The place that the org knows is the number of a given record, or names a record that every org gets. */
    private static Placed placed(InvalidOrgData.Problem problem, ActionTest test, List<GivenRow> rows) {
        return IntStream.range(0, rows.size())
                .filter(number -> Integer.toString(number).equals(problem.place()))
                .mapToObj(rows::get)
                .findFirst()
                .map(row -> new Placed(problem.field().map(row::placeOf).orElseGet(row::place), problem.text()))
                .orElseGet(() -> new Placed(test.place(), problem.toString()));
    }

    /** The clock of {@code test}. */
    InstantSource clock(ActionTest test) {
        return test.now().<InstantSource>map(InstantSource::fixed).orElse(defaults.clock());
    }

    private SandboxOrg sample(InstantSource time) {
        return defaults.org()
                .map(files -> SandboxOrg.from(files, time))
                .orElseGet(() -> SandboxOrg.contactCentre(time));
    }

    private SandboxOrg given(List<GivenRow> rows, InstantSource time) {
        var org = SandboxOrg.builder(time);
        defaults.org().ifPresentOrElse(org::metadataOf, org::withCustomObjects);
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            org.recordAt(Integer.toString(i), row.object(), row.name(), row.values());
        }
        return org.build();
    }
}
