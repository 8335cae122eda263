package io.weir.adapter.out.sandbox.bulk;

import io.weir.domain.query.Row;
import java.time.Instant;
import java.util.List;

/**
 * A query job. Immutable; the methods return changed copies.
 *
 * @param version the version of the API it was created with, such as {@code 66.0}
 * @param deleted whether the query includes records in the recycle bin: the operation {@code queryAll}
 * @param modified the last change of the state
 * @param rows the result; empty unless the job is complete
 * @param errorMessage why the job failed; empty for all others
 */
public record QueryJob(
        String id,
        String version,
        boolean deleted,
        String object,
        String query,
        BulkColumns columns,
        CsvFormat format,
        Instant created,
        Instant modified,
        State state,
        List<Row> rows,
        String errorMessage) {
    /** The states of a job, by their names in the API. */
    public enum State {
        UPLOAD_COMPLETE("UploadComplete"),
        IN_PROGRESS("InProgress"),
        JOB_COMPLETE("JobComplete"),
        FAILED("Failed"),
        ABORTED("Aborted");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        /** Whether the state never changes again. */
        public boolean terminal() {
            return this == JOB_COMPLETE || this == FAILED || this == ABORTED;
        }
    }

    QueryJob in(State newState, Instant now) {
        return changed(newState, rows, errorMessage, now);
    }

    QueryJob complete(List<Row> result, Instant now) {
        return changed(State.JOB_COMPLETE, result, errorMessage, now);
    }

    QueryJob failed(String message, Instant now) {
        return changed(State.FAILED, rows, message, now);
    }

    private QueryJob changed(State newState, List<Row> result, String message, Instant now) {
        return new QueryJob(
                id, version, deleted, object, query, columns, format, created, now, newState, result, message);
    }
}
