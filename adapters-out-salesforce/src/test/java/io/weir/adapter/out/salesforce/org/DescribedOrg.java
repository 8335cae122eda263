package io.weir.adapter.out.salesforce.org;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog.Description;
import io.weir.domain.schema.ObjectName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** An org with one object, {@code Ticket__c}, and the catalog that describes it. Time stands until a test moves it. */
final class DescribedOrg implements AutoCloseable {
    static final Duration REFRESH_TIME = Duration.ofMinutes(15);
    static final String DESCRIBE_TICKET = "/services/data/v66.0/sobjects/Ticket__c/describe";
    static final ObjectName TICKET = new ObjectName("Ticket__c");

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    final ApiBudget budget = new ApiBudget(1_000, now::get);
    final StandIn salesforce = new StandIn(budget);
    final RestSchemaCatalog catalog = new RestSchemaCatalog(salesforce.api, REFRESH_TIME, now::get);

    DescribedOrg() {
        lists("Ticket__c");
    }

    @Override
    public void close() {
        salesforce.close();
    }

    /** Reports an API usage at the reserve, in the answer to a query that no test counts. */
    void reserveIsReached() {
        salesforce.answersQueries(StandIn.oneAccount().withHeader("Sforce-Limit-Info", "api-usage=9500/10000"));
        salesforce.ask();
        budget.admit(new ApiUsage(9_500, 10_000));
    }

    List<String> fields() {
        return catalog.describe(TICKET, deadline()) instanceof Description.Known(var object)
                ? object.fields().stream().map(field -> field.name()).toList()
                : List.of();
    }

    static ResponseDefinitionBuilder ticket(String field) {
        return okJson("""
            {"name":"Ticket__c","label":"Ticket","queryable":true,"childRelationships":[],
             "fields":[{"name":"%s","label":"x","type":"string","filterable":true,"length":80}]}\
            """.formatted(field));
    }

    void answers(ResponseDefinitionBuilder response) {
        salesforce.answersQueries(StandIn.oneAccount());
        salesforce.server.stubFor(get(urlPathEqualTo(DESCRIBE_TICKET)).willReturn(response));
    }

    void lists(String object) {
        lists(okJson("{\"sobjects\":[{\"name\":\"%s\",\"queryable\":true}]}".formatted(object)));
    }

    void lists(ResponseDefinitionBuilder response) {
        salesforce.server.stubFor(
                get(urlPathEqualTo("/services/data/v66.0/sobjects")).willReturn(response));
    }

    Description describe(String object) {
        return catalog.describe(new ObjectName(object), deadline());
    }

    int listed() {
        return salesforce
                .server
                .findAll(getRequestedFor(urlPathEqualTo("/services/data/v66.0/sobjects")))
                .size();
    }

    void listedExactly(int times) {
        while (listed() < times) {
            Thread.onSpinWait();
        }
        assertThat(listed()).isEqualTo(times);
    }

    /** Waits first: the stand-in records a request after it has answered. */
    void askedExactly(int times) {
        eventuallyAsked(times);
        assertThat(asked()).isEqualTo(times);
    }

    int asked() {
        return salesforce
                .server
                .findAll(getRequestedFor(urlPathEqualTo(DESCRIBE_TICKET)))
                .size();
    }

    void eventuallyAsked(int times) {
        while (asked() < times) {
            Thread.onSpinWait();
        }
    }

    void later(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    Deadline deadline() {
        return new Deadline(now.get().plus(Duration.ofMinutes(1)));
    }
}
