package io.weir.bootstrap.wiring;

import io.weir.domain.action.DataAction;
import io.weir.domain.action.InputType;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.ActionCatalog;
import io.weir.domain.port.OrgStatus;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.ObjectName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** What the first requests need: a login, the descriptions of the data actions' objects, and telephone number data. */
final class FirstRequestNeeds implements WarmUp.Parts {
    /** The maximum number of concurrent describe calls. */
    private static final int AT_ONCE = 4;

    private static final String LOGIN = "the login";
    private static final String OBJECTS = "the list of objects";
    private static final String OBJECT = "object ";
    private static final String PHONES = "the data of telephone numbers";

    private final OrgStatus org;
    private final SchemaCatalog schema;
    private final ActionCatalog actions;
    private final ActionChecks checks;
    private final Runnable phones;
    private final InstantSource clock;
    private final Set<String> missing = new ConcurrentSkipListSet<>();

    /** @param phones loads the telephone number data */
    FirstRequestNeeds(
            OrgStatus org,
            SchemaCatalog schema,
            ActionCatalog actions,
            ActionChecks checks,
            Runnable phones,
            InstantSource clock) {
        this.org = org;
        this.schema = schema;
        this.actions = actions;
        this.checks = checks;
        this.phones = phones;
        this.clock = clock;
        missing.add(LOGIN);
        missing.add(OBJECTS);
        objects().map(FirstRequestNeeds::name).forEach(missing::add);
        if (actions.all().stream().anyMatch(FirstRequestNeeds::takesNumbers)) {
            missing.add(PHONES);
        }
    }

    @Override
    public Collection<String> missing() {
        return missing;
    }

    @Override
    public void get(Deadline deadline) {
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            if (missing.contains(PHONES)) {
                threads.execute(() -> {
                    phones.run();
                    missing.remove(PHONES);
                });
            }
            if (logIn(deadline) && list(deadline)) {
                objects().forEach(object -> threads.execute(() -> describe(object, deadline)));
            }
        }
        if (!missing.contains(OBJECTS)) {
            var undescribed = checks.check(timeLeft(deadline)).stream()
                    .map(FirstRequestNeeds::name)
                    .toList();
            missing.removeIf(name -> name.startsWith(OBJECT) && !undescribed.contains(name));
            missing.addAll(undescribed);
        }
    }

    private boolean logIn(Deadline deadline) {
        try {
            org.logIn(new RunMeter(deadline));
            missing.remove(LOGIN);
            return true;
        } catch (SalesforceFailure refused) {
            // logged by the adapter
            return false;
        }
    }

    private boolean list(Deadline deadline) {
        boolean listed = !schema.objectNames(deadline).isEmpty();
        if (listed) {
            missing.remove(OBJECTS);
        }
        return listed;
    }

    /** An object that does not exist counts as described. */
    private void describe(ObjectName object, Deadline deadline) {
        try {
            if (!(schema.describe(object, deadline) instanceof SchemaCatalog.Description.Unavailable)) {
                missing.remove(name(object));
            }
        } catch (SalesforceFailure.DeadlineExceeded interrupted) {
            // Weir stops
        }
    }

    private Stream<ObjectName> objects() {
        return actions.all().stream()
                .flatMap(action -> action.steps().stream())
                .flatMap(step -> step.queries().stream())
                .map(query -> query.draft().object())
                .distinct();
    }

    private Duration timeLeft(Deadline deadline) {
        return deadline.remaining(clock.instant());
    }

    private static boolean takesNumbers(DataAction action) {
        return action.inputs().stream().anyMatch(input -> input.type() instanceof InputType.Phone);
    }

    private static String name(ObjectName object) {
        return OBJECT + object;
    }
}
