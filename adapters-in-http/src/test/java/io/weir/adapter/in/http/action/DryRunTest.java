package io.weir.adapter.in.http.action;

import static io.weir.adapter.in.http.action.RunningActions.BODY;
import static io.weir.adapter.in.http.action.RunningActions.PATH;
import static io.weir.adapter.in.http.action.RunningActions.PHONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.openapi.ActionSchemas;
import io.weir.application.action.DryRunDataAction;
import io.weir.application.action.DryRunDataAction.DryRunResult;
import io.weir.domain.action.MemberName;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Dry runs of data actions over HTTP. */
final class DryRunTest {
    private final RunningActions actions = new RunningActions();

    @AfterEach
    void stop() {
        actions.close();
    }

    private static final DryRunResult READY = new DryRunResult.Ready(
            Map.of(
                    PHONE,
                    new Input.Text("+14155550100"),
                    new MemberName("tier"),
                    new Input.Numeric(new BigDecimal("5")),
                    new MemberName("vips"),
                    new Input.Many(List.of(new Input.Bool(true), new Input.Bool(false))),
                    new MemberName("pin"),
                    new Input.Text("4711")),
            Map.of(PHONE, List.of("+14155550100", "4155550100")),
            List.of(new DryRunDataAction.Step(
                    new MemberName("record"),
                    "SELECT Name FROM Contact WHERE Name = ?",
                    Optional.of("query_then_search"),
                    Optional.of(new MemberName("first")))),
            List.of(),
            List.of(new Problem("/phone", "is ambiguous")));

    @Test
    void describesARunForCallersThatMayExplain() {
        assertThat(actions.dryRunning(READY, AnswerStyle.DEFAULT).dryRun())
                .isEqualTo("{\"ok\":\"true\",\"dry_run\":\"true\",\"action\":\"caller-lookup\",\"version\":\"3\","
                        + "\"inputs\":{\"phone\":\"+14155550100\",\"tier\":\"5\",\"vips\":[\"true\",\"false\"]},"
                        + "\"searched\":{\"phone\":[\"+14155550100\",\"4155550100\"]},\"hidden\":[\"pin\"],"
                        + "\"steps\":[{\"name\":\"record\",\"strategy\":\"query_then_search\",\"asked_with\":\"first\","
                        + "\"shape\":\"SELECT Name FROM Contact WHERE Name = ?\"}],"
                        + "\"warnings\":[{\"location\":\"/phone\",\"message\":\"is ambiguous\"}]}");
        assertThat(actions.requests()).isEmpty();
    }

    @Test
    void describesARunInTheCallersProfile() {
        var style = new AnswerStyle(AnswerStyle.Profile.JSON, AnswerStyle.Errors.BY_STATUS, 0);

        assertThat(actions.dryRunning(READY, style).dryRun())
                .contains("{\"ok\":true,\"dry_run\":true,\"action\":\"caller-lookup\",\"version\":3,")
                .contains("\"tier\":5,\"vips\":[true,false]}");
    }

    @ParameterizedTest
    @EnumSource(AnswerStyle.Profile.class)
    void aDryRunsAnswerKeepsItsSchema(AnswerStyle.Profile profile) {
        var style = new AnswerStyle(profile, AnswerStyle.Errors.BY_STATUS, 0);
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ActionSchemas.dryRun(profile).toString(), InputFormat.JSON);

        assertThat(schema.validate(actions.dryRunning(READY, style).dryRun(), InputFormat.JSON))
                .isEmpty();
        assertThat(schema.validate(
                        actions.dryRunning(new DryRunResult.NoCallerId(), style).dryRun(), InputFormat.JSON))
                .isEmpty();
    }

    static Stream<Arguments> dryRuns() {
        var problem = List.of(new Problem("/query/fields/0", "Contact has no field Nope"));
        return Stream.of(
                arguments(new DryRunResult.NoCallerId(), 200, "\"outcome\":\"no_caller_id\""),
                arguments(new DryRunResult.Forbidden(), 403, "\"code\":\"forbidden\""),
                arguments(new DryRunResult.Invalid(problem), 200, "\"outcome\":\"invalid_input\""),
                arguments(new DryRunResult.Invalid(problem), 200, "Contact has no field Nope"),
                arguments(new DryRunResult.Unsuitable(problem), 500, "/query/fields/0: Contact has no field Nope"));
    }

    @ParameterizedTest
    @MethodSource("dryRuns")
    void tellsWhyADryRunWouldAskNothing(DryRunResult result, int status, String expected) {
        var answer = actions.dryRunning(result, AnswerStyle.DEFAULT)
                .send("POST", PATH + "?dry_run=true", BODY.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(expected);
        assertThat(actions.requests()).isEmpty();
    }
}
