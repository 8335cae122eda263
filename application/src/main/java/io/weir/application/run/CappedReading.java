package io.weir.application.run;

import io.weir.domain.answer.Answer;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.Limit;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import io.weir.domain.query.Soql;
import io.weir.domain.query.SoqlLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The reading of one query, up to the row cap. For one use. */
final class CappedReading {
    private final SalesforceQueries salesforce;
    private final RunMeter meter;
    private final Limit asked;
    private final Soql soql;
    private final int rowCap;
    private final int most;

    CappedReading(SalesforceQueries salesforce, Soql soql, int rowCap, RunMeter meter) {
        this.salesforce = salesforce;
        this.meter = meter;
        var query = soql.query();
        this.asked = query.limit();
        this.rowCap = rowCap;
        // One row past the cap shows whether there are more, but Salesforce answers one page of groups at most.
        this.most = query.groupBy().isEmpty() ? rowCap + 1 : Math.min(rowCap + 1, SoqlLimits.MAX_GROUPS);
        this.soql = query.countsRows() || query.aggregatesAll() ? soql : soql.cappedAt(most);
    }

    /** The query that is sent. */
    Soql soql() {
        return soql;
    }

    /** @param first gives the first page */
    Answer read(Supplier<QueryPage> first) {
        try {
            return readPages(first.get());
        } catch (SalesforceFailure.CursorLost lost) {
            return readPages(salesforce.start(soql, meter));
        }
    }

    /** Whether the answer needs no page after {@code first}. */
    boolean isWhole(QueryPage first) {
        return soql.query().countsRows() || !needsNext(first, first.rows().size());
    }

    private boolean needsNext(QueryPage page, int rows) {
        return page.next().isPresent() && !(rows >= rowCap && page.totalSize() > rowCap);
    }

    private Answer readPages(QueryPage first) {
        QueryPage page = first;
        if (soql.query().countsRows()) {
            return new Answer(List.of(), page.totalSize(), false);
        }
        var rows = new ArrayList<Row>(page.rows());
        while (needsNext(page, rows.size())) {
            page = salesforce.resume(page.next().orElseThrow(), meter);
            rows.addAll(page.rows());
        }
        boolean groupsMayBeMissing =
                most <= rowCap && rows.size() == most && !soql.query().limit().equals(asked);
        boolean truncated = rows.size() > rowCap || page.next().isPresent() || groupsMayBeMissing;
        var kept = rows.size() > rowCap ? rows.subList(0, rowCap) : rows;
        return new Answer(kept, kept.size(), truncated);
    }
}
