package io.weir.adapter.out.sandbox.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.reply.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallContentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "query | SELECT Id FROM Contact | contact",
                "query | select id, (select Id from Cases) from Account a where Name = ') FROM x' | account",
                "query | SELECT Id FROM Contact WHERE Id IN (SELECT ContactId FROM Case) | contact",
                "query | nonsense | ``",
                "search | FIND {O'Neil, and} IN ALL FIELDS RETURNING Contact(Id, Name), Account LIMIT 5 | contact"
                        + " account",
                "search | FIND {x} | ``",
            })
    void findsTheObjectsOfAStatement(String resource, String statement, String objects) {
        var content = CallContent.of(
                "/services/data/v66.0/" + resource,
                Parameters.of("q=" + SandboxClient.encoded(statement)),
                new byte[0]);

        assertThat(content.objects()).containsExactlyInAnyOrder(objects.isEmpty() ? new String[0] : objects.split(" "));
        assertThat(content.soql()).hasSize(resource.equals("query") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "/services/data/v66.0/sobjects/Contact/003000000000001, contact",
        "/services/data/v66.0/sobjects/Contact/describe, contact",
        "/services/data/v66.0/composite/sobjects/Account, account",
        "/services/data/v66.0/sobjects, ''",
        "/services/data, ''"
    })
    void findsTheObjectOfAPath(String path, String object) {
        assertThat(String.join(
                        " ",
                        CallContent.of(path, Parameters.of(""), new byte[0]).objects()))
                .isEqualTo(object);
    }

    @Test
    void findsTheObjectsAndStatementsOfABody() {
        assertThat(of("""
            {"batchRequests": [
              {"method": "GET", "url": "v66.0/query?q=SELECT+Id+FROM+Lead"},
              {"method": "PATCH", "url": "v66.0/sobjects/Contact/003", "richInput": {"type": "Other"}}]}\
            """))
                .returns(List.of("SELECT Id FROM Lead"), CallContent::soql)
                .satisfies(content -> assertThat(content.objects()).containsExactlyInAnyOrder("lead", "contact"));
        assertThat(of("{\"records\": [{\"attributes\": {\"type\": \"Case\"}, \"Subject\": \"url\"}]}")
                        .objects())
                .containsExactly("case");
        assertThat(of("{\"operation\": \"query\", \"query\": \"SELECT Id FROM Task\"}")
                        .objects())
                .containsExactly("task");
        assertThat(of("{\"apiName\": \"Account\", \"fields\": {}}").objects()).containsExactly("account");
        assertThat(of("not JSON").objects()).isEmpty();
        assertThat(of("[".repeat(500)).objects()).isEmpty();
    }

    @Test
    void theLogKeepsTheLatestCalls() {
        var log = new CallLog(2);
        for (String path : List.of("/one", "/two", "/three")) {
            log.add(call(path, "")).answered("", 200);
        }

        assertThat(log.calls())
                .extracting(RecordedCall::path, RecordedCall::status)
                .containsExactly(tuple("/two", 200), tuple("/three", 200));
        log.add(call("/large", "x".repeat(40_000_000)));
        log.add(call("/larger", "x".repeat(40_000_000)));
        assertThat(log.calls()).extracting(RecordedCall::path).containsExactly("/larger");
        log.clear();
        assertThat(log.calls()).isEmpty();
        assertThat(new CallLog(0).records()).isFalse();
    }

    private static RecordedCall call(String path, String body) {
        return new RecordedCall("GET", path, Map.of(), Map.of(), body, List.of(), 0, "");
    }

    private static CallContent of(String body) {
        return CallContent.of("/services/data/v66.0/other", Parameters.of(""), body.getBytes(StandardCharsets.UTF_8));
    }
}
