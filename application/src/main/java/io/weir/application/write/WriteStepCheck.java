package io.weir.application.write;

import io.weir.domain.action.WriteStep;
import io.weir.domain.action.WriteStep.Once;
import io.weir.domain.action.WriteStep.Operation;
import io.weir.domain.caller.NameRules;
import io.weir.domain.draft.Problem;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.FieldType.LiteralKind;
import io.weir.domain.schema.NearestNames;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.write.WriteKey;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checks one declared write against the description of its object and what the operator allows, whatever is sent. For one
 * thread.
 *
 * @param allowed the fields that may be written at all, as {@code Object.Field}
 * @param problems receives what does not suit
 */
record WriteStepCheck(WriteStep step, ObjectDescription object, NameRules allowed, Consumer<Problem> problems) {
    /** Reports what is wrong with the declaration, beside its fields. */
    void checkDeclaration() {
        switch (step.operation()) {
            case Operation.Create(Once.UniqueField(var name)) -> uniqueField(name);
            case Operation.Create(Once.LookUp(var names)) -> names.forEach(this::filterable);
            case Operation.Create(Once.IdempotencyKey()) -> {}
            case Operation.Update _ -> {}
            case Operation.Upsert _ -> externalId(step.recordKey().orElseThrow());
        }
        if (!(step.operation() instanceof Operation.Update)) {
            requireRequired();
        }
    }

    private void uniqueField(String name) {
        String location = step.location() + "/unique_field";
        requireAllowed(name, location);
        field(name, location).ifPresent(field -> {
            var writing = field.writing();
            if (!writing.unique() || !writing.externalId()) {
                problem(
                        location,
                        "%s is not unique; in Salesforce, mark the field as \"Unique\" and \"External ID\""
                                .formatted(name));
            } else if (field.type().literalKind() != LiteralKind.TEXT || field.length() < WriteKey.FIELD_LENGTH) {
                problem(
                        location,
                        "%s has to be a text of %d characters or more".formatted(name, WriteKey.FIELD_LENGTH));
            } else if (!writing.createable()) {
                notWritable(name, location);
            }
        });
    }

    private void filterable(String name) {
        String location = step.location() + "/look_up";
        field(name, location)
                .filter(field -> !field.filterable() || field.type() == FieldType.MULTIPICKLIST)
                .ifPresent(_ ->
                        problem(location, "no query compares %s with one value; name another field".formatted(name)));
    }

    private void externalId(WriteStep.Field key) {
        requireAllowed(key.name(), key.location());
        field(key.name(), key.location())
                .filter(field -> !field.writing().externalId())
                .ifPresent(_ -> problem(
                        key.location(),
                        "%s is no External ID; in Salesforce, mark the field as one".formatted(key.name())));
    }

    private void requireRequired() {
        for (var field : object.fields()) {
            boolean declared = step.contents().stream()
                            .anyMatch(written -> written.name().equalsIgnoreCase(field.name()))
                    || step.uniqueField().filter(field.name()::equalsIgnoreCase).isPresent();
            if (field.isRequired() && !declared) {
                problem(step.location() + "/fields", "a new %s needs %s".formatted(step.object(), field.name()));
            }
        }
    }

    private void requireAllowed(String name, String location) {
        if (!allowed.allow(object.name() + "." + name)) {
            problem(
                    location,
                    "the operator does not allow to write %s.%s: add it to weir.write.allowed"
                            .formatted(object.name(), name));
        }
    }

    private Optional<FieldDescription> field(String name, String location) {
        var field = object.field(name);
        if (field.isEmpty()) {
            var near = NearestNames.to(
                    name, object.fields().stream().map(FieldDescription::name).toList());
            problem(
                    location,
                    "%s has no field %s, or hides it from the run-as user%s"
                            .formatted(
                                    object.name(),
                                    name,
                                    near.isEmpty() ? "" : "; did you mean %s?".formatted(near.getFirst())));
        }
        return field;
    }

    /** The description of {@code declared}; empty, and reported, if the run-as user may not write such a field. */
    Optional<FieldDescription> writable(WriteStep.Field declared) {
        requireAllowed(declared.name(), declared.location());
        var field = field(declared.name(), declared.location());
        var writable = field.filter(this::isWritable);
        if (field.isPresent() && writable.isEmpty()) {
            notWritable(declared.name(), declared.location());
        }
        return writable;
    }

    private boolean isWritable(FieldDescription field) {
        var writing = field.writing();
        return switch (step.operation()) {
            case Operation.Create _ -> writing.createable();
            case Operation.Update _ -> writing.updateable();
            case Operation.Upsert _ -> writing.createable() && writing.updateable();
        };
    }

    private void notWritable(String name, String location) {
        problem(
                location,
                "the run-as user may not write %s.%s: the org computes it, or a permission is missing"
                        .formatted(object.name(), name));
    }

    private void problem(String location, String message) {
        problems.accept(new Problem(location, message));
    }
}
