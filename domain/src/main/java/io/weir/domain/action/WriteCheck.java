package io.weir.domain.action;

import io.weir.domain.draft.Problem;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.NearestNames;
import io.weir.domain.write.Assignment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the inconsistencies in the writes of a data action. For one use. */
final class WriteCheck {
    private static final FieldPath ID = FieldPath.parse("Id");

    private final Writes writes;
    private final Map<MemberName, DeclaredInput> inputs;
    private final KnownSteps steps;
    private final List<Problem> problems;
    private final Set<MemberName> used = new HashSet<>();
    private final Map<MemberName, WriteStep> earlier = new HashMap<>();

    /**
     * @param steps the queries; receives what can be read from the written records
     * @param problems receives the problems
     */
    WriteCheck(Writes writes, Map<MemberName, DeclaredInput> inputs, KnownSteps steps, List<Problem> problems) {
        this.writes = writes;
        this.inputs = inputs;
        this.steps = steps;
        this.problems = problems;
    }

    /** Adds the problems; answers the inputs that the writes use. */
    Set<MemberName> check() {
        for (int i = 0; i < writes.key().size(); i++) {
            input(writes.key().get(i), "/key/" + i);
        }
        writes.steps().forEach(this::check);
        writes.steps().forEach(this::addToSteps);
        return used;
    }

    private void check(WriteStep write) {
        String location = write.location();
        for (var when : write.when()) {
            if (steps.named(when.step()).isEmpty()) {
                problem(location + "/when/" + when.step(), "no query is called '%s'".formatted(when.step()));
            }
        }
        write.contents().forEach(this::references);
        fields(write);
        switch (write.operation()) {
            case WriteStep.Operation.Create(var once) -> once(write, once);
            case WriteStep.Operation.Update _ -> foundId(write.recordKey().orElseThrow());
            case WriteStep.Operation.Upsert _ -> {
                var key = write.recordKey().orElseThrow();
                notWritten(write, key.name(), key.location());
            }
        }
        assignment(write);
        earlier.put(write.name(), write);
    }

    private void addToSteps(WriteStep write) {
        if (!steps.add(write.readBack())) {
            problem(write.location(), "another step has this name");
        }
    }

    private void references(WriteStep.Field field) {
        for (var reference : field.content().references()) {
            switch (reference) {
                case Reference.OfInput(var name) -> input(name, field.location());
                case Reference.OfStep(var step, var path) ->
                    step(step, path, field.content() instanceof WriteStep.Content.Of, field.location());
            }
        }
    }

    private void input(MemberName name, String location) {
        if (name.value().equals(DeclaredInput.CONTACT_ID)) {
            return;
        }
        used.add(name);
        if (!inputs.containsKey(name)) {
            var near = NearestNames.to(
                    name.value(),
                    inputs.keySet().stream().map(MemberName::value).toList());
            problem(
                    location,
                    "there is no input '%s'; %s"
                            .formatted(
                                    name,
                                    near.isEmpty()
                                            ? "declare it under 'inputs'"
                                            : "did you mean '%s'?".formatted(near.getFirst())));
        }
    }

    /** @param whole whether the value is the whole content */
    private void step(MemberName name, FieldPath path, boolean whole, String location) {
        if (earlier.containsKey(name)) {
            if (!whole) {
                problem(
                        location,
                        "{%s.Id} stands alone, because the record is written at the same time".formatted(name));
            } else if (!path.sameAs(ID)) {
                problem(location, "of a record that is written just now only {%s.Id} is known".formatted(name));
            }
            return;
        }
        var step = steps.named(name);
        if (step.isEmpty()) {
            problem(location, "no query, and no write before this one, is called '%s'".formatted(name));
        } else if (!KnownSteps.selects(step.get(), path)) {
            problem(location, "step '%s' does not select %s; add it to the fields".formatted(name, path));
        } else {
            steps.requireOrder(step.get(), location);
        }
    }

    private void fields(WriteStep write) {
        if (write.fields().isEmpty()) {
            problem(write.location() + "/fields", "names a field at least");
        }
        var seen = new HashSet<String>();
        for (var field : write.fields()) {
            if (!seen.add(field.name().toLowerCase(Locale.ROOT))) {
                problem(field.location(), "the field is written twice, but for the case of its name");
            }
            if (field.name().equalsIgnoreCase("Id")) {
                problem(field.location(), "Salesforce gives the id; an update names its record by 'id'");
            }
        }
    }

    private void once(WriteStep write, WriteStep.Once once) {
        String location = write.location();
        switch (once) {
            case WriteStep.Once.UniqueField(var field) -> notWritten(write, field, location + "/unique_field");
            case WriteStep.Once.IdempotencyKey() -> {
                if (write.assignment().orElse(null) instanceof Assignment.ByRule) {
                    problem(
                            location + "/assignment",
                            "with an idempotency key Salesforce knows the active rule only; say 'rules' or 'keep'");
                }
            }
            case WriteStep.Once.LookUp(var fields) -> lookUp(write, fields);
        }
        if (writes.steps().size() > 1 && !(once instanceof WriteStep.Once.UniqueField)) {
            problem(
                    location,
                    "of several records that are written together, each new one needs a 'unique_field': no other way"
                            + " shows whether all of them were created");
        }
    }

    private void lookUp(WriteStep write, List<String> fields) {
        String location = write.location() + "/look_up";
        var written = write.fields().stream()
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        if (fields.isEmpty()) {
            problem(location, "names the fields that tell one record from another");
        }
        var compared = write.fields().stream()
                .filter(field -> fields.stream().anyMatch(field.name()::equalsIgnoreCase))
                .toList();
        boolean fixed =
                compared.stream().allMatch(field -> field.content().references().isEmpty());
        if (fixed && !compared.isEmpty()) {
            problem(location, "has constants only, which every record has; name a field with {contactId} or an input");
        }
        for (int i = 0; i < fields.size(); i++) {
            if (!written.contains(fields.get(i).toLowerCase(Locale.ROOT))) {
                problem(location + "/" + i, "is none of the fields that are written");
            }
        }
    }

    private void notWritten(WriteStep write, String field, String location) {
        if (write.fields().stream().anyMatch(written -> written.name().equalsIgnoreCase(field))) {
            problem(location, "is among 'fields' too; leave it out there");
        }
    }

    private void foundId(WriteStep.Field id) {
        boolean found = id.content() instanceof WriteStep.Content.Of(Reference.OfStep(var step, var _))
                && steps.named(step).isPresent();
        if (!found) {
            problem(id.location(), "is the id that a query found, such as {contact.Id}");
        }
    }

    private void assignment(WriteStep write) {
        String location = write.location() + "/assignment";
        if (write.isAssigned() && write.assignment().isEmpty()) {
            problem(
                    location,
                    "is required, because Salesforce assigns records of %s by rules unless it is told otherwise: say"
                                    .formatted(write.object())
                            + " 'rules', 'keep' or the id of a rule");
        }
        if (!write.isAssigned() && write.assignment().isPresent()) {
            problem(location, "goes with Case, Lead and Account only");
        }
    }

    private void problem(String location, String message) {
        problems.add(new Problem(location, message));
    }
}
