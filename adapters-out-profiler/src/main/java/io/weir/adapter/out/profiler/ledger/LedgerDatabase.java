package io.weir.adapter.out.profiler.ledger;

import io.weir.domain.port.LedgerUnavailable;
import java.sql.Connection;
import java.sql.SQLException;

/** The database that a ledger is in. */
public interface LedgerDatabase {
    /** What is done with a connection. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** The result of {@code work} in a transaction; throws {@link LedgerUnavailable} where that fails. */
    <T> T write(Work<T> work);

    /** SQL for the database's clock, in milliseconds since 1970. */
    String clock();
}
