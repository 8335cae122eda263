package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.RecordId;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import java.util.Optional;

/** Assigns cases and leads to an owner, as the header {@code Sforce-Auto-Assign} asks. */
final class Assignments {
    private final SandboxOrg org;
    private final WriteRules rules;

    Assignments(SandboxOrg org, WriteRules rules) {
        this.org = org;
        this.rules = rules;
    }

    /** Sets the owner of {@code change}; throws {@link WriteRefusal} if the request names an unknown rule. */
    void assign(RecordChange change, WriteOptions.Assignment assignment) {
        if (!AssignmentRule.OBJECTS.contains(change.object())
                || change.table().field("OwnerId").isEmpty()) {
            return;
        }
        switch (assignment) {
            case WriteOptions.Assignment.None() -> {}
            case WriteOptions.Assignment.Active() -> {
                var active = rules.assignmentRules(change.object()).stream()
                        .filter(AssignmentRule::active)
                        .findFirst();
                if (active.isPresent() || change.isNew()) {
                    var owner =
                            active.flatMap(rule -> rule.owner().apply(change)).or(() -> defaultOwner(change));
                    owner.ifPresent(found -> give(change, found));
                }
            }
            case WriteOptions.Assignment.Rule(var id) -> {
                var owner = rule(change.object(), id).owner().apply(change).or(() -> defaultOwner(change));
                owner.ifPresent(found -> give(change, found));
            }
        }
    }

    /** Rules may name an owner by either form of the id. */
    private static void give(RecordChange change, String owner) {
        change.draft().set("OwnerId", RecordId.canonical(owner).orElse(owner));
    }

    private AssignmentRule rule(String object, String id) {
        return rules.assignmentRules(object).stream()
                .filter(rule -> RecordId.canonical(id).filter(rule.id()::equals).isPresent())
                .findFirst()
                .orElseThrow(() ->
                        new WriteRefusal(new WriteError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")));
    }

    /** The owner without a rule that says so; empty if the owner stays. */
    private Optional<String> defaultOwner(RecordChange change) {
        return rules.defaultOwner(change.object())
                .or(() -> change.object().equals("Case") ? firstQueue() : Optional.empty());
    }

    private Optional<String> firstQueue() {
        return org.table("Group").stream()
                .flatMap(groups -> groups.records().stream())
                .filter(group -> Owners.isQueueOf(org, group, "Case"))
                .map(StoredRecord::id)
                .findFirst();
    }
}
