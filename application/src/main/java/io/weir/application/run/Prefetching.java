package io.weir.application.run;

import io.weir.application.plan.PlanQuery;
import io.weir.domain.limit.Phase;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SalesforceQueries.Prefetch;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import io.weir.domain.query.SoqlShape;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The first pages of one run's queries, some of which come with that of an earlier query. For one thread. */
final class Prefetching {
    private final SalesforceQueries salesforce;
    private final RunMeter meter;
    private final PrefetchOdds odds;
    private final SharingStats stats;
    private final Map<String, QueryPage> pages = new HashMap<>();
    private final Set<SoqlShape> chances = new HashSet<>();
    private final Map<String, Duration> corrections = new HashMap<>();

    Prefetching(SalesforceQueries salesforce, RunMeter meter, PrefetchOdds odds, SharingStats stats) {
        this.salesforce = salesforce;
        this.meter = meter;
        this.odds = odds;
        this.stats = stats;
    }

    /** The queries that could come with another, of {@code later}, each as it is sent. */
    List<Soql> candidates(List<PlanQuery.Plan.Ready> later, int rowCap) {
        return !later.isEmpty() && salesforce.prefetches()
                ? later.stream()
                        .map(PlanQuery.Plan.Ready::soql)
                        .filter(soql -> !soql.query().matchesNoRow())
                        .map(soql -> new CappedReading(salesforce, soql, rowCap, meter).soql())
                        .toList()
                : List.of();
    }

    /** The first page of {@code soql}, if it has come with an earlier query. */
    Optional<QueryPage> page(Soql soql) {
        return Optional.ofNullable(pages.get(soql.text()));
    }

    /** The first page of {@code soql}, which asks for {@code others} too if it has not come yet. */
    QueryPage start(Soql soql, List<Soql> others) {
        if (chances.remove(soql.shape())) {
            odds.needed(soql.shape());
        }
        var prefetched = pages.remove(soql.text());
        if (prefetched != null) {
            stats.countPrefetched();
            return prefetched;
        }
        var candidates = others.isEmpty()
                ? others
                : others.stream().filter(other -> page(other).isEmpty()).toList();
        if (candidates.isEmpty()) {
            return salesforce.start(soql, meter);
        }
        var offered = candidates.stream()
                .map(other -> new Prefetch(other, odds.isLikely(other.shape())))
                .toList();
        candidates.stream().map(Soql::shape).filter(chances::add).forEach(odds::chance);
        var before = meter.timeOf(Phase.Kind.ATTEMPT);
        var started = salesforce.startAll(soql, offered, meter);
        keep(
                soql,
                candidates,
                started.prefetched(),
                meter.timeOf(Phase.Kind.ATTEMPT).minus(before));
        return started.page();
    }

    private void keep(Soql first, List<Soql> others, List<Optional<QueryPage>> prefetched, Duration took) {
        long together = 1 + prefetched.stream().filter(Optional::isPresent).count();
        var share = took.dividedBy(together);
        corrections.put(first.text(), share.minus(took));
        for (int i = 0; i < others.size(); i++) {
            if (prefetched.get(i).isPresent()) {
                pages.put(others.get(i).text(), prefetched.get(i).get());
                corrections.put(others.get(i).text(), share);
            }
        }
    }

    /**
     * What to add to the time in which {@code soql} was read, for its share of a request with others: the time of the
     * others is negative, and its own share is positive if another query had asked for it.
     */
    Duration correction(Soql soql) {
        return corrections.getOrDefault(soql.text(), Duration.ZERO);
    }
}
