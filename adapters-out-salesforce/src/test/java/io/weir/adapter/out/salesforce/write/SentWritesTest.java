package io.weir.adapter.out.salesforce.write;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static io.weir.adapter.out.salesforce.write.CompositeAnswers.HALTED;
import static io.weir.adapter.out.salesforce.write.CompositeAnswers.part;
import static io.weir.adapter.out.salesforce.write.Writing.CREATE;
import static io.weir.adapter.out.salesforce.write.Writing.UPDATE;
import static io.weir.adapter.out.salesforce.write.Writing.UPSERT;
import static io.weir.adapter.out.salesforce.write.Writing.alone;
import static io.weir.adapter.out.salesforce.write.Writing.once;
import static io.weir.adapter.out.salesforce.write.Writing.together;
import static io.weir.adapter.out.salesforce.write.Writing.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.domain.filter.DateLiteral;
import io.weir.domain.filter.Value;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.WriteResult;
import io.weir.domain.write.Assignment;
import io.weir.domain.write.RecordWrite;
import io.weir.domain.write.RecordWrite.Content;
import io.weir.domain.write.RecordWrite.Once;
import io.weir.domain.write.RecordWrite.Operation;
import io.weir.domain.write.WriteRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire, and what the answers to several records mean. */
class SentWritesTest {
    private static final String WRITES = "/services/data/v66.0/.*";
    private static final String WRITTEN = "{\"id\":\"5003000000D8cuI\",\"success\":true,\"errors\":[]}";

