package io.weir.application.write;

import io.weir.application.write.WritePlanning.Known;
import io.weir.application.write.WritePlanning.WritePlan;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.InvalidInput;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.Reference;
import io.weir.domain.action.WriteStep;
import io.weir.domain.action.WriteStep.Content;
import io.weir.domain.action.WriteStep.Once;
import io.weir.domain.action.WriteStep.Operation;
import io.weir.domain.caller.NameRules;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.draft.WhiteSpace;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.filter.Value;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.write.RecordWrite;
import io.weir.domain.write.WriteKey;
import io.weir.domain.write.WriteRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Turns the writes of one action into records, or into what is wrong with them. For one use. */
final class WritePlanner {
    /** Another record of the request; without an index if it is left out. */
    private record Earlier(Optional<Integer> index) {}

    /** Keys that name another resource in a URL. */
    private static final Set<String> PATHS = Set.of("", ".", "..");

    private final SchemaCatalog catalog;
    private final NameRules allowed;
    private final DataAction action;
    private final Optional<Known> known;
    private final Deadline deadline;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<WriteStep, Integer> indexes = new LinkedHashMap<>();
    private Optional<InvalidInput> invalid = Optional.empty();
    private boolean foundMisfit;

    /**
     * @param allowed the fields that may be written at all, as {@code Object.Field}
     * @param known empty if nothing is known yet, and only the declaration is checked
     */
    WritePlanner(
            SchemaCatalog catalog, NameRules allowed, DataAction action, Optional<Known> known, Deadline deadline) {
        this.catalog = catalog;
        this.allowed = allowed;
        this.action = action;
        this.known = known;
        this.deadline = deadline;
    }

    /** The plan for a request with {@code key}. Throws as {@link WritePlanning#plan}. */
    WritePlan plan(WriteKey key) {
        var records = new ArrayList<RecordWrite>();
        var steps = action.writes().steps();
        for (int i = 0; i < steps.size(); i++) {
            record(steps.get(i), key.ofRecord(i)).ifPresent(records::add);
        }
        if (!problems.isEmpty()) {
            return new WritePlan.Unsuitable(problems);
        }
        if (invalid.isPresent()) {
            return new WritePlan.Invalid(invalid.get());
        }
        if (foundMisfit) {
            return new WritePlan.DoesNotFit();
        }
        if (records.isEmpty()) {
            return new WritePlan.Nothing();
        }
        boolean byIdempotencyKey = records.getFirst().once().orElse(null) instanceof RecordWrite.Once.IdempotencyKey;
        return new WritePlan.Ready(
                new WriteRequest(records, byIdempotencyKey ? Optional.of(key.idempotencyKey()) : Optional.empty()),
                List.copyOf(indexes.keySet()));
    }

    /** What is wrong whatever is sent, as far as the org describes the objects now. */
    List<Problem> problems() {
        try {
            for (var step : action.writes().steps()) {
                var _ = record(step, "");
            }
        } catch (SalesforceFailure.Unavailable _) {
            // what was found before holds
        }
        return List.copyOf(problems);
    }

    /** The record of {@code step}; empty if it is left out or has problems. */
    private Optional<RecordWrite> record(WriteStep step, String uniqueText) {
        if (known.isPresent() && !known.get().meet(step.when())) {
            return Optional.empty();
        }
        if (known.isPresent()
                && step.operation() instanceof Operation.Update
                && foundId(step).isEmpty()) {
            return Optional.empty();
        }
        var object = described(step);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        var ofStep = new OfStep(step, object.get());
        ofStep.check.checkDeclaration();
        var fields = ofStep.fields(uniqueText);
        var operation = ofStep.operation(uniqueText);
        boolean changesNothing = step.operation() instanceof Operation.Update && fields.isEmpty();
        if (operation.isEmpty() || changesNothing) {
            return Optional.empty();
        }
        indexes.put(step, indexes.size());
        return Optional.of(new RecordWrite(object.get().name(), operation.get(), fields, step.assignment()));
    }

    private Optional<SalesforceId> foundId(WriteStep step) {
        return step.operation() instanceof Operation.Update(Content.Of(var reference))
                ? known.flatMap(values -> values.value(reference))
                        .flatMap(input -> SalesforceId.parse(Coercion.written(input)))
                : Optional.empty();
    }

