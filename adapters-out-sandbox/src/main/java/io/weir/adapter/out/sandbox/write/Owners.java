package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.RecordId;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import java.util.Locale;

/** Who may own records: active users, and queues for the objects that they are associated with. */
public final class Owners {
    private Owners() {}

    /** Throws {@link WriteRefusal} if {@code change} gives its record an owner that may not own it. */
    static void check(SandboxOrg org, RecordChange change) {
        if (change.table().field("OwnerId").isEmpty()
                || !change.changes("OwnerId")
                || !(change.value("OwnerId") instanceof String id)
                || id.equals(org.runningUser().id())) {
            return;
        }
        org.tableOf(id).flatMap(table -> table.record(id)).ifPresent(owner -> {
            switch (owner.object().name().value()) {
                case "User" -> checkUser(owner, change.object());
                case "Group" -> checkQueue(org, owner, change.object());
                default -> {}
            }
        });
    }

    /** Whether {@code owner}, a user or group, may own records of {@code object}. */
    public static boolean mayOwn(SandboxOrg org, StoredRecord owner, String object) {
        return owner.object().name().value().equals("Group") ? isQueueOf(org, owner, object) : isActive(owner);
    }

    private static boolean isActive(StoredRecord user) {
        return !Boolean.FALSE.equals(user.valueIfAny("IsActive"));
    }

    /**
     * Whether {@code group} is a queue for records of {@code object}. A queue that names no object is for all of them.
     */
    static boolean isQueueOf(SandboxOrg org, StoredRecord group, String object) {
        if (!"Queue".equals(group.valueIfAny("Type"))) {
            return false;
        }
        var objects = org.table("QueueSobject").stream()
                .flatMap(table -> table.records().stream())
                .filter(association -> group.id().equals(association.valueIfAny("QueueId")))
                .map(association -> association.valueIfAny("SobjectType"))
                .toList();
        return objects.isEmpty() || objects.contains(object);
    }

    private static void checkQueue(SandboxOrg org, StoredRecord group, String object) {
        if (!isQueueOf(org, group, object)) {
            throw new WriteRefusal(new WriteError("INVALID_OPERATION", "Queue not associated with this SObject type"));
        }
    }

    private static void checkUser(StoredRecord user, String object) {
        if (!isActive(user)) {
            throw new WriteRefusal(new WriteError(
                    "INACTIVE_OWNER_OR_USER",
                    "operation performed with inactive user [%s] as owner of %s"
                            .formatted(user.id().substring(0, RecordId.SHORT), object.toLowerCase(Locale.ROOT))));
        }
    }
}
