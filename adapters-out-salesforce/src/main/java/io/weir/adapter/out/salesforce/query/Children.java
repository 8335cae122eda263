package io.weir.adapter.out.salesforce.query;

import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.domain.query.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Completes the results of sub-queries, which have pages of their own. A row without all its children is a wrong
 * answer.
 */
final class Children {
    private static final String DONE = "done";
    private static final String RECORDS = "records";
    private static final String NEXT = "nextRecordsUrl";

    private final Origin instance;
    private final Function<Locator, Page> fetch;

    /** @param fetch requests a further page */
    Children(Origin instance, Function<Locator, Page> fetch) {
        this.instance = instance;
        this.fetch = fetch;
    }

    /** Whether {@code row} is the result of a sub-query that has more pages. */
    static boolean isCut(Row row) {
        return Boolean.FALSE.equals(row.value(DONE)) && row.value(RECORDS) instanceof List<?>;
    }

    /** The rows of {@code page}, each with all its children. */
    List<Row> complete(Page page) {
        return page.cutChildren() ? complete(page.rows()) : page.rows();
    }

    private List<Row> complete(List<Row> rows) {
        return rows.stream().map(this::complete).toList();
    }

    private Row complete(Row row) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        boolean cut = isCut(row);
        for (int i = 0; i < row.size(); i++) {
            values.put(row.name(i), complete(row.value(i)));
        }
        if (cut) {
            values.put(DONE, true);
            values.put(RECORDS, allRecords(values.get(RECORDS), row.value(NEXT)));
            values.remove(NEXT);
        }
        return Row.of(values);
    }

    private @Nullable Object complete(@Nullable Object value) {
        return switch (value) {
            case Row row -> complete(row);
            case List<?> list -> list.stream().map(this::complete).toList();
            case null -> null;
            case Object scalar -> scalar;
        };
    }

    private List<@Nullable Object> allRecords(@Nullable Object first, @Nullable Object next) {
        var all = new ArrayList<@Nullable Object>();
        if (first instanceof List<?> records) {
            all.addAll(records);
        }
        var page = fetch.apply(Locator.next(next instanceof String url ? url : "", instance));
        all.addAll(complete(page));
        while (!page.done()) {
            page = fetch.apply(page.following());
            all.addAll(complete(page));
        }
        return all;
    }
}