    private Optional<ObjectDescription> described(WriteStep step) {
        return switch (catalog.describe(step.object(), deadline)) {
            case SchemaCatalog.Description.Known(var object) -> Optional.of(object);
            case SchemaCatalog.Description.Missing() -> {
                problem(
                        step.location(),
                        "the org has no object %s, or hides it from the run-as user".formatted(step.object()));
                yield Optional.empty();
            }
            case SchemaCatalog.Description.Unavailable() ->
                throw new SalesforceFailure.Unavailable(
                        "the org does not describe %s now, and nothing is written unchecked".formatted(step.object()),
                        "",
                        Duration.ZERO);
        };
    }

    private void problem(String location, String message) {
        problems.add(new Problem(location, message));
    }

    /**
     * Reports that the value of {@code field} does not fit: to the caller as an invalid input, to the operator if it is a
     * constant.
     *
     * @param why what is wrong with the value, as the operator reads it
     */
    private void misfit(WriteStep.Field field, InvalidInput.Reason reason, String why) {
        var input = field.content().references().stream()
                .flatMap(reference ->
                        reference instanceof Reference.OfInput(var name) ? Stream.of(name) : Stream.<MemberName>empty())
                .findFirst();
        if (input.isPresent()) {
            invalid = invalid.or(() -> Optional.of(new InvalidInput(input.get(), reason)));
        } else if (field.content() instanceof Content.Constant) {
            problem(field.location(), why);
        } else {
            foundMisfit = true;
        }
    }

    /** One step against the description of its object. */
    private final class OfStep {
        private final WriteStep step;
        private final ObjectDescription object;
        private final WriteStepCheck check;

        OfStep(WriteStep step, ObjectDescription object) {
            this.step = step;
            this.object = object;
            this.check = new WriteStepCheck(step, object, allowed, problems::add);
        }

        /** The contents of the fields; those with problems are left out. */
        Map<String, RecordWrite.Content> fields(String uniqueText) {
            var fields = new LinkedHashMap<String, RecordWrite.Content>();
            for (var declared : step.fields()) {
                check.writable(declared)
                        .ifPresent(field ->
                                content(declared, field).ifPresent(content -> fields.put(field.name(), content)));
            }
            step.uniqueField()
                    .ifPresent(
                            unique -> fields.put(unique, new RecordWrite.Content.Literal(new Value.Text(uniqueText))));
            return fields;
        }

        private Optional<RecordWrite.Content> content(WriteStep.Field declared, FieldDescription field) {
            var earlier = ofEarlier(declared.content());
            if (earlier.isPresent()) {
                return earlier.get().index().map(RecordWrite.Content.IdOf::new);
            }
            var input = input(declared.content());
            if (input.isEmpty()) {
                requireIfRequired(declared, field);
                return Optional.empty();
            }
            return fitting(declared, input.get(), field).map(RecordWrite.Content.Literal::new);
        }

        private Optional<Value> fitting(WriteStep.Field declared, Input input, FieldDescription field) {
            return switch (FieldFit.of(input, field)) {
                case FieldFit.Fits(Value.Text(var text))
                when action.writes().steps().size() > 1 && text.contains(WriteRequest.TRANSACTION_REFERENCE) -> {
                    misfit(
                            declared,
                            InvalidInput.Reason.DOES_NOT_FIT,
                            "of several records that are written together, no value has '@{'");
                    yield Optional.empty();
                }
                case FieldFit.Fits(Value.Text(var id))
                when isOfAnotherObject(id, field) -> {
                    misfit(
                            declared,
                            InvalidInput.Reason.DOES_NOT_FIT,
                            "%s is the id of another object".formatted(declared.name()));
                    yield Optional.empty();
                }
                case FieldFit.Fits(var value) -> Optional.of(value);
                case FieldFit.Misfit(var why) -> {
                    misfit(declared, InvalidInput.Reason.DOES_NOT_FIT, "%s %s".formatted(declared.name(), why));
                    yield Optional.empty();
                }
            };
        }

