package io.weir.domain.action;

import io.weir.domain.schema.FieldPath;
import java.util.Optional;

/**
 * One member of a data action's answer.
 *
 * @param defaultValue what the answer has where there is no value; without one, the answer is blank there
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

        /** How many rows there are, up to the action's row cap. */
        record Count(RowSource rows) implements Source {}

        /** Whether there is a row: yes or no, never the data. */
        record Exists(RowSource rows) implements Source {}
    }

    /**
     * What the value is in a schema and in JSON's own types. A {@link #STRING} takes whatever a field holds, as Salesforce
     * writes it; a value that cannot be read as one of the others is as good as none.
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
        /** As it is. */
        PLAIN,
        /** The date of a moment, in UTC. */
        DATE_ONLY,
        /** Seconds since 1970-01-01T00:00:00Z. */
        EPOCH,
        /** A date as a voice says it: "January 31, 2026". */
        SPOKEN_DATE,
        /** In capitals. */
        UPPER,
        /** The last four characters, with a star for each before them; of four or fewer, nothing but stars. */
        MASK
    }
}
