package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.statistics.Nanos;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.Execution.SalesforceError;
import io.weir.domain.history.Execution.Served;
import io.weir.domain.history.StoredExecution;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Phase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Executions as rows of a table. */
final class Rows {
    private static final String COLUMNS = """
        instance, seq, started_at, request_id, action, caller, served, duration, row_count, truncated, \
        api_calls, attempts, outcome, business_outcome, usage_used, usage_limit, contact, \
        complaint_code, complaint_message, phases, shape_id, kept, action_version\
        """;

    static final String INSERT = "insert into weir_execution (" + COLUMNS + ") values (" + "?, ".repeat(22) + "?)";

    /** The columns that {@link #read} reads, and where they are. */
    static final String SELECT = "select " + COLUMNS
            + ", coalesce(s.soql, '') as soql from weir_execution e left join weir_shape s on s.id = e.shape_id";

    private Rows() {}

    static void bind(PreparedStatement insert, String instance, long number, boolean kept, Execution run)
            throws SQLException {
        insert.setString(1, instance);
        insert.setLong(2, number);
        insert.setLong(3, Nanos.of(run.startedAt()));
        insert.setString(4, run.requestId());
        insert.setString(5, run.action());
        insert.setString(6, run.caller());
        insert.setString(7, run.served().label());
        insert.setLong(8, Nanos.of(run.duration()));
        insert.setInt(9, run.rows());
        insert.setInt(10, run.truncated() ? 1 : 0);
        insert.setInt(11, run.apiCalls());
        insert.setInt(12, run.attempts());
        insert.setString(13, run.outcome());
        insert.setString(14, run.businessOutcome());
        insert.setObject(15, run.usage().map(ApiUsage::used).orElse(null), Types.BIGINT);
        insert.setObject(16, run.usage().map(ApiUsage::limit).orElse(null), Types.BIGINT);
        insert.setString(17, run.contact().hex());
        insert.setString(18, run.salesforceError().map(SalesforceError::code).orElse(null));
        insert.setString(19, run.salesforceError().map(SalesforceError::message).orElse(null));
        insert.setString(20, text(run.phases()));
        insert.setString(21, run.shapeId());
        insert.setInt(22, kept ? 1 : 0);
        insert.setInt(23, run.version());
    }

    static StoredExecution read(ResultSet row) throws SQLException {
        long used = row.getLong("usage_used");
        var usage = row.wasNull()
                ? Optional.<ApiUsage>empty()
                : Optional.of(new ApiUsage(used, row.getLong("usage_limit")));
        String code = row.getString("complaint_code");
        String message = row.getString("complaint_message");
        return new StoredExecution(
                row.getString("instance"),
                row.getLong("seq"),
                new Execution(
                        Nanos.instant(row.getLong("started_at")),
                        row.getString("request_id"),
                        row.getString("action"),
                        row.getInt("action_version"),
                        row.getString("caller"),
                        Served.valueOf(row.getString("served").toUpperCase(Locale.ROOT)),
                        row.getString("soql"),
                        Duration.ofNanos(row.getLong("duration")),
                        row.getInt("row_count"),
                        row.getInt("truncated") == 1,
                        row.getInt("api_calls"),
                        row.getInt("attempts"),
                        row.getString("outcome"),
                        usage,
                        new ContactHash(row.getString("contact")),
                        code == null ? Optional.empty() : Optional.of(new SalesforceError(code, message)),
                        row.getString("business_outcome"),
                        phases(row.getString("phases")),
                        ""));
    }

    /** Written by hand, because it is a large part of what a row costs. */
    static String text(List<Phase> phases) {
        var text = new StringBuilder();
        for (var phase : phases) {
            if (!text.isEmpty()) {
                text.append(',');
            }
            text.append(phase.kind().label())
                    .append(' ')
                    .append(phase.start().toNanos())
                    .append(' ')
                    .append(phase.duration().toNanos());
            if (!phase.result().isEmpty()) {
                text.append(' ').append(phase.result());
            }
        }
        return text.toString();
    }

    /** The phases that this Weir knows: other Weirs that share the store may be of a later version. */
    static List<Phase> phases(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .flatMap(phase -> phase(phase).stream())
                        .toList();
    }

    private static Optional<Phase> phase(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length < 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Phase(
                    Phase.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                    Duration.ofNanos(Long.parseLong(parts[1])),
                    Duration.ofNanos(Long.parseLong(parts[2])),
                    parts.length > 3 ? parts[3] : ""));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
