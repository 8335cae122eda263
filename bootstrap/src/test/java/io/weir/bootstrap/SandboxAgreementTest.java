package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.deadline.Sleeper;
import io.weir.adapter.out.salesforce.http.LatestApiUsage;
import io.weir.adapter.out.salesforce.query.RestSalesforceQueries;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.InMemorySchemaCatalog;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.InMemorySalesforceQueries;
import io.weir.application.plan.PlanQuery;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.WhiteSpace;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.Query;
import io.weir.domain.query.Row;
import io.weir.domain.query.Soql;
import io.weir.domain.query.SoqlGrammar;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.assertj.core.presentation.Representation;
import org.assertj.core.presentation.StandardRepresentation;

/**
 * One query, two ways to its rows: evaluated in memory as it is; and written as SOQL, sent over HTTP, parsed, evaluated
 * and read back from JSON, page by page.
 */
class SandboxAgreementTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-14T09:26:53Z"), ZoneOffset.UTC);
    private static final SandboxOrg ORG = SandboxOrg.contactCentre(CLOCK);
    private static final ContactCentreData DATA = new ContactCentreData(ORG);
    private static final SalesforceQueries IN_MEMORY = new InMemorySalesforceQueries(ORG);
    private static final PlanQuery PLANS = new PlanQuery(new InMemorySchemaCatalog(ORG), QueryPolicy.DEFAULT);
    private static final OverHttp WHOLE_PAGES = OverHttp.start(2_000);
    private static final OverHttp SMALL_PAGES = OverHttp.start(7);
    private static final Deadline NEVER = new Deadline(Instant.MAX);
    /** The sandbox refuses longer ones, so Weir must have sent these queries another way. */
    private static final int MAX_URL = 16_384;

    private static final int MOST_ROWS_IN_SMALL_PAGES = 150;

    /** The rarest part of the language is found in about one query of seven hundred. */
    private static final int MOST_DRAWS = 1_000_000;

    /** Rows hide their values; here nobody's are shown. */
    private static final Representation WITH_VALUES = new StandardRepresentation() {
        @Override
        protected String fallbackToStringOf(Object object) {
            return object instanceof Row row ? toStringOf(row.asMap()) : super.fallbackToStringOf(object);
        }
    };

    @AfterContainer
    static void stop() {
        WHOLE_PAGES.stop();
        SMALL_PAGES.stop();
    }

    @Property(tries = 5_000)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void whatIsFoundOverHttpIsWhatIsFoundInMemory(
            @ForAll("queries") Query query, @ForAll("smallPages") boolean smallPages) {
        String soql = Soql.of(query).text();
        assertThat(SoqlGrammar.problems(soql)).as(soql).isEmpty();

        var expected = result(IN_MEMORY, query);
        boolean small = smallPages && expected.rows().size() <= MOST_ROWS_IN_SMALL_PAGES;
        var found = result((small ? SMALL_PAGES : WHOLE_PAGES).queries(), query);

        assertSame(found, expected, soql);
        cover(soql, found);
    }

    @Property(tries = 1)
    void eachPartOfTheLanguageFindsTheSameOverHttp(@ForAll("onePerClause") List<Query> queries) {
        for (var query : queries) {
            assertSame(
                    result(WHOLE_PAGES.queries(), query),
                    result(IN_MEMORY, query),
                    Soql.of(query).text());
        }
    }

    @Property(tries = 1_000)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void whatIsPlannedFromADraftFindsWhatTheQueryFinds(@ForAll("queries") Query query) {
        var plan = PLANS.plan(QueryDrafts.of(query), NEVER);
        if (plan instanceof PlanQuery.Plan.Ready ready && comparesNoWhiteSpaceAtEnds(query)) {
            assertSame(
                    result(IN_MEMORY, ready.soql().query()),
                    result(IN_MEMORY, query),
                    ready.soql().text());
        }

        // the others read a whole object, or have a pattern or a value that the plan refuses
        Statistics.label("planned")
                .collect(plan instanceof PlanQuery.Plan.Ready)
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= 60));
    }

    /** Others are planned without it, and find other records. */
    private static boolean comparesNoWhiteSpaceAtEnds(Query query) {
        return SoqlGrammar.literals(Soql.of(query).text()).stream()
                .allMatch(text -> text.equals(WhiteSpace.stripped(text)));
    }

    private static void assertSame(Result found, Result expected, String soql) {
        assertThat(found.totalSize()).as(soql).isEqualTo(expected.totalSize());
        assertThat(found.rows()).as(soql).hasSameSizeAs(expected.rows());
        for (int i = 0; i < found.rows().size(); i++) {
            assertSame(found.rows().get(i), expected.rows().get(i), soql);
        }
    }

    private static void assertSame(Row found, Row expected, String soql) {
        if (!found.equals(expected)) {
            assertThat(found).as(soql).withRepresentation(WITH_VALUES).isEqualTo(expected);
        }
    }

    /** A query that finds nothing proves little: many must find something. */
    private static void cover(String soql, Result result) {
        Statistics.label("found")
                .collect(result.totalSize() > 0)
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= 50));
        Statistics.label("several pages")
                .collect(result.pages() > 1)
                .coverage(coverage -> coverage.check(true).count(count -> count > 0));
        Statistics.label("too long for a URL")
                .collect(URLEncoder.encode(soql, StandardCharsets.UTF_8).length() > MAX_URL)
                .coverage(coverage -> coverage.check(true).count(count -> count > 0));
    }

    @Provide
    Arbitrary<Query> queries() {
        return ContactCentreQueries.over(DATA);
    }

    /** For each part of the language a query that has it and finds something, drawn until there is one. */
    @Provide
    Arbitrary<List<Query>> onePerClause() {
        return Combinators.combine(QueryClauses.all().stream()
                        .map(clause -> queries().filter(MOST_DRAWS, query -> findsBy(clause, query)))
                        .toList())
                .as(queries -> queries);
    }

    private static boolean findsBy(String clause, Query query) {
        return QueryClauses.of(query).contains(clause)
                && result(IN_MEMORY, query).totalSize() > 0;
    }

    @Provide
    Arbitrary<Boolean> smallPages() {
        return Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true));
    }

    private static Result result(SalesforceQueries queries, Query query) {
        var meter = new RunMeter(NEVER);
        var page = queries.start(Soql.of(query), meter);
        int totalSize = page.totalSize();
        int pages = 1;
        var rows = new ArrayList<>(page.rows());
        while (page.next().isPresent()) {
            page = queries.resume(page.next().get(), meter);
            assertThat(page.totalSize()).isEqualTo(totalSize);
            rows.addAll(page.rows());
            pages++;
        }
        return new Result(totalSize, rows, pages);
    }

    private record Result(int totalSize, List<Row> rows, int pages) {}

    private record OverHttp(SandboxServer server, RestApi api, SalesforceQueries queries) {
        static OverHttp start(int pageSize) {
            var server =
                    SandboxServer.start(ORG, SandboxSettings.onPort(0).withPageSize(pageSize), CLOCK, new Random(1));
            var meters = Services.get(MeterRegistry.class);
            var settings =
                    SalesforceSettings.of(server.baseUri(), new Credentials.ClientCredentials("sandbox", "sandbox"));
            var api = new RestApi(
                    settings,
                    new LatestApiUsage(meters),
                    new ApiBudget(0, CLOCK),
                    meters,
                    CLOCK,
                    new Random(1),
                    Sleeper.REAL);
            return new OverHttp(server, api, new RestSalesforceQueries(api, new Random(1)));
        }

        void stop() {
            api.close();
            server.stop();
        }
    }
}