        /** Whether {@code field} refers to one object only, of which {@code id} is no record. */
        private boolean isOfAnotherObject(String id, FieldDescription field) {
            return field.type() == FieldType.REFERENCE
                    && field.referenceTo().size() == 1
                    && catalog.describe(field.referenceTo().getFirst(), deadline)
                            instanceof SchemaCatalog.Description.Known(var target)
                    && !target.mayHave(id);
        }

        private void requireIfRequired(WriteStep.Field declared, FieldDescription field) {
            boolean tellsRecordsApart = step.operation() instanceof Operation.Create(Once.LookUp(var names))
                    && names.stream().anyMatch(declared.name()::equalsIgnoreCase);
            boolean required = field.isRequired() && !(step.operation() instanceof Operation.Update);
            if (known.isPresent() && (required || tellsRecordsApart)) {
                misfit(declared, InvalidInput.Reason.MISSING, "is required");
            }
        }

        /** Present if {@code content} is the id of another record of the request. */
        private Optional<Earlier> ofEarlier(Content content) {
            return content instanceof Content.Of(Reference.OfStep(var name, var _))
                    ? action.writes().steps().stream()
                            .filter(write -> write.name().equals(name))
                            .findFirst()
                            .map(write -> new Earlier(Optional.ofNullable(indexes.get(write))))
                    : Optional.empty();
        }

        /** The value of {@code content}; empty if it is absent, or not known yet. */
        private Optional<Input> input(Content content) {
            return switch (content) {
                case Content.Constant(var value) -> Optional.of(value);
                case Content.Of(var reference) -> value(reference);
                case Content.Text(var parts) -> {
                    var text = new StringBuilder();
                    for (var part : parts) {
                        switch (part) {
                            case WriteStep.Part.Literal(var literal) -> text.append(literal);
                            case WriteStep.Part.Gap(var reference) -> {
                                var value = value(reference);
                                if (value.isEmpty()) {
                                    yield Optional.empty();
                                }
                                text.append(Coercion.written(value.get()));
                            }
                        }
                    }
                    yield Optional.of(new Input.Text(text.toString()));
                }
            };
        }

        private Optional<Input> value(Reference reference) {
            return known.flatMap(values -> values.value(reference));
        }

        /** What is done; empty if the key of an upsert is absent or does not fit. */
        Optional<RecordWrite.Operation> operation(String uniqueText) {
            return switch (step.operation()) {
                case Operation.Create(Once.UniqueField(var field)) ->
                    created(new RecordWrite.Once.UniqueField(field, uniqueText));
                case Operation.Create(Once.IdempotencyKey()) -> created(new RecordWrite.Once.IdempotencyKey());
                case Operation.Create(Once.LookUp(var fields)) -> created(new RecordWrite.Once.LookUp(fields));
                case Operation.Update _ -> updated(step.recordKey().orElseThrow());
                case Operation.Upsert _ -> upserted(step.recordKey().orElseThrow());
            };
        }

        private static Optional<RecordWrite.Operation> created(RecordWrite.Once once) {
            return Optional.of(new RecordWrite.Operation.Create(once));
        }

        private Optional<RecordWrite.Operation> updated(WriteStep.Field key) {
            var id = foundId(step);
            if (id.isPresent() && !object.mayHave(id.get().value())) {
                misfit(key, InvalidInput.Reason.DOES_NOT_FIT, "is the id of another object");
                return Optional.empty();
            }
            return id.map(RecordWrite.Operation.Update::new);
        }

        private Optional<RecordWrite.Operation> upserted(WriteStep.Field key) {
            var field = object.field(key.name());
            if (field.isEmpty() || known.isEmpty()) {
                return Optional.empty();
            }
            var input = input(key.content());
            if (input.isEmpty()) {
                misfit(key, InvalidInput.Reason.MISSING, "is required");
                return Optional.empty();
            }
            if (PATHS.contains(WhiteSpace.stripped(Coercion.written(input.get())))) {
                misfit(key, InvalidInput.Reason.DOES_NOT_FIT, "is no key");
                return Optional.empty();
            }
            return fitting(key, input.get(), field.get())
                    .map(value -> new RecordWrite.Operation.Upsert(field.get().name(), value));
        }
    }
}
