package io.weir.domain.advice;

import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is known about the indexes of one object. A custom index that Salesforce Support made is not visible.
 *
 * <p>Source: Salesforce's guide "Best Practices for Deployments with Large Data Volumes", section "Indexes".
 */
record IndexedFields(ExplainedQuery explained) {
    private static final Set<String> STANDARD =
            Set.of("id", "name", "recordtypeid", "division", "createddate", "systemmodstamp", "ownerid");
    private static final Set<String> WITH_EMAIL_INDEX = Set.of("contact", "lead");

    /** Types that Salesforce Support gives no custom index. */
    private static final Set<FieldType> NEVER_INDEXED = Set.of(FieldType.ENCRYPTEDSTRING, FieldType.MULTIPICKLIST);

    /** Whether the field at {@code path} is known to have an index. */
    boolean has(FieldPath path) {
        String name = path.field().toLowerCase(Locale.ROOT);
        if (STANDARD.contains(name)) {
            return true;
        }
        var field = description(path);
        if (field.isPresent()) {
            return field.get().indexed() || field.get().type() == FieldType.REFERENCE || isIndexedEmail(path);
        }
        // Without a description, a standard lookup is known by its name.
        return path.field().endsWith("Id") || isIndexedEmail(path);
    }

    /** Whether the field can get an index, as far as is known. */
    boolean canHave(FieldPath path) {
        return description(path)
                .filter(field -> NEVER_INDEXED.contains(field.type()))
                .isEmpty();
    }

    boolean isFormula(FieldPath path) {
        return description(path).filter(FieldDescription::formula).isPresent();
    }

    boolean isPhone(FieldPath path) {
        String name = path.field().toLowerCase(Locale.ROOT);
        return description(path)
                .map(field -> field.type() == FieldType.PHONE)
                .orElseGet(() -> name.endsWith("phone") || name.endsWith("phone__c"));
    }

    private boolean isIndexedEmail(FieldPath path) {
        String object = explained.query().from().value().toLowerCase(Locale.ROOT);
        return path.parents().isEmpty() && path.field().equalsIgnoreCase("Email") && WITH_EMAIL_INDEX.contains(object);
    }

    /** What describe shows of a field of the object itself; empty for a parent's field. */
    private Optional<FieldDescription> description(FieldPath path) {
        return path.parents().isEmpty()
                ? explained.object().flatMap(object -> object.field(path.field()))
                : Optional.empty();
    }
}
