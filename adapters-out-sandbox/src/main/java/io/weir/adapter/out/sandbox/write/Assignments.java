package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import java.util.Optional;
import java.util.Set;

/** Assigns cases and leads to an owner, as the header {@code Sforce-Auto-Assign} asks. */
final class Assignments {
    private static final Set<String> ASSIGNED = Set.of("Case", "Lead");

    private final SandboxOrg org;
    private final WriteRules rules;

    Assignments(SandboxOrg org, WriteRules rules) {
        this.org = org;
        this.rules = rules;
    }

    /** Sets the owner of {@code change}; throws {@link WriteRefusal} if the request names an unknown rule. */
    void assign(RecordChange change, WriteOptions.Assignment assignment) {
        if (!ASSIGNED.contains(change.object())
                || change.table().field("OwnerId").isEmpty()) {
            return;
        }
        switch (assignment) {
            case WriteOptions.Assignment.None() -> {}
            case WriteOptions.Assignment.Active() -> {
                var active = rules.assignmentRules(change.object()).stream()
                        .filter(AssignmentRule::active)
                        .findFirst();
                if (active.isPresent()) {
                    run(active.get(), change);
                } else if (change.isNew()) {
                    setOwner(change, Optional.empty());
                }
            }
            case WriteOptions.Assignment.Rule(var id) ->
                run(
                        rules.assignmentRules(change.object()).stream()
                                .filter(rule -> rule.id().regionMatches(0, id, 0, 15))
                                .findFirst()
                                .orElseThrow(() -> new WriteRefusal(
                                        new WriteError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"))),
                        change);
        }
    }

    private void run(AssignmentRule rule, RecordChange change) {
        setOwner(change, rule.owner().apply(change));
    }

    /** Without an owner of a rule: the default owner, else the first queue of the object, else the owner stays. */
    private void setOwner(RecordChange change, Optional<String> assigned) {
        assigned.or(() -> rules.defaultOwner(change.object()))
                .or(() -> change.object().equals("Case") ? firstQueue() : Optional.empty())
                .ifPresent(owner -> change.draft().set("OwnerId", owner));
    }

    private Optional<String> firstQueue() {
        return org.table("Group").stream()
                .map(Table::records)
                .flatMap(groups -> groups.stream())
                .filter(group -> "Queue".equals(group.value("Type")))
                .map(StoredRecord::id)
                .findFirst();
    }
}
