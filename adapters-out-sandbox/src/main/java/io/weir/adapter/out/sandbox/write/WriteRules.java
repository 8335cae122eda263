package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.RecordId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The org's own rules of writes, which an administrator of a real org would set up. Empty at first. Thread-safe: a
 * change applies from the next write on.
 */
public final class WriteRules {
    private final List<ValidationRule> validationRules = new CopyOnWriteArrayList<>();
    private final List<DuplicateRule> duplicateRules = new CopyOnWriteArrayList<>();
    private final List<AssignmentRule> assignmentRules = new CopyOnWriteArrayList<>();
    private final Map<String, String> defaultOwners = new ConcurrentHashMap<>();
    private final Map<String, WriteError> refusals = new ConcurrentHashMap<>();
    private final Set<String> lockedRows = ConcurrentHashMap.newKeySet();

    /** Refuses records that break {@code rule} with FIELD_CUSTOM_VALIDATION_EXCEPTION. */
    public void add(ValidationRule rule) {
        validationRules.add(rule);
    }

    /** Refuses duplicates by {@code rule} with DUPLICATES_DETECTED. */
    public void add(DuplicateRule rule) {
        duplicateRules.add(rule);
    }

    public void add(AssignmentRule rule) {
        assignmentRules.add(rule);
    }

    /** Sets who owns a new record of {@code object} (Case or Lead) that no assignment rule assigns: a user or queue. */
    public void defaultOwner(String object, String ownerId) {
        defaultOwners.put(key(object), ownerId);
    }

    /**
     * Refuses every write of {@code object} with {@code error}, as a broken trigger does
     * (CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY).
     */
    public void refuse(String object, WriteError error) {
        refusals.put(key(object), error);
    }

    /** Ends {@link #refuse}. */
    public void accept(String object) {
        refusals.remove(key(object));
    }

    /**
     * Holds the row {@code id} as another transaction does: writes of it, and of records that refer to it, end in
     * UNABLE_TO_LOCK_ROW. Throws {@link IllegalArgumentException} if {@code id} is no id.
     */
    public void lockRow(String id) {
        lockedRows.add(canonical(id));
    }

    /** Ends {@link #lockRow}. */
    public void unlockRow(String id) {
        lockedRows.remove(canonical(id));
    }

    /** Removes all rules, refusals and locks. */
    public void clear() {
        validationRules.clear();
        duplicateRules.clear();
        assignmentRules.clear();
        defaultOwners.clear();
        refusals.clear();
        lockedRows.clear();
    }

    List<ValidationRule> validationRules(String object) {
        return validationRules.stream()
                .filter(rule -> rule.object().equalsIgnoreCase(object))
                .toList();
    }

    List<DuplicateRule> duplicateRules(String object) {
        return duplicateRules.stream()
                .filter(rule -> rule.object().equalsIgnoreCase(object))
                .toList();
    }

    List<AssignmentRule> assignmentRules(String object) {
        return assignmentRules.stream()
                .filter(rule -> rule.object().equalsIgnoreCase(object))
                .toList();
    }

    Optional<String> defaultOwner(String object) {
        return Optional.ofNullable(defaultOwners.get(key(object)));
    }

    Optional<WriteError> refusal(String object) {
        return Optional.ofNullable(refusals.get(key(object)));
    }

    boolean locked(String id) {
        return lockedRows.contains(id);
    }

    private static String canonical(String id) {
        return RecordId.canonical(id)
                .orElseThrow(() -> new IllegalArgumentException("not a record id: '%s'".formatted(id)));
    }

    private static String key(String object) {
        return object.toLowerCase(Locale.ROOT);
    }
}
