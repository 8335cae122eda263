package io.weir.adapter.out.sandbox.http;

import static io.weir.adapter.out.sandbox.SandboxClient.json;
import static io.weir.adapter.out.sandbox.SandboxClient.queryPath;
import static io.weir.adapter.out.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.SandboxOrgBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pages of queries with sub-queries, and of groups. */
class SandboxChildPagesTest {
    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-03-14T09:26:53.589Z"));
    private static final SandboxServer SERVER =
            SandboxServer.start(org(), SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
    private static final SandboxClient CLIENT = new SandboxClient(SERVER.baseUri());

    private static SandboxOrg org() {
        var org = SandboxOrg.builder(CLOCK);
        account(org, "Large", 2_600);
        account(org, "Medium", 150);
        account(org, "Small", 60);
        account(org, "None", 0);
        return org.build();
    }

    private static void account(SandboxOrgBuilder org, String name, int contacts) {
        org.record("Account", name, Map.of("Name", name));
        for (int i = 0; i < contacts; i++) {
            String contact = name + i;
            org.record("Contact", contact, Map.of("LastName", contact, "AccountId", "@" + name));
        }
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    @DisplayName("Headers, Query Options: a record and its children count against the batch")
    void childrenHavePagesOfTheirOwn() {
        var answer = CLIENT.query("SELECT Id, (SELECT Id FROM Contacts) FROM Account WHERE Name = 'Large'");
        var contacts = JsonValues.object(records(answer).getFirst().get("Contacts"));

        assertThat(answer).containsEntry("done", true).doesNotContainKey("nextRecordsUrl");
        assertThat(contacts.keySet()).containsExactly("totalSize", "done", "nextRecordsUrl", "records");
        assertThat(contacts)
                .containsEntry("totalSize", BigDecimal.valueOf(2_600))
                .containsEntry("done", false);
        assertThat(records(contacts)).hasSize(1_999);

        var rest = json(CLIENT.get(next(contacts)));

        assertThat(rest).containsEntry("totalSize", BigDecimal.valueOf(2_600)).containsEntry("done", true);
        assertThat(ids(contacts, rest)).hasSize(2_600).doesNotHaveDuplicates();
    }

    @Test
    void aPageEndsWhereTheChildrenFillIt() {
        String path =
                queryPath("SELECT Name, (SELECT Id FROM Contacts) FROM Account WHERE Name != 'Large' ORDER BY Name");

        var first = json(send(CLIENT.authorized(path).header("Sforce-Query-Options", "batchSize=200")));
        var filled = records(first).getLast();
        var cut = JsonValues.object(filled.get("Contacts"));
        var restOfCut = json(CLIENT.get(next(cut)));

        assertThat(records(first))
                .extracting(account -> account.get("Name"))
                .containsExactly("Medium", "None", "Small");
        assertThat(filled).containsEntry("Name", "Small");
        assertThat(first).containsEntry("done", true);
        assertThat(records(cut)).hasSize(200 - 1 - 150 - 1 - 1);
        assertThat(ids(cut, restOfCut)).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void theRecordsAfterAFullPageAreOnTheNext() {
        var first = CLIENT.query("SELECT Name, (SELECT Id FROM Contacts) FROM Account ORDER BY CreatedDate, Id");
        var second = json(CLIENT.get(next(first)));

        assertThat(records(first)).extracting(account -> account.get("Name")).containsExactly("Large");
        assertThat(records(second))
                .extracting(account -> account.get("Name"))
                .containsExactly("Medium", "Small", "None");
        assertThat(first).containsEntry("totalSize", BigDecimal.valueOf(4)).containsEntry("done", false);
    }

    @Test
    @DisplayName("Considerations When Using GROUP BY: an aggregate query has no further pages")
    void groupsComeAllAtOnce() {
        String path = queryPath("SELECT LastName, COUNT(Id) FROM Contact WHERE AccountId != null GROUP BY LastName"
                + " ORDER BY LastName LIMIT 1500");

        var answer = json(send(CLIENT.authorized(path).header("Sforce-Query-Options", "batchSize=200")));

        assertThat(answer).containsOnlyKeys("totalSize", "done", "records").containsEntry("done", true);
        assertThat(records(answer)).hasSize(1_500);
    }

    private static List<Object> ids(Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
        var ids = new ArrayList<Object>();
        records(one).forEach(record -> ids.add(Objects.requireNonNull(record.get("Id"))));
        records(other).forEach(record -> ids.add(Objects.requireNonNull(record.get("Id"))));
        return ids;
    }

    private static List<Map<String, @Nullable Object>> records(Map<String, @Nullable Object> answer) {
        return JsonValues.objects(answer.get("records"));
    }

    private static String next(Map<String, @Nullable Object> answer) {
        return (String) Objects.requireNonNull(answer.get("nextRecordsUrl"));
    }
}
