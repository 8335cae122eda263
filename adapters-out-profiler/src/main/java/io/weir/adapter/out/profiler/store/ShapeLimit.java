package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.statistics.Period;
import io.weir.domain.history.GroupSummary;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;

/**
 * Limits how many shapes of a day are counted separately, so that ad-hoc queries of ever new shapes do not fill the
 * store. For one thread at a time.
 */
final class ShapeLimit {
    /** How many shapes a day has, beyond those that count as {@link GroupSummary#OTHER}. */
    static final int SHAPES_A_DAY = 2_000;

    /** Today and, for runs that were waiting at midnight, the day before. */
    private static final int DAYS = 2;

    private final Connection connection;
    private final String instance;
    private final int most;
    private final LinkedHashMap<Long, Set<String>> shapesByDay = new LinkedHashMap<>();

    ShapeLimit(Connection connection, String instance, int most) {
        this.connection = connection;
        this.instance = instance;
        this.most = most;
    }

    /** The id that a run with {@code shapeId} is counted by. */
    String countedAs(long second, String shapeId) throws SQLException {
        if (shapeId.isEmpty()) {
            return shapeId;
        }
        long day = Period.DAY.startOf(second);
        var shapes = shapesByDay.get(day);
        if (shapes == null) {
            shapes = stored(day);
            shapesByDay.put(day, shapes);
            while (shapesByDay.size() > DAYS) {
                shapesByDay.pollFirstEntry();
            }
        }
        if (shapes.contains(shapeId)) {
            return shapeId;
        }
        return shapes.size() < most && shapes.add(shapeId) ? shapeId : GroupSummary.OTHER;
    }

    private Set<String> stored(long day) throws SQLException {
        var shapes = new HashSet<String>();
        try (var statement = connection.prepareStatement("""
            select distinct s.shape_id from weir_rollup r join weir_series s on s.id = r.series_id
            where r.period = ? and r.start = ? and s.instance = ? and s.shape_id not in ('', ?)
            """)) {
            statement.setInt(1, Period.DAY.code(true));
            statement.setLong(2, day);
            statement.setString(3, instance);
            statement.setString(4, GroupSummary.OTHER);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    shapes.add(result.getString(1));
                }
            }
        }
        return shapes;
    }
}
