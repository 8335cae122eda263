package io.weir.adapter.out.salesforce.query;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Further pages of results and of their children: which address Salesforce names, and which one gets the token. */
class NextPagesTest {
    private final StandIn org = new StandIn();

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void followsTheCursorOfTheInstance() {
        var next = "/services/data/v66.0/query/0r8xx3CNc1wJMfoCAM-2000";
        org.answersQueries(okJson(
                "{\"totalSize\":3,\"done\":false,\"nextRecordsUrl\":\"%s\",\"records\":[{\"Id\":\"1\"},{\"Id\":\"2\"}]}"
                        .formatted(next)));
        org.server.stubFor(
                get(next).willReturn(okJson("{\"totalSize\":3,\"done\":true,\"records\":[{\"Id\":\"3\"}]}")));
        var meter = StandIn.meter();

        var first = org.rest.start(StandIn.ACCOUNTS, meter);
        var second = org.rest.resume(first.next().orElseThrow(), meter);

        assertThat(first.rows()).hasSize(2);
        assertThat(second.rows().getFirst().value("Id")).isEqualTo("3");
        assertThat(second.next()).isEmpty();
        assertThat(meter.apiCalls()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/services/data/v66.0/query/01g_aB-2000",
                "/services/data/v66.0/query/01gD0000002HU6KIAW-2000",
                "/services/data/v66.0/query/0r8xx3CNc1wJMfoCAM",
                "/services/data/v66.0/queryAll/0r8.xx~3:CN,c1+w(J)M!f*o$C'A-M",
                "/services/data/v67.0/query/ZXhhbXBsZQ==",
                "/services/data/v66.0/query/ZXhhbXBsZQ%3D%3D",
                "/services/data/v66.0/query/..a-2000",
                "/services/data/v66.0/query/-",
                "/services/data/v66.0/query/a@evil.example"
            })
    void followsAnySegmentThatSalesforceNames(String next) {
        org.answersQueries(
                okJson("{\"totalSize\":2,\"done\":false,\"nextRecordsUrl\":\"%s\",\"records\":[{\"Id\":\"1\"}]}"
                        .formatted(next)));
        org.server.stubFor(
                get(next).willReturn(okJson("{\"totalSize\":2,\"done\":true,\"records\":[{\"Id\":\"2\"}]}")));

        var first = org.rest.start(StandIn.ACCOUNTS, StandIn.meter());

        assertThat(org.rest
                        .resume(first.next().orElseThrow(), StandIn.meter())
                        .rows()
                        .getFirst()
                        .value("Id"))
                .isEqualTo("2");
    }

    @Test
    void readsABigObjectThatSalesforceDoesNotCount() {
        var next = "/services/data/v66.0/query/01g_aB-1";
        org.answersQueries(
                okJson("{\"totalSize\":-1,\"done\":false,\"nextRecordsUrl\":\"%s\",\"records\":[{\"Id\":\"1\"}]}"
                        .formatted(next)));
        org.server.stubFor(
                get(next).willReturn(okJson("{\"totalSize\":-1,\"done\":true,\"records\":[{\"Id\":\"2\"}]}")));

        var first = org.ask();
        var second = org.rest.resume(first.next().orElseThrow(), StandIn.meter());

        assertThat(first.totalSize()).isEqualTo(QueryPage.UNKNOWN_SIZE);
        assertThat(first.rows()).hasSize(1);
        assertThat(second.rows()).hasSize(1);
        assertThat(second.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/services/data/v66.0/query/01g-2000",
                "//evil.example/services/data/v66.0/query/01g-2000",
                "/services/data/v66.0/query/01g-2000?x=1",
                "/services/data/v66.0/query/../sobjects/01g-2000",
                "/services/data/v66.0/query/01g-2000\\r\\nX: y",
                "services/data/v66.0/query/01g-2000",
                "@evil.example/services/data/v66.0/query/01g-2000",
                "user:password@evil.example/services/data/v66.0/query/01g-2000",
                "http:/services/data/v66.0/query/01g-2000",
                "\\\\\\\\evil.example/services/data/v66.0/query/01g-2000",
                "/services/data/v66.0/query/",
                "/services/data/v66.0/query",
                "/services/data/v66.0/query/.",
                "/services/data/v66.0/query/..",
                "/services/data/v66.0/query/...",
                "/services/data/v66.0/query/..;/x",
                "/services/data/v66.0/query/a;x=1",
                "/services/data/v66.0/query/a/b",
                "/services/data/v66.0/query/a#b",
                "/services/data/v66.0/query/a\\\\b",
                "/services/data/v66.0/query/%2e%2e",
                "/services/data/v66.0/query/.%2E",
                "/services/data/v66.0/query/a%2Fb",
                "/services/data/v66.0/query/a%2fb",
                "/services/data/v66.0/query/a%5Cb",
                "/services/data/v66.0/query/a%252Fb",
                "/services/data/v66.0/query/a%3Fb",
                "/services/data/v66.0/query/a%23b",
                "/services/data/v66.0/query/a%0d%0aX",
                "/services/data/v66.0/query/a%00",
                "/services/data/v66.0/query/a%c0%af",
                "/services/data/v66.0/query/a%",
                "/services/data/v66.0/query/a%g0",
                "/services/data/v66.0/query/a b",
                "/services/data/v66.0/query/\u00fc",
                "/services/data/v66.0/query/01g-2000\\n",
                "/services/data/v66.0/sobjects/01g-2000",
                "/services/data/v66.0/querySome/01g-2000",
                "/services/data/v66.0/../query/01g-2000",
                "/services/apexrest/query/01g-2000"
            })
    void refusesEveryOtherAddress(String next) {
        org.answersQueries(
                okJson("{\"totalSize\":3,\"done\":false,\"nextRecordsUrl\":\"%s\",\"records\":[]}".formatted(next)));

        assertThatThrownBy(org::ask).isInstanceOf(SalesforceFailure.Unreadable.class);
        assertThatThrownBy(() -> org.rest.resume(new PageCursor(next), StandIn.meter()))
                .isInstanceOf(SalesforceFailure.CursorLost.class);
    }

