package io.weir.adapter.out.salesforce.query;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceFailure.QueryRejected;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import io.weir.domain.query.Query;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries that no URI can hold, which go as a composite request. */
public class LongQueryTest {
    public static final String COMPOSITE_PATH = "/services/data/v66.0/composite";
    private static final String REFERENCE = "@{q0.records[0].Id}";
    private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");
    private static final Pattern REFERENCE_ID = Pattern.compile("\"referenceId\":\"(r[0-9a-f]{16})\"");

    private final StandIn org = new StandIn();

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void aLongQueryGoesInABodyAsOneCall() {
        answers(oneAccount());
        var meter = StandIn.meter();

        var page = org.rest.start(namedAs("x".repeat(13_000)), meter);

        assertThat(page.rows()).hasSize(1);
        assertThat(page.next()).isEmpty();
        assertThat(meter.apiCalls()).isEqualTo(1);
        assertThat(org.queries()).isZero();
        assertThat(soqlSent()).isEqualTo("SELECT Id FROM Account WHERE Name = '" + "x".repeat(13_000) + "'");
    }

    @Test
    void aQueryThatAnUriHoldsDoesNot() {
        org.answersQueries(StandIn.oneAccount());
        org.rest.start(namedAs("x".repeat(11_000)), StandIn.meter());

        assertThat(org.queries()).isEqualTo(1);
        org.server.verify(0, postRequestedFor(urlPathEqualTo(COMPOSITE_PATH)));
    }

    @Test
    void whatLooksLikeAReferenceToAnotherAnswerCannotBeRead() {
        answers(oneAccount());
        org.rest.start(namedAs(REFERENCE + "x".repeat(13_000)), StandIn.meter());

        assertThat(bodySent()).doesNotContain("@", "${", "{q0").contains("%40%7Bq0");
        assertThat(soqlSent()).contains(REFERENCE);
    }

    @Test
    void noTwoRequestsHaveTheSameName() {
        answers(oneAccount());
        for (int i = 0; i < 20; i++) {
            org.rest.start(namedAs("x".repeat(13_000)), StandIn.meter());
        }

        var names = new HashSet<String>();
        org.server.findAll(postRequestedFor(urlPathEqualTo(COMPOSITE_PATH))).forEach(request -> {
            var name = REFERENCE_ID.matcher(request.getBodyAsString());
            assertThat(name.find()).isTrue();
            names.add(name.group(1));
        });
        assertThat(names).hasSize(20);
    }

    @Test
    void anErrorInsideIsThatOfTheQuery() {
        answers(composite(
                "[{\"errorCode\":\"INVALID_FIELD\",\"message\":\"No such column 'Fone' on entity 'Account'\"}]", 400));

        assertThatExceptionOfType(QueryRejected.class)
                .isThrownBy(() -> org.rest.start(namedAs("x".repeat(13_000)), StandIn.meter()))
                .satisfies(rejected -> assertThat(rejected.salesforceCode()).contains("INVALID_FIELD"))
                .withMessageContaining("Fone");
    }

    @Test
    void anExpiredSessionIsRenewed() {
        answers(StandIn.error(401, "INVALID_SESSION_ID", "Session expired or invalid"));

        assertThatExceptionOfType(SalesforceFailure.AccessDenied.class)
                .isThrownBy(() -> org.rest.start(namedAs("x".repeat(13_000)), StandIn.meter()));
        assertThat(org.logins()).isEqualTo(2);
    }

    @Test
    void aRefusalWithoutAReferenceIsUnderstood() {
        answers(okJson("""
            {"compositeResponse":[{"body":[{"errorCode":"LIMIT_EXCEEDED","message":"too many operations"}],\
            "httpStatusCode":400,"referenceId":null}]}\
            """));

        assertThatExceptionOfType(SalesforceFailure.class)
                .isThrownBy(() -> org.rest.start(namedAs("x".repeat(13_000)), StandIn.meter()))
                .satisfies(failure -> assertThat(failure.salesforceCode()).contains("LIMIT_EXCEEDED"));
    }

    static List<ResponseDefinitionBuilder> unreadableAnswers() {
        return List.of(
                okJson("[]"),
                okJson("{}"),
                okJson("{\"compositeResponse\":[]}"),
                okJson("{\"compositeResponse\":[1]}"),
                okJson("{\"compositeResponse\":[{\"body\":{\"totalSize\":1},\"httpStatusCode\":200}]}"),
                okJson("{\"compositeResponse\":[{\"body\":{\"totalSize\":0,\"done\":true,\"records\":[]}}]}"),
                okJson("{\"compositeResponse\":[{\"body\":{\"totalSize\":0,\"done\":true,\"records\":[]"),
                okJson("<html></html>"));
    }

    @ParameterizedTest
    @MethodSource("unreadableAnswers")
    void refusesHalfAnAnswer(ResponseDefinitionBuilder answer) {
        answers(answer);

        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> org.rest.start(namedAs("x".repeat(13_000)), StandIn.meter()));
    }

    private static Soql namedAs(String name) {
        return Soql.of(Query.ofFields("Account", "Id")
                .where(new Filter.Comparison(
                        new Operand.Field(FieldPath.parse("Name")), Operator.EQUAL, new Value.Text(name))));
    }

    public static ResponseDefinitionBuilder oneAccount() {
        return composite("""
            {"totalSize":1,"done":true,"records":[{"attributes":{"type":"Account","url":"/a"},"Id":"001"}]}\
            """, 200);
    }

    private static ResponseDefinitionBuilder composite(String body, int status) {
        return aResponse().withHeader("Content-Type", "application/json").withBody("""
            {"compositeResponse":[{"body":%s,"httpHeaders":{},"httpStatusCode":%d,"referenceId":"r0"}]}\
            """.formatted(body, status));
    }

    private void answers(ResponseDefinitionBuilder response) {
        org.server.stubFor(post(COMPOSITE_PATH).willReturn(response));
    }

    private String bodySent() {
        return org.server
                .findAll(postRequestedFor(urlPathEqualTo(COMPOSITE_PATH)))
                .getFirst()
                .getBodyAsString();
    }

    private String soqlSent() {
        var url = URL.matcher(bodySent());
        assertThat(url.find()).isTrue();
        String start = StandIn.QUERY_PATH + "?q=";
        assertThat(url.group(1)).startsWith(start);
        return URLDecoder.decode(url.group(1).substring(start.length()), StandardCharsets.UTF_8);
    }
}
