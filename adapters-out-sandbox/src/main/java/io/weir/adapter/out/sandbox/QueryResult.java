package io.weir.adapter.out.sandbox;

import io.weir.domain.query.Row;
import java.util.List;

/**
 * The whole answer to a query.
 *
 * @param totalSize how many rows there are; for {@code COUNT()}, how many there would be
 */
record QueryResult(List<Row> rows, int totalSize) {}
