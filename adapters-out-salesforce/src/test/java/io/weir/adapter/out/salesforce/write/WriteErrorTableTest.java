package io.weir.adapter.out.salesforce.write;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.weir.adapter.out.salesforce.write.Writing.CREATE;
import static io.weir.adapter.out.salesforce.write.Writing.UPDATE;
import static io.weir.adapter.out.salesforce.write.Writing.UPSERT;
import static io.weir.adapter.out.salesforce.write.Writing.alone;
import static io.weir.adapter.out.salesforce.write.Writing.once;
import static io.weir.adapter.out.salesforce.write.Writing.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.TestMeters;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.WriteResult;
import io.weir.domain.port.WriteResult.Refusal;
import io.weir.domain.write.WriteRequest;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers of Salesforce to a write, row by row, and what they mean. Whatever the answer, a write is sent once. */
class WriteErrorTableTest {
    private static final String WRITES = "/services/data/v66.0/.*";

    private final StandIn org = new StandIn();
    private final RestSalesforceWrites writes = new RestSalesforceWrites(org.api, new Random(5));

    @AfterEach
    void stop() {
        org.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        400 | REQUIRED_FIELD_MISSING                       | VALUES
        400 | FIELD_INTEGRITY_EXCEPTION                    | VALUES
        400 | STRING_TOO_LONG                              | VALUES
        400 | INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST      | VALUES
        400 | INVALID_CROSS_REFERENCE_KEY                  | VALUES
        404 | INVALID_CROSS_REFERENCE_KEY                  | VALUES
        400 | INVALID_FIELD_FOR_INSERT_UPDATE              | VALUES
        400 | NUMBER_OUTSIDE_VALID_RANGE                   | VALUES
        400 | INVALID_EMAIL_ADDRESS                        | VALUES
        400 | FIELD_FILTER_VALIDATION_EXCEPTION            | VALUES
        400 | JSON_PARSER_ERROR                            | VALUES
        400 | INVALID_FIELD                                | VALUES
        400 | MALFORMED_ID                                 | VALUES
        400 | INVALID_ID_FIELD                             | VALUES
        400 | MISSING_ARGUMENT                             | VALUES
        400 | A_CODE_OF_NEXT_YEAR                          | VALUES
        400 | FIELD_CUSTOM_VALIDATION_EXCEPTION            | VALIDATION_RULE
        400 | CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY         | TRIGGER_FAILED
        400 | CANNOT_EXECUTE_FLOW_TRIGGER                  | TRIGGER_FAILED
        400 | ENTITY_IS_DELETED                            | DELETED
        404 | ENTITY_IS_DELETED                            | DELETED
        400 | INSUFFICIENT_ACCESS_OR_READONLY              | NO_ACCESS
        403 | INSUFFICIENT_ACCESS_OR_READONLY              | NO_ACCESS
        400 | INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY| NO_ACCESS
        403 | INSUFFICIENT_ACCESS                          | NO_ACCESS
        400 | UNABLE_TO_LOCK_ROW                           | LOCKED
        500 | UNABLE_TO_LOCK_ROW                           | LOCKED
        """)
    void refusesARecord(int status, String code, Refusal refusal) {
        String body =
                "[{\"message\":\"Zaphod-7741: no\",\"errorCode\":\"%s\",\"fields\":[\"Description\",\"no name\"]}]"
                        .formatted(code);
        long before = counted(code);

        var alone = answered(StandIn.error(status, body), alone(CREATE));
        assertThat(alone).isInstanceOfSatisfying(WriteResult.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(refusal);
            assertThat(refused.index()).isZero();
            assertThat(refused.salesforceCode()).isEqualTo(code);
            assertThat(refused.fields()).containsExactly("Description");
            assertThat(refused.said().redacted(alone(CREATE))).isNotEmpty().doesNotContain("Zaphod");
            assertThat(refused.toString()).doesNotContain("Zaphod");
        });
        assertThat(counted(code)).isEqualTo(before + 1);
        assertThat(sent()).isEqualTo(1);

        var inComposite = answeredInTransaction(status, body);
        assertThat(inComposite)
                .isInstanceOfSatisfying(
                        WriteResult.Refused.class,
                        refused -> assertThat(List.of(refused.refusal(), refused.index()))
                                .isEqualTo(List.of(refusal, 1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        401 | INVALID_SESSION_ID                  | salesforce_access_denied
        403 | API_DISABLED_FOR_ORG                | salesforce_access_denied
        403 | API_CURRENTLY_DISABLED              | salesforce_access_denied
        403 |                                     | salesforce_access_denied
        403 | REQUEST_LIMIT_EXCEEDED              | salesforce_quota_exhausted
        404 | NOT_FOUND                           | salesforce_misconfigured
        404 |                                     | salesforce_misconfigured
        405 | METHOD_NOT_ALLOWED                  | salesforce_misconfigured
        302 |                                     | salesforce_misconfigured
        410 | UNSUPPORTED_API_VERSION             | salesforce_misconfigured
        429 |                                     | salesforce_throttled
        503 | SERVER_UNAVAILABLE                  | salesforce_unavailable
        503 | ORG_IN_MAINTENANCE                  | salesforce_unavailable
        503 | FUNCTIONALITY_TEMPORARILY_UNAVAILABLE | salesforce_unavailable
        """)
    void certainlyNothingIsWritten(int status, String code, String failure) {
        answers(error(status, code));

        var thrown = catchThrowableOfType(SalesforceFailure.class, () -> writes.write(alone(CREATE), StandIn.meter()));

        assertThat(thrown.code()).isEqualTo(failure);
        // only an expired session is renewed, and the request sent again
        assertThat(sent()).isEqualTo(status == 401 ? 2 : 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        400 | REQUEST_RUNNING_TOO_LONG | salesforce_unavailable
        503 | REQUEST_RUNNING_TOO_LONG | salesforce_unavailable
        500 | UNKNOWN_EXCEPTION        | salesforce_error
        500 |                          | salesforce_error
        502 |                          | salesforce_unavailable
        503 |                          | salesforce_unavailable
        504 |                          | salesforce_unavailable
        408 |                          | salesforce_unavailable
        """)
    void whetherSomethingIsWrittenIsUnknown(int status, String code, String failure) {
        for (var request :
                List.of(alone(CREATE), alone(UPDATE), alone(UPSERT), once(CREATE), together(CREATE, UPDATE))) {
            assertThat(answered(error(status, code), request))
                    .isInstanceOfSatisfying(
                            WriteResult.Unknown.class,
                            unknown -> assertThat(unknown.failure().code()).isEqualTo(failure));
            assertThat(sent()).isEqualTo(1);
            org.server.resetRequests();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>logged out</html>",
                "{\"id\":\"5003000000D8cuI\"",
                "{\"id\":\"nobody\",\"success\":true}",
                "{\"success\":true}",
                "[]",
                "{} {}"
            })
    void anUnreadableSuccessIsUnknown(String body) {
        for (var request : List.of(alone(CREATE), alone(UPSERT), once(CREATE))) {
            assertThat(answered(StandIn.error(201, body), request))
                    .isInstanceOfSatisfying(
                            WriteResult.Unknown.class,
                            unknown -> assertThat(unknown.failure())
                                    .isInstanceOf(SalesforceFailure.Unreadable.class)
                                    .hasMessageNotContaining("nobody"));
        }
        assertThat(answered(StandIn.error(200, body), together(CREATE, UPDATE)))
                .isInstanceOf(WriteResult.Unknown.class);
    }

    @Test
    void aSuccessThatSaysItIsNoneIsARefusal() {
        var result = answered(
                StandIn.error(
                        201,
                        "{\"id\":null,\"success\":false,\"errors\":[{\"statusCode\":\"STRING_TOO_LONG\",\"message\":\"too"
                            + " long\",\"fields\":[\"Subject\"]}]}"),
                alone(CREATE));

        assertThat(result)
                .isInstanceOfSatisfying(
                        WriteResult.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.VALUES));
    }

    @Test
    void tellsTheRecordThatHasTheKey() {
        for (String end : List.of("", " or something", ".")) {
            assertThat(answered(duplicateValue("weir_key__c", "5003000000D8cuI" + end), alone(CREATE)))
                    .isEqualTo(new WriteResult.KeyExists(0, Optional.of(Writing.ID)));
        }
        assertThat(answered(duplicateValue("<unknown>", "<unknown>"), alone(CREATE)))
                .isEqualTo(new WriteResult.KeyExists(0, Optional.empty()));
        assertThat(answered(StandIn.error(400, "DUPLICATE_VALUE", "worded otherwise"), alone(CREATE)))
                .isEqualTo(new WriteResult.KeyExists(0, Optional.empty()));
    }

    @Test
    void aTakenValueOfAnotherFieldIsAWrongValue() {
        assertThat(answered(duplicateValue("Email__c", "5003000000D8cuI"), alone(CREATE)))
                .isInstanceOfSatisfying(WriteResult.Refused.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.VALUES);
                    assertThat(refused.fields()).containsExactly("Email__c");
                });
    }

    @Test
    void anUpsertThatLostARaceMaySucceedLater() {
        assertThat(answered(duplicateValue("External_Key__c", "5003000000D8cuI"), alone(UPSERT)))
                .isInstanceOfSatisfying(
                        WriteResult.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.LOCKED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY | CaseTrigger: AfterInsert caused by: UNABLE_TO_LOCK_ROW, unable to obtain
        CANNOT_EXECUTE_FLOW_TRIGGER          | The flow failed: UNABLE_TO_LOCK_ROW: unable to obtain exclusive access
        """)
    void aTriggerOrFlowThatMetALockedRecordMaySucceedLater(String code, String message) {
        assertThat(answered(StandIn.error(400, code, message), alone(CREATE)))
                .isInstanceOfSatisfying(
                        WriteResult.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.LOCKED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Email: invalid email address: UNABLE_TO_LOCK_ROW",
                "Email: invalid email address: UNABLE_TO_LOCK_ROW, unable to obtain",
                "Email: invalid email address: Idempotency-Key",
                "Email: invalid email address: not supported in UI API"
            })
    void aValueThatTheMessageQuotesDecidesNothing(String message) {
        for (var request : List.of(alone(CREATE), once(CREATE))) {
            assertThat(answered(StandIn.error(400, "INVALID_EMAIL_ADDRESS", message), request))
                    .isInstanceOfSatisfying(
                            WriteResult.Refused.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.VALUES));
        }
    }

