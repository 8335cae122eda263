package io.weir.domain.action;

import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.schema.FieldPath;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A text with gaps, such as {@code https://crm.example.com/{contact.Id}}. It is absent unless each gap has a value. */
public record TextTemplate(List<Part> parts) {
    /** The field that a record's URL is made of. */
    public static final FieldPath ID = FieldPath.parse("Id");

    /** A part of the text. */
    public sealed interface Part {
        record Literal(String text) implements Part {}

        /** The value of a field, written in {@code format}. */
        record Value(Source.Field field, Format format) implements Part {
            /** The value of {@code field} as Salesforce has it. */
            public Value(Source.Field field) {
                this(field, Format.PLAIN);
            }
        }

        /** The URL of the record of the first of {@code steps} that found something. */
        record RecordUrl(List<MemberName> steps) implements Part {
            public RecordUrl {
                steps = List.copyOf(steps);
            }
        }

        /** The object, such as {@code Contact}, of the record of the first of {@code steps} that found something. */
        record ObjectName(List<MemberName> steps) implements Part {
            public ObjectName {
                steps = List.copyOf(steps);
            }
        }

        /** The name of the step that answered. */
        record Matched() implements Part {}
    }

    public TextTemplate {
        parts = List.copyOf(parts);
    }

    /** Whether the text is a URL, in which values are encoded. */
    public boolean isUrl() {
        return parts.getFirst() instanceof Part.RecordUrl
                || parts.stream().anyMatch(part -> part instanceof Part.Literal(var text) && text.contains("://"));
    }

    /** The part that is the whole text; empty if there are several. */
    public Optional<Part> onlyPart() {
        return parts.size() == 1 ? Optional.of(parts.getFirst()) : Optional.empty();
    }

    /** The field whose value is the whole text; empty if the text has anything else. */
    public Optional<Part.Value> onlyValue() {
        return onlyPart().flatMap(part -> part instanceof Part.Value value ? Optional.of(value) : Optional.empty());
    }

    /** The same text without the names of its fields and steps. */
    public List<String> wording() {
        return parts.stream()
                .map(part -> switch (part) {
                    case Part.Literal(var text) -> text;
                    case Part.Value(var _, var format) -> "{:" + format + "}";
                    case Part.RecordUrl _ -> "{recordUrl}";
                    case Part.ObjectName _ -> "{object}";
                    case Part.Matched _ -> "{matched}";
                })
                .toList();
    }

    /** The formats in which the text has values. */
    public Stream<Format> formats() {
        return parts.stream()
                .flatMap(part -> part instanceof Part.Value(var _, var format) ? Stream.of(format) : Stream.empty());
    }

    /** The fields whose values the text needs. */
    public List<Source.Field> fields() {
        return parts.stream()
                .flatMap(part -> switch (part) {
                    case Part.Value(var field, var _) -> Stream.of(field);
                    case Part.RecordUrl(var steps) -> steps.stream().map(step -> new Source.Field(step, ID));
                    case Part.Literal _, Part.Matched _, Part.ObjectName _ -> Stream.<Source.Field>empty();
                })
                .toList();
    }
}
