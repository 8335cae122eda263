package io.weir.bootstrap.command;

import io.weir.application.check.CheckActions;
import io.weir.application.check.CheckActions.Suitability;
import io.weir.bootstrap.wiring.ActionChecks;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.ActionCatalog;
import io.weir.domain.schema.ObjectName;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints whether data actions suit the org. */
final class OrgSuitability {
    private static final Duration TIME_OF_AN_ACTION = Duration.ofSeconds(20);

    private OrgSuitability() {}

    /** Prints whether each action suits the org; false if one does not. */
    static boolean of(ActionCatalog actions, CheckActions check, InstantSource clock, PrintWriter out) {
        boolean all = true;
        for (var action : actions.all()) {
            switch (check.check(action, Deadline.after(TIME_OF_AN_ACTION, clock))) {
                case Suitability.Suitable(var warnings) -> {
                    CheckCommand.print(out, "ok", "data action", action.id().toString());
                    ActionChecks.problems(actions, action, warnings)
                            .forEach(warning -> CheckCommand.print(out, "", "", "-> " + warning));
                }
                case Suitability.Undecided(var objects) -> {
                    CheckCommand.print(
                            out,
                            "warning",
                            "data action",
                            "%s: the org does not describe %s".formatted(action.id(), names(objects)));
                    CheckCommand.print(out, "", "", "-> see what the log says, and that the run-as user may read them");
                }
                case Suitability.Unsuitable(var problems) -> {
                    all = false;
                    CheckCommand.print(out, "FAILED", "data action", action.id() + " does not suit the org");
                    ActionChecks.problems(actions, action, problems)
                            .forEach(problem -> CheckCommand.print(out, "", "", "-> " + problem));
                }
            }
        }
        return all;
    }

    private static String names(Set<ObjectName> objects) {
        return objects.stream().map(ObjectName::value).sorted().collect(Collectors.joining(", "));
    }
}
