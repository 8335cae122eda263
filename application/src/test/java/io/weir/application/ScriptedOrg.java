package io.weir.application;

import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.Limit;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import io.weir.domain.query.Soql;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** An org with numbered rows that match every query, in pages; it can be told to fail. For one thread. */
public final class ScriptedOrg implements SalesforceQueries {
    private final int matching;
    private final int pageSize;
    private final Deque<Optional<SalesforceFailure>> script = new ArrayDeque<>();
    private final List<Query> asked = new ArrayList<>();
    private final List<RunMeter> meters = new ArrayList<>();
    private int calls;
    private int total;
    private boolean counting = true;

    public ScriptedOrg(int matching, int pageSize) {
        this.matching = matching;
        this.pageSize = pageSize;
    }

    /** The next call that has no fate yet succeeds. */
    public ScriptedOrg thenAnswers() {
        script.add(Optional.empty());
        return this;
    }

    /** The next call that has no fate yet fails. */
    public ScriptedOrg thenFails(SalesforceFailure failure) {
        script.add(Optional.of(failure));
        return this;
    }

    /** Its rows are those of a big object, which Salesforce does not count. */
    public ScriptedOrg uncounted() {
        counting = false;
        return this;
    }

    public List<Query> asked() {
        return asked;
    }

    public List<RunMeter> meters() {
        return meters;
    }

    public int calls() {
        return calls;
    }

    @Override
    public QueryPage start(Soql soql, RunMeter meter) {
        var query = soql.query();
        asked.add(query);
        call(meter);
        total = query.limit() instanceof Limit.AtMost(var rows) ? Math.min(rows, matching) : matching;
        return query.countsRows() ? new QueryPage(List.of(), total, Optional.empty()) : page(0);
    }

    @Override
    public QueryPage resume(PageCursor cursor, RunMeter meter) {
        call(meter);
        return page(Integer.parseInt(cursor.value()));
    }

    private void call(RunMeter meter) {
        calls++;
        meters.add(meter);
        meter.countAttempt();
        meter.countApiCall();
        var fate = script.poll();
        if (fate != null && fate.isPresent()) {
            throw fate.get();
        }
    }

    private QueryPage page(int from) {
        int to = Math.min(total, from + pageSize);
        var rows = IntStream.range(from, to)
                .mapToObj(number -> Row.of(Map.of("Id", Integer.toString(number))))
                .toList();
        return new QueryPage(
                rows,
                counting ? total : QueryPage.UNKNOWN_SIZE,
                to < total ? Optional.of(new PageCursor(Integer.toString(to))) : Optional.empty());
    }
}
