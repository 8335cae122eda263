package io.weir.adapter.out.salesforce.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.salesforce.query.RestSalesforceQueries;
import io.weir.adapter.out.salesforce.resilience.ScriptedOrg.Manner;
import io.weir.adapter.out.salesforce.resilience.ScriptedOrg.Reply;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SalesforceQueries.Prefetch;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import io.weir.domain.query.Soql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever lookups or queries of one run share a request and whatever becomes of it, each gets what it would have got
 * alone.
 */
class SharedRequestPropertiesTest {
    private static final int ENOUGH = 60;

    /** A lookup, and what it is answered. */
    record Asked(Reply reply, boolean late) {}

    /** What a lookup got: rows, or a failure. */
    private record Got(List<Row> rows, Optional<Class<?>> failure, Optional<String> salesforceCode) {}

    @Provide
    Arbitrary<List<Asked>> lookups() {
        var replies = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(Reply.FOUND)), Tuple.of(3, Arbitraries.of(Reply.class)));
        var late = Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true));
        return Combinators.combine(replies, late)
                .as(Asked::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Property(tries = ENOUGH)
    void eachLookupGetsWhatItWouldGetAlone(@ForAll("lookups") List<Asked> lookups, @ForAll Manner manner)
            throws Exception {
        try (var org = new ScriptedOrg()) {
            for (int i = 0; i < lookups.size(); i++) {
                org.answers(name(i), lookups.get(i).reply());
            }
            assertThat(together(org, lookups, manner)).isEqualTo(alone(org, lookups));
        }
    }

    /** A query that has not come along is asked when its turn comes, also after another has failed. */
    @Property(tries = ENOUGH)
    void eachQueryOfARunGetsWhatItWouldGetAlone(@ForAll("lookups") List<Asked> lookups, @ForAll Manner manner) {
        try (var org = new ScriptedOrg()) {
            var onTime = lookups.stream()
                    .map(asked -> new Asked(asked.reply(), false))
                    .toList();
            for (int i = 0; i < onTime.size(); i++) {
                org.answers(name(i), onTime.get(i).reply());
            }
            assertThat(ofOneRun(org, onTime, manner)).isEqualTo(alone(org, onTime));
        }
    }

    private static List<Got> ofOneRun(ScriptedOrg org, List<Asked> lookups, Manner manner) {
        try (var api = org.api()) {
            var queries = SharingTest.busy(new RestSalesforceQueries(api, new Random(7)));
            org.treatsComposites(manner);
            int before = org.calls();
            var meter = meter(lookups.getFirst());
            var others = IntStream.range(1, lookups.size())
                    .mapToObj(i -> new Prefetch(ScriptedOrg.lookup(name(i)), true))
                    .toList();
            var prefetched = new ArrayList<Optional<QueryPage>>(Collections.nCopies(others.size(), Optional.empty()));
            var got = new ArrayList<Got>();
            got.add(got(queries, meter, () -> {
                var started = queries.startAll(ScriptedOrg.lookup(name(0)), others, meter);
                Collections.copy(prefetched, started.prefetched());
                return started.page();
            }));
            for (int i = 0; i < others.size(); i++) {
                var soql = others.get(i).soql();
                var page = prefetched.get(i);
                got.add(got(queries, meter, () -> page.orElseGet(() -> queries.start(soql, meter))));
            }
            if (!others.isEmpty()) {
                assertThat(org.composites()).isNotEmpty();
            }
            assertThat(meter.apiCalls()).isEqualTo(org.calls() - before);
            return got;
        }
    }

    /** Only the members that the shared request did not serve are sent again. */
    @Property(tries = 1)
    void oneMemberCostsTheOthersNothing() throws Exception {
        for (var reply : List.of(Reply.HUGE, Reply.NO_PAGE, Reply.SESSION_ENDS_WITHIN, Reply.HALTED_WITHIN)) {
            try (var org = new ScriptedOrg()) {
                org.answers(name(0), reply);
                var lookups =
                        List.of(new Asked(reply, false), new Asked(Reply.FOUND, false), new Asked(Reply.FOUND, false));

                assertThat(together(org, lookups, Manner.PLAIN)).isEqualTo(alone(org, lookups));

                int before = QuickShapes.FEWEST + 1;
                assertThat(org.calls() - lookups.size() - before)
                        .as(reply.name())
                        .isEqualTo(2);
            }
        }
    }

    private static List<Got> alone(ScriptedOrg org, List<Asked> lookups) {
        var got = new ArrayList<Got>();
        for (int i = 0; i < lookups.size(); i++) {
            // a session for each: a failure of one must not be that of the next
            try (var api = org.api()) {
                var queries = new RestSalesforceQueries(api, new Random(7));
                got.add(got(queries, ScriptedOrg.lookup(name(i)), meter(lookups.get(i))));
            }
        }
        return got;
    }

    private static List<Got> together(ScriptedOrg org, List<Asked> lookups, Manner manner) throws Exception {
        try (var api = org.api();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var queries = SharingTest.busy(new RestSalesforceQueries(api, new Random(7)));
            org.treatsComposites(manner);
            int before = org.calls();
            var held = threads.submit(() -> queries.start(ScriptedOrg.held(), new RunMeter(new Deadline(Instant.MAX))));
            org.awaitHeld();
            var meters =
                    lookups.stream().map(SharedRequestPropertiesTest::meter).toList();
            var answers = new ArrayList<Future<Got>>();
            int onTime = 0;
            for (int i = 0; i < lookups.size(); i++) {
                int place = i;
                answers.add(threads.submit(() -> got(queries, ScriptedOrg.lookup(name(place)), meters.get(place))));
                if (lookups.get(i).late()) {
                    answers.get(i).get();
                } else {
                    onTime++;
                }
                SharingTest.awaitWaiting(queries, onTime);
            }
            org.release();
            held.get();
            var got = SharingTest.all(answers);
            if (onTime > 1) {
                assertThat(org.composites()).isNotEmpty();
            }
            assertThat(meters.stream().mapToInt(RunMeter::apiCalls).sum() + 1).isEqualTo(org.calls() - before);
            return got;
        }
    }

    private static Got got(SalesforceQueries queries, Soql soql, RunMeter meter) {
        return got(queries, meter, () -> queries.start(soql, meter));
    }

    private static Got got(SalesforceQueries queries, RunMeter meter, Supplier<QueryPage> first) {
        try {
            var page = first.get();
            var rows = new ArrayList<>(page.rows());
            while (page.next().isPresent()) {
                page = queries.resume(page.next().get(), meter);
                rows.addAll(page.rows());
            }
            return new Got(rows, Optional.empty(), Optional.empty());
        } catch (SalesforceFailure failure) {
            return new Got(List.of(), Optional.of(failure.getClass()), failure.salesforceCode());
        }
    }

    private static RunMeter meter(Asked asked) {
        var clock = Clock.systemUTC();
        return new RunMeter(Deadline.after(asked.late() ? Duration.ofSeconds(-1) : Duration.ofHours(1), clock));
    }

    private static String name(int place) {
        return "caller" + place;
    }
}