    private final StandIn org = new StandIn();
    private final RestSalesforceWrites writes = new RestSalesforceWrites(org.api, CompositeAnswers.names());

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void createsByPost() {
        answers(StandIn.error(201, WRITTEN));
        writes.write(alone(CREATE), StandIn.meter());

        var request = sent();
        assertThat(request.getMethod().value()).isEqualTo("POST");
        assertThat(request.getUrl()).isEqualTo("/services/data/v66.0/sobjects/Case");
        assertThat(request.getHeader("Sforce-Auto-Assign")).isEqualTo("FALSE");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.containsHeader("Idempotency-Key")).isFalse();
        assertThat(request.getBodyAsString()).isEqualTo("{\"Description\":\"Zaphod-7741\"}");
    }

    @Test
    void updatesByPatchWithoutAssignmentWhereThereIsNone() {
        answers(StandIn.error(204, ""));
        assertThat(writes.write(alone(UPDATE), StandIn.meter())).isInstanceOf(WriteResult.Written.class);

        var request = sent();
        assertThat(request.getMethod().value()).isEqualTo("PATCH");
        assertThat(request.getUrl()).isEqualTo("/services/data/v66.0/sobjects/Contact/" + Writing.CONTACT.value());
        assertThat(request.containsHeader("Sforce-Auto-Assign")).isFalse();
    }

    @Test
    void upsertsByAnEncodedKey() {
        answers(StandIn.error(200, "{\"id\":\"5003000000D8cuI\",\"success\":true,\"created\":false}"));
        writes.write(alone(UPSERT), StandIn.meter());

        assertThat(sent().getUrl()).isEqualTo("/services/data/v66.0/sobjects/Account/External_Key__c/a%2Fb%20c");
        assertThat(sent().getHeader("Sforce-Auto-Assign")).isEqualTo("TRUE");
    }

    @Test
    void namesTheRuleThatAssigns() {
        answers(StandIn.error(201, WRITTEN));
        var byRule = write("Case", new Operation.Create(new Once.LookUp(List.of())), new Assignment.ByRule(Writing.ID));
        writes.write(alone(byRule), StandIn.meter());

        assertThat(sent().getHeader("Sforce-Auto-Assign")).isEqualTo(Writing.ID.value());
    }

    @Test
    void writesValuesOfAllTypesInAscii() {
        answers(StandIn.error(201, WRITTEN));
        var values = new LinkedHashMap<String, Value>();
        values.put("A__c", new Value.Text("é\"\\\n日😀\ud800"));
        values.put("B__c", new Value.Decimal(new BigDecimal("1E+3")));
        values.put("C__c", new Value.Money("USD", new BigDecimal("12.50")));
        values.put("D__c", new Value.Bool(false));
        values.put("E__c", new Value.Null());
        values.put("F__c", new Value.Date(LocalDate.parse("2026-03-14")));
        values.put("G__c", new Value.DateTime(Instant.parse("2026-03-14T09:26:53Z")));
        values.put("H__c", new Value.Time(LocalTime.parse("09:26:53.100")));
        writes.write(alone(caseWith(values)), StandIn.meter());

        assertThat(sent().getBodyAsString()).isEqualTo("""
            {"A__c":"\\u00E9\\"\\\\\\n\\u65E5\\uD83D\\uDE00\\uD800","B__c":1000,"C__c":12.50,"D__c":false,"E__c":null,\
            "F__c":"2026-03-14","G__c":"2026-03-14T09:26:53Z","H__c":"09:26:53.100Z"}\
            """);
    }

    @Test
    void sendsAnIdempotencyKeyToTheUserInterfaceApi() {
        answers(StandIn.error(
                201, "{\"apiName\":\"Case\",\"fields\":{\"Id\":{\"value\":\"x\"}},\"id\":\"5003000000D8cuI\"}"));
        var byRules = write("Case", new Operation.Create(new Once.IdempotencyKey()), new Assignment.ByRules());

        assertThat(writes.write(once(byRules), StandIn.meter()))
                .isInstanceOfSatisfying(WriteResult.Written.class, written -> {
                    assertThat(written.records().getFirst().id()).isEqualTo(Writing.ID);
                    assertThat(written.records().getFirst().created()).isTrue();
                });
        var request = sent();
        assertThat(request.getUrl()).isEqualTo("/services/data/v66.0/ui-api/records");
        assertThat(request.getHeader("Idempotency-Key")).isEqualTo(Writing.UUID_4.toString());
        assertThat(request.getBodyAsString())
                .isEqualTo(
                        "{\"apiName\":\"Case\",\"useDefaultRule\":true,\"fields\":{\"Description\":\"Zaphod-7741\"}}");
    }

    @Test
    void sendsSeveralRecordsInOneRequest() {
        answers(CompositeAnswers.of(
                part(201, WRITTEN),
                part(204, "null"),
                part(201, "{\"id\":\"0013000000D8cuI\",\"success\":true,\"created\":true}")));
        var upsert = write(
                "Account",
                new Operation.Upsert("External_Key__c", new Value.Text("k")),
                new Assignment.ByRules(),
                Map.of("Last_Case__c", new Content.IdOf(0)));

        assertThat(writes.write(together(CREATE, UPDATE, upsert), StandIn.meter()))
                .isInstanceOfSatisfying(
                        WriteResult.Written.class,
                        written -> assertThat(written.records())
                                .extracting(record -> record.object().value() + " " + record.created())
                                .containsExactly("Case true", "Contact false", "Account true"));
        assertThat(sent().getUrl()).isEqualTo("/services/data/v66.0/composite");
        assertThat(sent().getBodyAsString()).isEqualTo("""
            {"allOrNone":true,"collateSubrequests":false,"compositeRequest":[\
            {"method":"POST","url":"/services/data/v66.0/sobjects/Case","referenceId":"r00000000000000000000000000000001",\
            "httpHeaders":{"Sforce-Auto-Assign":"FALSE"},"body":{"Description":"Zaphod-7741"}},\
            {"method":"PATCH","url":"/services/data/v66.0/sobjects/Contact/%s",\
            "referenceId":"r00000000000000000000000000000002","body":{"Description":"Zaphod-7741"}},\
            {"method":"PATCH","url":"/services/data/v66.0/sobjects/Account/External_Key__c/k",\
            "referenceId":"r00000000000000000000000000000003","httpHeaders":{"Sforce-Auto-Assign":"TRUE"},\
            "body":{"Last_Case__c":"@{r00000000000000000000000000000001.id}"}}]}\
            """.formatted(Writing.CONTACT.value()));
    }

    @Test
    void namesPartsDifferentlyEachTime() {
        answers(StandIn.error(500, "<html>"));
        var unpredictable = new RestSalesforceWrites(org.api, new Random(1));
        unpredictable.write(together(CREATE, UPDATE), StandIn.meter());
        unpredictable.write(together(CREATE, UPDATE), StandIn.meter());

        var bodies = org.server.findAll(anyRequestedFor(urlMatching(WRITES)));
        assertThat(bodies.get(0).getBodyAsString()).isNotEqualTo(bodies.get(1).getBodyAsString());
    }

    @Test
    void neverSendsATextThatCompositeWouldReplace() {
        var text = new Value.Text("see @{account.id}");
        for (var evil : List.of(
                caseWith(Map.of("Subject", text)),
                write("Account", new Operation.Upsert("External_Key__c", text), new Assignment.Keep()))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writes.write(together(CREATE, evil), StandIn.meter()))
                    .withMessageNotContaining("account");
        }
        assertThat(org.server.findAll(anyRequestedFor(urlMatching(WRITES)))).isEmpty();
    }

    @Test
    void refusesWhatPlanningRefuses() {
        var byRule = write("Case", new Operation.Create(new Once.IdempotencyKey()), new Assignment.ByRule(Writing.ID));
        var ofLater = write("Case", CREATE.operation(), new Assignment.Keep(), Map.of("ParentId", new Content.IdOf(1)));
        var relative = caseWith(Map.of(
                "Due_On__c", new Value.RelativeDate(DateLiteral.parse("TODAY").orElseThrow())));
        for (WriteRequest wrong : List.of(
                once(byRule),
                once(UPDATE),
                alone(ofLater),
                together(ofLater, CREATE),
                alone(relative),
                new WriteRequest(Collections.nCopies(26, CREATE), Optional.empty()))) {
            assertThatIllegalArgumentException().isThrownBy(() -> writes.write(wrong, StandIn.meter()));
        }
        assertThat(org.server.findAll(anyRequestedFor(urlMatching(WRITES)))).isEmpty();
    }

    @Test
    void doesNotBelieveTheIdOfARecordThatWasRolledBack() {
        answers(CompositeAnswers.of(
                part(201, WRITTEN),
                part(400, "[{\"errorCode\":\"STRING_TOO_LONG\",\"message\":\"x\",\"fields\":[\"Description\"]}]"),
                part(201, WRITTEN)));

        assertThat(writes.write(together(CREATE, UPSERT, CREATE), StandIn.meter()))
                .isInstanceOfSatisfying(
                        WriteResult.Refused.class,
                        refused -> assertThat(refused.index()).isEqualTo(1));
    }

    @Test
    void findsAnswersByTheirNames() {
        String swapped = part(201, WRITTEN).replace("NAME", "\"r00000000000000000000000000000003\"");
        String third = part(
                        400,
                        "[{\"errorCode\":\"DUPLICATE_VALUE\",\"message\":\"duplicate value found: Weir_Key__c"
                                + " duplicates value on record with id: 5003000000D8cuI\"}]")
                .replace("NAME", "\"r00000000000000000000000000000001\"");
        answers(CompositeAnswers.of(swapped, HALTED, third));

        assertThat(writes.write(together(CREATE, UPSERT, CREATE), StandIn.meter()))
                .isEqualTo(new WriteResult.KeyExists(0, Optional.of(Writing.ID)));
    }

    @Test
    void aMissingAnswerIsUnknown() {
        answers(CompositeAnswers.of(part(201, WRITTEN), part(204, "null")));

        assertThat(writes.write(together(CREATE, UPDATE, CREATE), StandIn.meter()))
                .isInstanceOf(WriteResult.Unknown.class);
    }

    @Test
    void anAnswerWithoutAStatusIsUnknown() {
        String odd = part(201, WRITTEN).replace("\"httpStatusCode\":201,", "");
        answers(CompositeAnswers.of(part(201, WRITTEN), odd, part(201, WRITTEN)));
        assertThat(writes.write(together(CREATE, CREATE, CREATE), StandIn.meter()))
                .isInstanceOf(WriteResult.Unknown.class);

        // one that certainly failed undid all
        answers(CompositeAnswers.of(part(400, "[{\"errorCode\":\"STRING_TOO_LONG\"}]"), odd, part(201, WRITTEN)));
        assertThat(writes.write(together(CREATE, CREATE, CREATE), StandIn.meter()))
                .isInstanceOf(WriteResult.Refused.class);
    }

    @Test
    void aRollbackWithoutAReasonHasWrittenNothing() {
        answers(CompositeAnswers.of(HALTED, HALTED, HALTED));

        assertThatExceptionOfType(SalesforceFailure.UnexpectedError.class)
                .isThrownBy(() -> writes.write(together(CREATE, UPDATE, CREATE), StandIn.meter()));
    }

    @Test
    void aTransactionThatIsRefusedAsAWholeHasWrittenNothing() {
        answers(CompositeAnswers.of(part(400, "[{\"errorCode\":\"LIMIT_EXCEEDED\",\"message\":\"x\"}]")
                .replace("NAME", "null")));
        assertThatExceptionOfType(SalesforceFailure.Misconfigured.class)
                .isThrownBy(() -> writes.write(together(CREATE, UPDATE, CREATE), StandIn.meter()));

        answers(StandIn.error(400, "JSON_PARSER_ERROR", "x"));
        assertThatExceptionOfType(SalesforceFailure.Misconfigured.class)
                .isThrownBy(() -> writes.write(together(CREATE, UPDATE, CREATE), StandIn.meter()));
    }

    private static RecordWrite caseWith(Map<String, Value> values) {
        var fields = new LinkedHashMap<String, Content>();
        values.forEach((name, value) -> fields.put(name, new Content.Literal(value)));
        return write("Case", CREATE.operation(), new Assignment.Keep(), fields);
    }

    private void answers(ResponseDefinitionBuilder response) {
        org.server.stubFor(any(urlMatching(WRITES)).willReturn(response));
    }

    private LoggedRequest sent() {
        var requests = org.server.findAll(anyRequestedFor(urlMatching(WRITES)));
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }
}
