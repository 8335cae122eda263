package io.weir.domain.action;

import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.Operand;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.write.Assignment;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One record that a data action writes.
 *
 * @param name the name that outputs and later writes refer to
 * @param location the place of the step in the declaration, as a JSON pointer
 * @param fields what is written, in order
 * @param assignment empty if the declaration does not say
 * @param when what the queries must have found for the record to be written; empty if it always is
 * @param returning the fields that are read from the written record
 */
public record WriteStep(
        MemberName name,
        String location,
        ObjectName object,
        Operation operation,
        List<Field> fields,
        Optional<Assignment> assignment,
        List<ActionStep.When> when,
        List<FieldPath> returning) {
    /** The objects whose records Salesforce assigns by rules. */
    private static final Set<String> ASSIGNED = Set.of("case", "lead", "account");

    private static final FieldPath ID = FieldPath.parse("Id");

    public WriteStep {
        fields = List.copyOf(fields);
        when = List.copyOf(when);
        returning = List.copyOf(returning);
    }

    /** What is done. */
    public sealed interface Operation {
        record Create(Once once) implements Operation {}

        /**
         * Changes a record.
         *
         * @param id of a record that a step found
         */
        record Update(Content id) implements Operation {}

        /**
         * Changes a record, or creates it.
         *
         * @param field the External ID that names the record
         */
        record Upsert(String field, Content key) implements Operation {}
    }

    /** How a second creation is prevented. */
    public sealed interface Once {
        /**
         * Salesforce refuses a second record with the same value.
         *
         * @param field External ID and unique; Weir fills it
         */
        record UniqueField(String field) implements Once {}

        /** By the header {@code Idempotency-Key} of the UI API. */
        record IdempotencyKey() implements Once {}

        /**
         * By a look before anything is created.
         *
         * @param fields those of the step that tell its records apart
         */
        record LookUp(List<String> fields) implements Once {
            public LookUp {
                fields = List.copyOf(fields);
            }
        }
    }

    /**
     * One field and what it gets. It is left out if the content is absent.
     *
     * @param location the place in the declaration, as a JSON pointer
     */
    public record Field(String name, String location, Content content) {}

    /** What a field gets. */
    public sealed interface Content {
        record Constant(Input value) implements Content {}

        /** The value of an input, of a step or of an earlier write, as a whole. */
        record Of(Reference reference) implements Content {}

        /** A text with gaps. It is absent unless each gap has a value. */
        record Text(List<Part> parts) implements Content {
            public Text {
                parts = List.copyOf(parts);
            }
        }

        /** The references that the content depends on. */
        default List<Reference> references() {
            return switch (this) {
                case Constant _ -> List.of();
                case Of(var reference) -> List.of(reference);
                case Text(var parts) ->
                    parts.stream()
                            .flatMap(part -> part instanceof Part.Gap(var reference)
                                    ? Stream.of(reference)
                                    : Stream.<Reference>empty())
                            .toList();
            };
        }
    }

    /** A part of a text. */
    public sealed interface Part {
        record Literal(String text) implements Part {}

        record Gap(Reference reference) implements Part {}
    }

    /** Whether Salesforce may assign an owner to the written record. */
    public boolean isAssigned() {
        return ASSIGNED.contains(object.value().toLowerCase(Locale.ROOT));
    }

    /** How a second creation is prevented; empty for an update or upsert. */
    public Optional<Once> once() {
        return operation instanceof Operation.Create(var once) ? Optional.of(once) : Optional.empty();
    }

    /** The field that Weir fills so that Salesforce refuses a second record; empty without one. */
    public Optional<String> uniqueField() {
        return operation instanceof Operation.Create(Once.UniqueField(var field))
                ? Optional.of(field)
                : Optional.empty();
    }

    /** The id of an update or the External ID of an upsert, and its value; empty for a create. */
    public Optional<Field> recordKey() {
        return switch (operation) {
            case Operation.Create _ -> Optional.empty();
            case Operation.Update(var id) -> Optional.of(new Field(ID.toString(), location + "/id", id));
            case Operation.Upsert(var field, var key) -> Optional.of(new Field(field, location + "/by/" + field, key));
        };
    }

    /** Whether the record may be left out, depending on what the queries find. */
    public boolean mayBeLeftOut() {
        return !when.isEmpty() || operation instanceof Operation.Update;
    }

    /** Everything that is filled in: the fields, and what names the record. */
    public List<Field> contents() {
        return Stream.concat(recordKey().stream(), fields.stream()).toList();
    }

    /** The query that reads {@link #returning} from the written record. Outputs refer to what it selects. */
    public ActionStep readBack() {
        String where = location + "/returning";
        var select = Stream.concat(Stream.of(ID), returning.stream())
                .<DraftItem>map(path -> new DraftItem.Field(where, path))
                .toList();
        var draft = QueryDraft.of(
                object,
                select,
                new Condition.Leaf(
                        where, new Operand.Field(ID), ConditionOperator.EQUAL, new Input.Null(), Optional.empty()));
        var id = new QueryTemplate.Blank(new Reference.OfStep(name, ID), false);
        return new ActionStep(
                name,
                where,
                new QueryTemplate(draft, Map.of(where, id)),
                List.of(),
                ActionStep.OnNone.GO_ON,
                ActionStep.OnMany.MULTIPLE);
    }
}
