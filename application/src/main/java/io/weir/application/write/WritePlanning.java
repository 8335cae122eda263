package io.weir.application.write;

import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.InvalidInput;
import io.weir.domain.action.Reference;
import io.weir.domain.action.WriteStep;
import io.weir.domain.caller.NameRules;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.write.WriteKey;
import io.weir.domain.write.WriteRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the declared writes of a data action into a request, each value checked against the org's description of its
 * field, so that Salesforce is asked for nothing that it must refuse.
 *
 * <p>Thread-safe.
 */
public final class WritePlanning {
    private static final Set<String> OF_OLD_DESCRIPTIONS = Set.of(
            "INVALID_FIELD",
            "INVALID_FIELD_FOR_INSERT_UPDATE",
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            "REQUIRED_FIELD_MISSING",
            "STRING_TOO_LONG");

    private final SchemaCatalog catalog;
    private final NameRules allowed;

    /** The result of planning. */
    public sealed interface WritePlan {
        /**
         * What to write.
         *
         * @param steps those that are written, in the order of the request's records
         */
        record Ready(WriteRequest request, List<WriteStep> steps) implements WritePlan {
            public Ready {
                steps = List.copyOf(steps);
            }
        }

        /** No step is to be written, because of what the queries found. */
        record Nothing() implements WritePlan {}

        /** The value of an input does not fit. */
        record Invalid(InvalidInput invalid) implements WritePlan {}

        /** A value that a query found does not fit. */
        record DoesNotFit() implements WritePlan {}

        /** The declaration does not suit the org or what the operator allows. */
        record Unsuitable(List<Problem> problems) implements WritePlan {
            public Unsuitable {
                problems = List.copyOf(problems);
            }
        }
    }

    /** What is known when the writes are planned. */
    public interface Known {
        /** The value of an input or of a field of a query; empty if it is absent. */
        Optional<Input> value(Reference reference);

        /** Whether the queries found what {@code conditions} say. */
        boolean meet(List<ActionStep.When> conditions);
    }

    /** @param allowed the fields that may be written at all, as {@code Object.Field} */
    public WritePlanning(SchemaCatalog catalog, NameRules allowed) {
        this.catalog = catalog;
        this.allowed = allowed;
    }

    /**
     * The plan for {@code action}. Throws {@link SalesforceFailure.Unavailable} if the org does not describe an object
     * now: nothing is written unchecked.
     */
    public WritePlan plan(DataAction action, Known known, WriteKey key, Deadline deadline) {
        return new WritePlanner(catalog, allowed, action, Optional.of(known), deadline).plan(key);
    }

    /** What does not suit the org or what the operator allows, whatever is sent, as far as the org says now. */
    public List<Problem> problems(DataAction action, Deadline deadline) {
        return new WritePlanner(catalog, allowed, action, Optional.empty(), deadline).problems();
    }

    /** Whether a query can compare {@code field} of {@code object}; false if the org does not say now. */
    public boolean isComparable(ObjectName object, String field, Deadline deadline) {
        return catalog.describe(object, deadline) instanceof SchemaCatalog.Description.Known(var described)
                && described.field(field).filter(FieldDescription::filterable).isPresent();
    }

    /** Salesforce refuses a record of {@code object} that its description allows: it is read again if it may be old. */
    public void contradicted(ObjectName object, String salesforceCode) {
        if (OF_OLD_DESCRIPTIONS.contains(salesforceCode)) {
            catalog.forget(object);
        }
    }
}
