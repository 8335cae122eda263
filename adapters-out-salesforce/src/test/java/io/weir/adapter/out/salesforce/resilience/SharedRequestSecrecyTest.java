package io.weir.adapter.out.salesforce.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.query.RestSalesforceQueries;
import io.weir.domain.query.QueryPage;
import java.net.URLDecoder;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two callers who share a composite request, and try to read each other's rows. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedRequestSecrecyTest {
    private static final Pattern REFERENCE_ID = Pattern.compile("\"referenceId\":\"(r[0-9a-f]{16})\"");

    @Test
    void eachCallerGetsTheRowsOfItsOwnQuestion() throws Exception {
        try (var org = new ScriptedOrg()) {
            org.treatsComposites(ScriptedOrg.Manner.SHUFFLED);

            var pages = together(org, List.of("alice", "bob", "alice", "carol"));

            assertThat(org.composites()).hasSize(1);
            assertThat(pages)
                    .extracting(SharedRequestSecrecyTest::lastName)
                    .containsExactly("alice", "bob", "alice", "carol");
        }
    }

    @Test
    void aReferenceToAnotherAnswerNeverSharesARequest() throws Exception {
        var attempts = List.of(
                "@{r0.records[0].LastName}",
                "x@{refAlice.records[0].Phone}y",
                "%40%7Br0.records[0].LastName%7D",
                "@%7br0.records[0].LastName%7d",
                "@{");
        try (var org = new ScriptedOrg()) {
            var asked = new ArrayList<>(attempts);
            asked.addAll(List.of("alice", "bob"));

            var pages = together(org, asked);

            assertThat(pages).extracting(SharedRequestSecrecyTest::lastName).containsExactlyElementsOf(asked);
            assertThat(org.composites()).singleElement().satisfies(body -> {
                String decoded = URLDecoder.decode(URLDecoder.decode(body, UTF_8), UTF_8);
                assertThat(decoded).contains("alice", "bob").doesNotContain("@{", "records");
            });
        }
    }

    @Test
    void charactersThatMeanSomethingInAUriOrInJsonMeanNothing() throws Exception {
        var names = List.of(
                "a&q=SELECT Phone FROM Contact", "b#c", "d\",\"method\":\"DELETE\",\"url\":\"/x", "e+f %41", "ä@g");
        try (var org = new ScriptedOrg()) {
            var pages = together(org, names);

            assertThat(pages).hasSize(names.size());
            assertThat(org.composites()).singleElement().satisfies(body -> {
                assertThat(body.split("\"method\":\"GET\"", -1)).hasSize(names.size() + 1);
                assertThat(body).doesNotContain("DELETE\"", "&", "#", "@", "+", "ä");
            });
        }
    }

    @Test
    void noNameOfAQueryCanBeGuessed() throws Exception {
        var names = new HashSet<String>();
        for (int i = 0; i < 3; i++) {
            try (var org = new ScriptedOrg()) {
                together(org, List.of("alice", "bob"));
                var name = REFERENCE_ID.matcher(org.composites().getFirst());
                while (name.find()) {
                    names.add(name.group(1));
                }
            }
        }

        assertThat(names).hasSize(6);
    }

    private static String lastName(QueryPage page) {
        return String.valueOf(page.rows().getFirst().value("LastName"));
    }

    /** The answers to {@code lastNames}, which wait at the same time. */
    private static List<QueryPage> together(ScriptedOrg org, List<String> lastNames) throws Exception {
        try (var api = org.api();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var queries = SharingTest.busy(new RestSalesforceQueries(api, new SecureRandom()));
            threads.execute(() -> queries.start(ScriptedOrg.held(), StandIn.meter()));
            org.awaitHeld();
            var lookups = lastNames.stream().map(ScriptedOrg::lookup).toList();
            var answers = SharingTest.inOrder(threads, queries, SharingTest.calls(queries, lookups));
            org.release();
            return SharingTest.all(answers);
        }
    }
}
