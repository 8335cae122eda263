package io.weir.adapter.out.sandbox.query;

import io.weir.domain.query.Row;
import java.util.List;

/**
 * The complete result of a query.
 *
 * @param totalSize the number of rows; for {@code COUNT()}, the count
 */
public record QueryResult(List<Row> rows, int totalSize) {}
