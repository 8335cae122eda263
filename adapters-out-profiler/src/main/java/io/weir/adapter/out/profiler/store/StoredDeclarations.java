package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.statistics.Nanos;
import io.weir.domain.action.ActionVersion;
import io.weir.domain.caller.ActionName;
import io.weir.domain.port.HistoryUnavailable;
import io.weir.domain.port.ServedDeclarations;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Keeps the declarations of data actions in the store of the history. Thread-safe. */
final class StoredDeclarations implements ServedDeclarations {
    /** One order for all, so that Weirs that keep the same at the same time do not wait for each other in a circle. */
    private static final Comparator<ActionVersion> ORDER = Comparator.<ActionVersion, String>comparing(
                    id -> id.name().value())
            .thenComparingInt(ActionVersion::version);

    private final Database.Access store;
    private final Supplier<HistoryUnavailable> unavailable;
    private final InstantSource clock;

    /** @param unavailable why the store cannot be used now */
    StoredDeclarations(Database.Access store, Supplier<HistoryUnavailable> unavailable, InstantSource clock) {
        this.store = store;
        this.unavailable = unavailable;
        this.clock = clock;
    }

    @Override
    public Map<ActionVersion, String> all() {
        return store.read(StoredDeclarations::all).orElseThrow(unavailable);
    }

    @Override
    public void keep(Map<ActionVersion, String> declarations) {
        if (!declarations.isEmpty()) {
            int _ = store.write(connection -> keep(connection, declarations, clock.instant()))
                    .orElseThrow(unavailable);
        }
    }

    static Map<ActionVersion, String> all(Connection connection) throws SQLException {
        var texts = new HashMap<ActionVersion, String>();
        try (var statement = new Sql("select action, version, yaml from weir_declaration").prepare(connection);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                String action = rows.getString("action");
                // a later Weir may have other names
                if (ActionName.isActionName(action)) {
                    texts.put(
                            new ActionVersion(new ActionName(action), rows.getInt("version")), rows.getString("yaml"));
                }
            }
        }
        return Map.copyOf(texts);
    }

    private static int keep(Connection connection, Map<ActionVersion, String> declarations, Instant now)
            throws SQLException {
        for (var id : declarations.keySet().stream().sorted(ORDER).toList()) {
            new Sql("insert into weir_declaration (action, version, yaml, served_at) values (?, ?, ?, ?)"
                            + " on conflict (action, version) do update set yaml = excluded.yaml,"
                            + " served_at = excluded.served_at")
                    .with(id.name().value())
                    .with(id.version())
                    .with(declarations.getOrDefault(id, ""))
                    .with(Nanos.of(now))
                    .execute(connection);
        }
        new Sql("delete from weir_declaration where served_at < ("
                        + "select served_at from weir_declaration order by served_at desc limit 1 offset ?)")
                .with(MOST - 1)
                .execute(connection);
        return declarations.size();
    }
}
