package io.weir.adapter.out.profiler.store;

import io.weir.domain.action.ActionVersion;
import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.HistoryPage;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.HistorySeries;
import io.weir.domain.history.HistorySummary;
import io.weir.domain.history.SeriesQuery;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.port.HistoryUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * The history, the advice and the declarations in a store that another Weir may be writing to. Makes no store and
 * records nothing. Its methods throw {@link HistoryUnavailable} if the store cannot be used. Thread-safe.
 */
public final class ExistingStore implements ExecutionHistory {
    private final Database database;
    private final InstantSource clock;

    /** Opens nothing yet. */
    public ExistingStore(StoreSettings.Place place, InstantSource clock) {
        this.database = StoredExecutionHistory.database(place, "");
        this.clock = clock;
    }

    /** Does nothing. */
    @Override
    public void record(Execution execution) {
        // the Weir that serves records runs
    }

    @Override
    public HistoryPage find(HistoryQuery query) {
        return with(true, connection -> new StoreReader(connection, clock.instant()).find(query));
    }

    @Override
    public HistorySummary summary(SummaryQuery query) {
        return with(true, connection -> new StoreReader(connection, clock.instant()).summary(query));
    }

    @Override
    public HistorySeries series(SeriesQuery query) {
        return with(true, connection -> new StoreReader(connection, clock.instant()).series(query));
    }

    @Override
    public long forget(ContactHash contact) {
        return with(false, connection -> {
            Migrations.ofThisWeir().requireNoChange(connection);
            long deleted = ForgottenContacts.forget(database, connection, contact, clock.instant());
            connection.commit();
            return deleted;
        });
    }

    /** The newest advice on each shape, newest first, at most {@code limit}. */
    public List<QueryAdvice> advice(int limit) {
        return with(true, connection -> AdviceRows.latest(connection, limit));
    }

    /** The YAML of the data actions, as each version was served last. */
    public Map<ActionVersion, String> declarations() {
        return with(true, StoredDeclarations::all);
    }

    /** The store and the version of its tables, for the operator. */
    public String describe() {
        return with(true, connection -> {
            int version = Migrations.ofThisWeir().usableVersion(connection);
            return version == 0
                    ? "%s, without tables yet".formatted(database)
                    : "%s, tables of version %d".formatted(database, version);
        });
    }

    private <T> T with(boolean readOnly, Database.Work<T> work) {
        try (Connection connection = database.openBeside(readOnly)) {
            return work.with(connection);
        } catch (SQLException failure) {
            throw new HistoryUnavailable(
                    "the history in %s cannot be used: %s".formatted(database, database.reason(failure)));
        }
    }
}