    @Test
    void aRecordToUpdateThatIsNotThereIsDeleted() {
        assertThat(answered(StandIn.error(404, "NOT_FOUND", "The requested resource does not exist"), alone(UPDATE)))
                .isInstanceOfSatisfying(
                        WriteResult.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.DELETED));
    }

    @Test
    void aKeyOfSeveralRecordsNamesItsField() {
        assertThat(answered(StandIn.error(300, "[\"/services/data/v66.0/sobjects/Account/001\"]"), alone(UPSERT)))
                .isInstanceOfSatisfying(WriteResult.Refused.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.VALUES);
                    assertThat(refused.salesforceCode()).isEqualTo("DUPLICATE_EXTERNAL_ID");
                    assertThat(refused.fields()).containsExactly("External_Key__c");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"duplicateResut", "duplicateResult"})
    void tellsTheFirstRecordOfADuplicateRule(String member) {
        String body = """
            [{"%s":{"allowSave":false,"duplicateRule":"Cases","matchResults":[{"entityType":"Case","errors":[],\
            "matchRecords":[{"matchConfidence":100.0,"record":{"attributes":{"type":"Case","url":"/x"},\
            "Id":"5003000000D8cuI","Name":"Zaphod"}},{"record":{"Id":"5003000000D8cuJ"}}],"success":true}]},\
            "message":"Use one of these records?","errorCode":"DUPLICATES_DETECTED"}]\
            """.formatted(member);

        assertThat(answered(StandIn.error(400, body), alone(CREATE)))
                .isEqualTo(new WriteResult.DuplicateFound(0, Optional.of(Writing.ID)));
        assertThat(answered(StandIn.error(400, "DUPLICATES_DETECTED", "no details"), alone(CREATE)))
                .isEqualTo(new WriteResult.DuplicateFound(0, Optional.empty()));
    }

    @Test
    void readsTheErrorsOfTheUserInterfaceApi() {
        String body = """
            [{"message":"An error occurred while trying to create the record.","errorCode":"INVALID_INPUT",\
            "statusCode":400,"enhancedErrorType":"RecordError","output":{"errors":[],"fieldErrors":{"Subject":[\
            {"constituentField":null,"duplicateRecordError":null,"errorCode":"STRING_TOO_LONG","field":"Subject",\
            "fieldLabel":"Subject","message":"Zaphod is too long"}]}}}]\
            """;

        assertThat(answered(StandIn.error(400, body), once(CREATE)))
                .isInstanceOfSatisfying(WriteResult.Refused.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.VALUES);
                    assertThat(refused.salesforceCode()).isEqualTo("STRING_TOO_LONG");
                    assertThat(refused.fields()).containsExactly("Subject");
                });
    }

    @Test
    void readsADuplicateOfTheUserInterfaceApi() {
        String body = """
            [{"message":"no","statusCode":400,"output":{"fieldErrors":{},"errors":[{"errorCode":"DUPLICATES_DETECTED",\
            "field":null,"message":"x","duplicateRecordError":{"matchResults":[{"apiName":"Case",\
            "matchRecordIds":["5003000000D8cuI"]}]}}]}}]\
            """;

        assertThat(answered(StandIn.error(400, body), once(CREATE)))
                .isEqualTo(new WriteResult.DuplicateFound(0, Optional.of(Writing.ID)));
    }

    @Test
    void tellsAnIdempotencyKeyThatAnotherRequestHad() {
        assertThat(answered(StandIn.error(422, "INVALID_INPUT", "used before"), once(CREATE)))
                .isInstanceOfSatisfying(
                        WriteResult.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.KEY_REUSED));
    }

    @Test
    void anEarlierRequestWithTheKeyThatStillRunsIsUnknown() {
        assertThat(answered(StandIn.error(409, "CONFLICT", "still running"), once(CREATE)))
                .isInstanceOf(WriteResult.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        INVALID_INPUT | The Idempotency-Key header isn't supported by this resource.
        INVALID_TYPE  | Object Task is not supported in UI API
        """)
    void anObjectThatTakesNoIdempotencyKeyIsAMistakeOfTheOperator(String code, String message) {
        answers(StandIn.error(400, code, message));

        var thrown = catchThrowableOfType(
                SalesforceFailure.Misconfigured.class, () -> writes.write(once(CREATE), StandIn.meter()));
        assertThat(thrown).hasMessageContaining("no idempotency key for records of Case");
    }

    @Test
    void aRenewedSessionSendsTheWriteAgain() {
        org.server.stubFor(post(urlPathEqualTo("/services/data/v66.0/sobjects/Case"))
                .inScenario("sessions")
                .whenScenarioStateIs("Started")
                .willReturn(StandIn.error(401, "INVALID_SESSION_ID", "Session expired or invalid"))
                .willSetStateTo("renewed"));
        org.server.stubFor(post(urlPathEqualTo("/services/data/v66.0/sobjects/Case"))
                .inScenario("sessions")
                .whenScenarioStateIs("renewed")
                .willReturn(StandIn.error(201, "{\"id\":\"5003000000D8cuI\",\"success\":true}")));
        var meter = StandIn.meter();

        assertThat(writes.write(alone(CREATE), meter)).isInstanceOf(WriteResult.Written.class);
        assertThat(meter.apiCalls()).isEqualTo(2);
        assertThat(meter.attempts()).isEqualTo(1);
    }

    @Test
    void aSessionThatCannotBeRenewedHasWrittenNothing() {
        answers(StandIn.error(401, "INVALID_SESSION_ID", "Session expired or invalid"));
        org.api.logIn(StandIn.meter());
        org.server.stubFor(post(StandIn.TOKEN_PATH).willReturn(StandIn.error(400, "{\"error\":\"invalid_client\"}")));

        var thrown = catchThrowableOfType(SalesforceFailure.class, () -> writes.write(alone(CREATE), StandIn.meter()));
        assertThat(thrown.code()).isEqualTo("salesforce_login_refused");
    }

    private static ResponseDefinitionBuilder duplicateValue(String field, String id) {
        return StandIn.error(
                400,
                "DUPLICATE_VALUE",
                "duplicate value found: %s duplicates value on record with id: %s".formatted(field, id));
    }

    private static ResponseDefinitionBuilder error(int status, @Nullable String code) {
        return code == null ? StandIn.error(status, "<html>") : StandIn.error(status, code, "no");
    }

    private WriteResult answered(ResponseDefinitionBuilder response, WriteRequest request) {
        answers(response);
        return writes.write(request, StandIn.meter());
    }

    private void answers(ResponseDefinitionBuilder response) {
        org.server.stubFor(any(urlMatching(WRITES)).willReturn(response));
    }

    /** The second of three records is refused with {@code body}. */
    private WriteResult answeredInTransaction(int status, String body) {
        org.server.stubFor(post(urlPathEqualTo("/services/data/v66.0/composite"))
                .willReturn(CompositeAnswers.of(CompositeAnswers.HALTED, status, body, CompositeAnswers.HALTED)));
        return new RestSalesforceWrites(org.api, CompositeAnswers.names())
                .write(together(CREATE, UPSERT, CREATE), StandIn.meter());
    }

    private int sent() {
        return org.server.findAll(anyRequestedFor(urlMatching(WRITES))).size();
    }

    private static long counted(String code) {
        boolean known = !code.equals("A_CODE_OF_NEXT_YEAR");
        return TestMeters.count(
                "weir_salesforce_requests_total", "operation", "write", "error_code", known ? code : "other");
    }
}
