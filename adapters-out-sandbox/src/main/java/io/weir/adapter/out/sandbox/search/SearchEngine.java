package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.org.ObjectDefinition;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.search.SearchStatement.Returning;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.StandardNames;
import io.weir.domain.query.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Evaluates searches on the org. Thread-safe.
 *
 * <p>The first 2,000 matches of all objects together are taken before any WHERE clause is applied, so that many matches
 * can crowd out a record. Records that match by their name come first, then those modified last. Salesforce's own
 * ranking is not documented.
 *
 * <p>A record is found when the index delay has passed since its last modification; before, it is not found at all,
 * not even by its earlier values. Records without {@code LastModifiedDate} and {@code CreatedDate} are found at once.
 */
public final class SearchEngine {
    private static final int MAX_MATCHES = 2_000;

    private final SandboxOrg org;
    private final Duration indexDelay;
    private final SearchIndex index = new SearchIndex();

    /** A matching record. */
    private record Match(String id, boolean byName, Instant modified) {}

    /**
     * @param indexDelay the time from a record's last modification until searches find it; 0 or more
     */
    public SearchEngine(SandboxOrg org, Duration indexDelay) {
        this.org = org;
        this.indexDelay = indexDelay;
    }

    /**
     * The records that {@code search} finds, object after object. Throws {@link QueryRefusal} if the org refuses the
     * search.
     *
     * @param soql evaluates SOQL text on the org
     */
    public List<Row> search(SearchStatement search, Function<String, List<Row>> soql) {
        return org.read(() -> evaluate(search, soql));
    }

    private List<Row> evaluate(SearchStatement search, Function<String, List<Row>> soql) {
        var objects = search.returning().isEmpty() ? searchableObjects() : search.returning();
        var tables = objects.stream()
                .map(object -> searchable(object, search.source()))
                .toList();
        var ranks = ranks(search, tables);
        var found = objects.stream()
                .map(object -> rows(object, search.source(), soql, ranks))
                .toList();
        return share(found, search.limit());
    }

    private List<Returning> searchableObjects() {
        return org.tables().stream()
                .filter(SearchEngine::searchable)
                .map(table -> Returning.ids(table.description().name().value()))
                .toList();
    }

    private Table searchable(Returning returning, String source) {
        String name = returning.object().text();
        var table = org.table(name)
                .orElseThrow(() -> StandardNames.missingObject(name)
                        .map(SearchErrors::unsupported)
                        .orElseGet(() -> at(returning, source, QueryRefusal.unknownObject(name))));
        if (!searchable(table)) {
            throw at(
                    returning,
                    source,
                    new QueryRefusal("INVALID_TYPE", "entity type %s does not support search".formatted(name)));
        }
        return table;
    }

    private static boolean searchable(Table table) {
        return table.definition().has(ObjectDefinition.Flag.SEARCHABLE);
    }

    private static QueryRefusal at(Returning returning, String source, QueryRefusal refusal) {
        return new QueryRefusal(
                refusal.errorCode(),
                SearchErrors.at(source, returning.object().start(), String.valueOf(refusal.getMessage())));
    }

    /** The rank of each record that matches, by id. */
    private Map<String, Integer> ranks(SearchStatement search, List<Table> tables) {
        var matches = tables.stream()
                .distinct()
                .flatMap(table -> matches(search, table))
                .sorted(Comparator.comparing(Match::byName)
                        .reversed()
                        .thenComparing(Match::modified, Comparator.reverseOrder())
                        .thenComparing(Match::id))
                .limit(MAX_MATCHES)
                .toList();
        var ranks = new HashMap<String, Integer>();
        matches.forEach(match -> ranks.put(match.id(), ranks.size()));
        return ranks;
    }

    private Stream<Match> matches(SearchStatement search, Table table) {
        var columns = SearchIndex.columns(table, search.scope().fields(table));
        var nameColumns = SearchIndex.columns(table, SearchScope.NAME.fields(table));
        var newest = org.now().minus(indexDelay);
        return table.records().stream()
                .filter(record -> !record.deleted())
                .filter(record ->
                        indexDelay.isZero() || !modified(record, table).isAfter(newest))
                .filter(record -> matches(search, record, table, columns))
                .map(record ->
                        new Match(record.id(), matches(search, record, table, nameColumns), modified(record, table)));
    }

    private boolean matches(SearchStatement search, StoredRecord record, Table table, BitSet columns) {
        return search.find()
                .matches(index.fields(record, table).stream()
                        .filter(field -> columns.get(field.column()))
                        .toList());
    }

    private static Instant modified(StoredRecord record, Table table) {
        return Stream.of("LastModifiedDate", "CreatedDate")
                .filter(name -> table.field(name).isPresent())
                .map(name -> record.value(table.column(name)))
                .filter(Instant.class::isInstance)
                .map(Instant.class::cast)
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    private static List<Row> rows(
            Returning returning, String source, Function<String, List<Row>> soql, Map<String, Integer> ranks) {
        var query = new ReturningQuery(source, returning);
        Stream<Row> found;
        try {
            found = soql.apply(query.soql()).stream().filter(row -> ranks.containsKey(id(row)));
        } catch (QueryRefusal refusal) {
            throw query.relocated(refusal);
        }
        var ordered = returning.orderBy().isPresent()
                ? found
                : found.sorted(Comparator.comparing(row -> ranks.getOrDefault(id(row), MAX_MATCHES)));
        return ordered.skip(returning.offset())
                .limit(returning.limit().orElse(MAX_MATCHES))
                .toList();
    }

    /** The id of the record in {@code row}, from its URL. */
    private static String id(Row row) {
        String url = row.value("attributes") instanceof Row attributes ? String.valueOf(attributes.value("url")) : "";
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** At most {@code limit} rows, evenly distributed among the objects. */
    private static List<Row> share(List<List<Row>> found, int limit) {
        int[] shares = new int[found.size()];
        int left = limit;
        boolean more = true;
        while (more) {
            more = false;
            for (int i = 0; i < shares.length && left > 0; i++) {
                if (shares[i] < found.get(i).size()) {
                    shares[i]++;
                    left--;
                    more = true;
                }
            }
        }
        var rows = new ArrayList<Row>();
        for (int i = 0; i < shares.length; i++) {
            rows.addAll(found.get(i).subList(0, shares[i]));
        }
        return rows;
    }
}
