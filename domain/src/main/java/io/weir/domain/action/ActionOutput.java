package io.weir.domain.action;

import io.weir.domain.schema.FieldPath;
import java.util.Optional;

/**
 * One member of a data action's answer.
 *
 * @param defaultValue the value if Salesforce has none; without a default, the output is blank
 */
public record ActionOutput(
        MemberName key,
        Source source,
        Type type,
        Format format,
        Optional<OutputValue> defaultValue,
        String description) {
    /** Where the value comes from. */
    public sealed interface Source {
        /** A field of the step's first row, of the row's parents, or an aggregate by its alias. */
        record Field(MemberName step, FieldPath path) implements Source {}

        /** The number of rows, up to the action's row cap. */
        record Count(RowSource rows) implements Source {}

        /** Whether there is a row. Shows no data. */
        record Exists(RowSource rows) implements Source {}
    }

    /**
     * The type of the value in schemas and JSON. A {@link #STRING} takes every value, as Salesforce writes it; a value
     * that cannot be converted to another type counts as absent.
     */
    public enum Type {
        STRING,
        BOOLEAN,
        INTEGER,
        NUMBER,
        DATE,
        DATETIME
    }

    /** How the value is written. */
    public enum Format {
        /** Unchanged. */
        PLAIN,
        /** The date of a moment, in UTC. */
        DATE_ONLY,
        /** Seconds since 1970-01-01T00:00:00Z. */
        EPOCH,
        /** A date in words, for speech: "January 31, 2026". */
        SPOKEN_DATE,
        /** In upper case. */
        UPPER,
        /** The last four characters, with a star for each character before them; four or fewer are all stars. */
        MASK
    }
}
