package io.weir.adapter.out.profiler.store;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done with a connection to the store. */
interface StoreWork<T> {
    T with(Connection connection) throws SQLException;
}
