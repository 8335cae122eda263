package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.adapter.out.sandbox.org.InMemorySchemaCatalog;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.application.plan.PlanQuery;
import io.weir.bootstrap.actiontest.ActionTestRun;
import io.weir.bootstrap.actiontest.TestDefaults;
import io.weir.bootstrap.actiontest.TestScope;
import io.weir.bootstrap.wiring.ServedActions;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.Reference;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.Input;
import io.weir.domain.limit.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The data actions that come with Weir. */
class ExampleActionsTest {
    private static final List<DataAction> EXAMPLES =
            ActionFolder.load(ServedActions.examples()).all();

    static List<DataAction> examples() {
        return EXAMPLES;
    }

    @Test
    void eachHasTestsThatPass() {
        var report = ActionTestRun.run(
                TestScope.of(ServedActions.examples()),
                ActionFolder.load(ServedActions.examples()),
                new TestDefaults(Optional.empty(), Clock.systemUTC()));

        assertThat(report.lines()).noneMatch(line -> line.startsWith("FAILED") || line.startsWith("no tests"));
        assertThat(report.passed()).isTrue();
    }

    @Test
    void eachSaysInItsFirstLineWhyItExists() throws IOException {
        for (var action : EXAMPLES) {
            assertThat(Files.readAllLines(ServedActions.examples().resolve(action.name() + ".yaml"))
                            .getFirst())
                    .startsWith("# ");
        }
    }

    @Test
    void theDocumentsListEach() throws IOException {
        String page = Files.readString(Path.of("../docs/actions.md"));

        assertThat(Pattern.compile("(?m)^\\| `([a-z-]+)` \\| .*\\?.* \\|")
                        .matcher(page.substring(page.indexOf("## Ready-made actions")))
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        EXAMPLES.stream().map(action -> action.name().value()).toList());
    }

    @Test
    void theTestsThatTheDocumentsShowPass(@TempDir Path folder) throws IOException {
        String page = Files.readString(Path.of("../docs/actions.md"));
        String tests = page.substring(page.indexOf("## Tests"));
        int start = tests.indexOf("```yaml\n") + "```yaml\n".length();
        Files.copy(ServedActions.examples().resolve("caller-lookup.yaml"), folder.resolve("caller-lookup.yaml"));
        Files.writeString(
                folder.resolve("caller-lookup.test.yaml"), tests.substring(start, tests.indexOf("```", start)));

        assertThat(ActionTestRun.run(
                                TestScope.of(folder),
                                ActionFolder.load(folder),
                                new TestDefaults(Optional.empty(), Clock.systemUTC()))
                        .lines())
                .hasSize(4)
                .last()
                .isEqualTo("3 passed, 0 failed, 0 actions without tests");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyNameIsInTheSandboxsSchema(DataAction action) {
        var plans = new PlanQuery(
                new InMemorySchemaCatalog(SandboxOrg.contactCentre(Clock.systemUTC())), QueryPolicy.DEFAULT);
        for (var query :
                action.steps().stream().flatMap(step -> step.queries().stream()).toList()) {
            var draft = query.filledFrom(ExampleActionsTest::sample).orElseThrow();
            assertThat(plans.plan(draft, Deadline.after(Duration.ofMinutes(1), Clock.systemUTC())))
                    .isInstanceOf(PlanQuery.Plan.Ready.class);
        }
    }

    private static Optional<Input> sample(Reference reference, Condition.Leaf comparison) {
        Input text = new Input.Text(reference.toString().matches(".*Id}|.contact}") ? "0035g0000000001AAA" : "Voice");
        return Optional.of(comparison.operator().takesList() ? new Input.Many(List.of(text)) : text);
    }
}
