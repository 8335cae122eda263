package io.weir.adapter.in.http.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.SampleActions;
import io.weir.adapter.in.http.ScriptedActions;
import io.weir.adapter.in.http.auth.TestCallers;
import io.weir.application.action.RunDataAction;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.DataAction;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that ask for one of two versions of a data action. */
class ActionVersionsTest {
    private static final DataAction NEWEST = RunningActions.LOOKUP;
    private static final DataAction FORMER = new DataAction(
            NEWEST.name(),
            2,
            "",
            NEWEST.inputs(),
            NEWEST.groups(),
            NEWEST.steps(),
            List.of(),
            List.of(SampleActions.output("contactName", ActionOutput.Type.STRING)),
            List.of(),
            DataAction.Bounds.DEFAULT);

    private static final DataAction FORMER_SECRET = new DataAction(
            RunningActions.SECRET.name(),
            2,
            "",
            NEWEST.inputs(),
            NEWEST.groups(),
            NEWEST.steps(),
            List.of(),
            List.of(SampleActions.output("contactName", ActionOutput.Type.STRING)),
            List.of(),
            DataAction.Bounds.DEFAULT);

    private final List<RunDataAction.Request> runs = new CopyOnWriteArrayList<>();
    private final RunningWeir weir = RunningWeir.serving(
            ScriptedActions.of(SampleActions.catalogOf(NEWEST, FORMER, RunningActions.SECRET, FORMER_SECRET), run -> {
                runs.add(run);
                return RunningActions.FOUND;
            }),
            TestCallers.anyone(RunningActions.FLOW),
            UnknownInputs.REFUSE);

    @AfterEach
    void stop() {
        weir.close();
    }

    private HttpResponse<String> post(String path, String... headers) {
        return weir.send("POST", path, RunningActions.BODY.getBytes(StandardCharsets.UTF_8), headers);
    }

    @ParameterizedTest
    @CsvSource({"'',3", "?version=3,3", "?version=2,2"})
    void theUrlSaysWhichVersionAnswersAndTheNewestIsTheDefault(String parameters, int version) {
        assertThat(post(RunningActions.PATH + parameters)).returns(200, HttpResponse::statusCode);
        assertThat(runs)
                .singleElement()
                .satisfies(run -> assertThat(run.action().version()).isEqualTo(version));
        assertThat(weir.audited)
                .singleElement()
                .satisfies(entry -> assertThat(entry.asked().version()).isEqualTo(version));
    }

    @Test
    void aHeaderSaysItToo() {
        var answer = post(RunningActions.PATH, "X-Action-Version", "2");
        assertThat(answer.body()).contains("\"contactName\"").doesNotContain("\"vip\"");
        assertThat(post(RunningActions.PATH + "?version=2", "X-Action-Version", "2")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anUnknownVersionIsA404ThatNamesTheKnownOnes() {
        assertThat(post(RunningActions.PATH + "?version=1"))
                .returns(404, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body())
                        .contains("\"code\":\"unknown_action\"", "caller-lookup has no such version; it has 3, 2")
                        .contains("\"vip\":\"\""));
        assertThat(runs).isEmpty();
        assertThat(weir.audited)
                .singleElement()
                .satisfies(entry -> assertThat(entry.asked().version()).isZero());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?version=0 | ?version is no version; a version is a whole number from 1, without zeros in front",
                "?version=latest | ?version is no version; a version is a whole number from 1, without zeros in front",
                "?version=-1 | ?version is no version; a version is a whole number from 1, without zeros in front",
                "?version=02 | ?version is no version; a version is a whole number from 1, without zeros in front",
                "?version= | ?version is blank; send a version such as 1, or leave it out for the newest",
                "?version=%20 | ?version is blank; send a version such as 1, or leave it out for the newest",
                "?version=2&version=3 | ?version is sent 2 times; send it once",
                "?version=2&version=2 | ?version is sent 2 times; send it once"
            })
    void anUnreadableVersionIsA400(String parameters, String detail) {
        assertThat(post(RunningActions.PATH + parameters))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body())
                        .contains("\"code\":\"invalid_parameter\"", "\"detail\":\"" + detail + "\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | ?version and X-Action-Version ask for different versions; send one of them",
                "x | X-Action-Version is no version; a version is a whole number from 1, without zeros in front",
                "'2, 3' | X-Action-Version is no version; a version is a whole number from 1, without zeros in front",
                "' ' | X-Action-Version is blank; send a version such as 1, or leave it out for the newest"
            })
    void theHeaderIsCheckedBesideTheUrl(String header, String detail) {
        assertThat(post(RunningActions.PATH + "?version=3", "X-Action-Version", header))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("\"detail\":\"" + detail + "\""));
    }

    @Test
    void theHeaderIsSentOnce() {
        assertThat(post(RunningActions.PATH, "X-Action-Version", "3", "X-Action-Version", "3"))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body())
                        .contains("\"detail\":\"X-Action-Version is sent 2 times; send it once\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "4294967298", "99999999999999999999999999"})
    void aVersionThatNoActionCanHaveIsNotServed(String version) {
        assertThat(post(RunningActions.PATH + "?version=" + version))
                .returns(404, HttpResponse::statusCode)
                .satisfies(
                        answer -> assertThat(answer.body()).contains("caller-lookup has no such version; it has 3, 2"));
    }

    @Test
    void permissionsGoByNameAndShowNoVersions() {
        for (String version : List.of("1", "2", "x")) {
            assertThat(post("/cxone/data-action/secret-lookup?version=" + version))
                    .returns(403, HttpResponse::statusCode)
                    .satisfies(answer -> assertThat(answer.body()).doesNotContain("vip", "has 3"));
        }
    }
}
