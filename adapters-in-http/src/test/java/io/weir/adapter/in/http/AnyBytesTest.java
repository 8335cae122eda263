package io.weir.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.webhook.WebhookTest;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever is sent, there is an answer, and it blames the caller. */
final class AnyBytesTest {
    private static final RunningWeir WEIR = RunningWeir.with();

    @AfterContainer
    static void stop() {
        WEIR.close();
    }

    @Property(tries = 300)
    void blamesTheCallerForAnyBytes(@ForAll byte[] body) {
        assertThat(WEIR.send("POST", RunningWeir.AD_HOC, body).statusCode()).isEqualTo(400);
    }

    @Property(tries = 300)
    void blamesTheCallerForDamagedRequests(@ForAll @IntRange(max = 299) int at, @ForAll byte damage) {
        byte[] body = WebhookTest.TUTORIAL.getBytes(StandardCharsets.UTF_8);
        body[at % body.length] = damage;

        var answer = WEIR.send("POST", RunningWeir.AD_HOC, body);

        // damage to expected_schema may leave a good schema that no answer keeps
        assertThat(answer.statusCode()).isIn(200, 400, 502);
        assertThat(answer.body())
                .matches("\\{\"records\".*|.*\"code\":\"(malformed_json|invalid_.*|answer_broke.*)\".*");
    }
}
