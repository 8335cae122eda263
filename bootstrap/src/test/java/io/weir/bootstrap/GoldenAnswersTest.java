package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.adapter.in.http.openapi.ActionSchemas;
import io.weir.bootstrap.wiring.ServedActions;
import io.weir.domain.caller.ActionName;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What flows get, byte by byte, from the sandbox as it is on one day: the ad-hoc query and every data action that comes
 * with Weir.
 */
class GoldenAnswersTest {
    private static final Clock DAY = Clock.fixed(Instant.parse("2026-01-31T10:00:00Z"), ZoneOffset.UTC);

    private static final ReadyWeir WEIR = ReadyWeir.start(Map.of(), DAY);

    @AfterAll
    static void stop() {
        WEIR.close();
    }

    /** A question, and the answer that it has always had. */
    record Golden(String name, String body, String answer) {
        @Override
        public String toString() {
            return name + " " + body;
        }
    }

    static List<Golden> goldens() throws IOException {
        var lines = Files.readAllLines(Path.of("src/test/resources/golden-answers.txt"));
        var goldens = new ArrayList<Golden>();
        for (int i = 0; i + 1 < lines.size(); i += 3) {
            int space = lines.get(i).indexOf(' ');
            goldens.add(
                    new Golden(lines.get(i).substring(0, space), lines.get(i).substring(space + 1), lines.get(i + 1)));
        }
        return goldens;
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void isAnsweredAsAlways(Golden golden) {
        var answer = post(golden.name(), golden.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().replaceAll("http://127\\.0\\.0\\.1:\\d+", "http://sandbox"))
                .isEqualTo(golden.answer());
        assertThat(answer.headers().firstValueAsLong("Content-Length"))
                .hasValue(answer.body().getBytes(StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void keepsTheSchemaOfItsAction(Golden golden) {
        if (!golden.name().equals(ActionName.AD_HOC)) {
            var action = ActionFolder.load(ServedActions.examples())
                    .named(new ActionName(golden.name()))
                    .orElseThrow();
            var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(ActionSchemas.answerSchema(action, Profile.CXONE), InputFormat.JSON);
            assertThat(schema.validate(golden.answer(), InputFormat.JSON)).isEmpty();
            assertThat(schema.validate(golden.answer().replace("\"ok\"", "\"okay\""), InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void everyAnswerIsAsTheDescriptionSays(Golden golden) {
        assertThat(notAsDescribed(golden.name(), post(golden.name(), golden.body())))
                .isEmpty();
        assertThat(notAsDescribed(golden.name(), post(golden.name(), "{\"nope\":1}")))
                .isEmpty();
        if (!golden.name().equals(ActionName.AD_HOC)) {
            var dryRun = post(golden.name() + "?dry_run=true", golden.body());
            assertThat(dryRun.body()).contains("\"dry_run\":\"true\"");
            assertThat(notAsDescribed(golden.name(), dryRun)).isEmpty();
        }
    }

    /** What of {@code answer} the API's description does not say. */
    private static List<Error> notAsDescribed(String name, HttpResponse<String> answer) {
        var mapper = new JsonMapper();
        var described = WEIR.get(WEIR.data("/openapi"));
        var document = mapper.readTree(described.body());
        var schema = mapper.createObjectNode();
        schema.set("components", document.get("components"));
        schema.putArray("allOf")
                .add(document.at("/paths/~1cxone~1data-action~1%s/post/responses/%d/content/application~1json/schema"
                        .formatted(name, answer.statusCode())));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON)
                .validate(answer.body(), InputFormat.JSON);
    }

    @Test
    void everyActionThatComesWithWeirIsAmongThem() throws IOException {
        assertThat(goldens())
                .extracting(Golden::name)
                .contains(ActionName.AD_HOC)
                .containsAll(ActionFolder.load(ServedActions.examples()).all().stream()
                        .map(action -> action.name().value())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+14155550100",
                "4155550100",
                "14155550100",
                "(415) 555-0100",
                "415.555.0100",
                "+1 415 555 0100",
                "01114155550100",
                "tel:+14155550100",
                "tel:14155550100",
                "sip:+14155550100@carrier.example;user=phone",
                "1-415-555-0100 ext. 7"
            })
    void everySpellingOfANumberFindsTheSameContact(String phone) {
        assertThat(post("caller-lookup", "{\"phone\":\"%s\"}".formatted(phone)).body())
                .contains("\"outcome\":\"found\"", "\"contactName\":\"Ada Okonkwo\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"anonymous", "Restricted", "", "unknown", "0000000000", "not a number"})
    void aWithheldNumberFindsNothingAndCostsNoCall(String phone) {
        long calls = WEIR.apiCalls();

        assertThat(post("caller-lookup", "{\"phone\":\"%s\"}".formatted(phone)).body())
                .contains("\"outcome\":\"no_caller_id\"", "\"contactName\":\"\"");
        assertThat(WEIR.apiCalls()).isEqualTo(calls);
    }

    private static HttpResponse<String> post(String name, String body) {
        return WEIR.run(name, body, "X-Request-Id", "golden-1");
    }
}