    @Test
    void followsAnAbsoluteUrlOfTheInstanceThatAnswered() {
        var child = "/services/data/v66.0/query/01gCHILD-1";
        var next = "/services/data/v66.0/query/01g-2000";
        var instance = org.server.baseUrl();
        org.answersQueries(okJson(
                """
                {"totalSize":2,"done":false,"nextRecordsUrl":"%s","records":[
                {"Contacts":{"totalSize":1,"done":false,"nextRecordsUrl":"%s","records":[]}}]}\
                """.formatted(instance.toUpperCase(Locale.ROOT).replace("HTTP:", "http:") + next, instance + child)));
        org.server.stubFor(
                get(child).willReturn(okJson("{\"totalSize\":1,\"done\":true,\"records\":[{\"Id\":\"c1\"}]}")));

        var page = org.ask();

        assertThat(page.next()).contains(new PageCursor(next));
        assertThat(below(page.rows().getFirst(), "Contacts").value("records"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost:PORT",
                "http://localhost",
                "http://localhost:1",
                "http://127.0.0.1:PORT",
                "http://localhost:PORT.evil.example",
                "http://localhost:PORT@evil.example",
                "http://evil.example:PORT",
                "http://user@localhost:PORT",
                "http://localhost:PORT/services/data/v66.0/query/..",
                "http://localhost:PORT?",
                "http://localhost:PORT#",
                "http:localhost:PORT",
                "http://",
                "http://[::1"
            })
    void refusesAnAbsoluteUrlOfAnotherServer(String origin) {
        var path = "/services/data/v66.0/query/01g-2000";
        var next = origin.replace("PORT", Integer.toString(org.server.port())) + path;
        org.answersQueries(
                okJson("{\"totalSize\":3,\"done\":false,\"nextRecordsUrl\":\"%s\",\"records\":[]}".formatted(next)));

        assertThatThrownBy(org::ask).isInstanceOf(SalesforceFailure.Unreadable.class);
    }

    @Test
    void completesTheChildrenOfEveryRow() {
        var more = "/services/data/v66.0/query/01gCHILD-1";
        var evenMore = "/services/data/v66.0/query/01gCHILD-2";
        org.answersQueries(okJson("""
            {"totalSize":2,"done":true,"records":[
            {"Id":"a","Contacts":{"totalSize":3,"done":false,"nextRecordsUrl":"%s","records":[{"Id":"c1"}]}},
            {"Id":"b","Contacts":null}]}\
            """.formatted(more)));
        org.server.stubFor(get(more)
                .willReturn(okJson(
                        "{\"totalSize\":3,\"done\":false,\"nextRecordsUrl\":\"%s\",\"records\":[{\"Id\":\"c2\"}]}"
                                .formatted(evenMore))));
        org.server.stubFor(
                get(evenMore).willReturn(okJson("{\"totalSize\":3,\"done\":true,\"records\":[{\"Id\":\"c3\"}]}")));
        var meter = StandIn.meter();

        var rows = org.rest.start(StandIn.ACCOUNTS, meter).rows();

        var contacts = below(rows.get(0), "Contacts");
        assertThat(contacts.names()).containsExactly("totalSize", "done", "records");
        assertThat(contacts.value("done")).isEqualTo(true);
        assertThat((List<?>) contacts.value("records"))
                .extracting(row -> ((Row) row).value("Id"))
                .containsExactly("c1", "c2", "c3");
        assertThat(rows.get(1).value("Contacts")).isNull();
        assertThat(meter.apiCalls()).isEqualTo(3);
    }

    @Test
    void refusesChildrenWhoseNextPageHasNoAddress() {
        org.answersQueries(okJson("""
            {"totalSize":1,"done":true,"records":[{"Contacts":{"totalSize":3,"done":false,"records":[{"Id":"c1"}]}}]}\
            """));

        assertThatThrownBy(org::ask).isInstanceOf(SalesforceFailure.Unreadable.class);
    }

    private static Row below(Row row, String name) {
        return row.value(name) instanceof Row below ? below : Row.of(Map.of());
    }
}
