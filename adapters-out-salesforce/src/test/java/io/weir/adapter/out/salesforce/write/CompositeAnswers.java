package io.weir.adapter.out.salesforce.write;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Answers to composite requests whose parts are called {@code r0…01}, {@code r0…02}, {@code r0…03}. */
final class CompositeAnswers {
    static final String HALTED = part(
            400,
            "[{\"errorCode\":\"PROCESSING_HALTED\",\"message\":\"The transaction was rolled back since another"
                    + " operation in the same transaction failed.\"}]");

    private CompositeAnswers() {}

    /** Names the parts of requests, and begins anew with each request of three. */
    static RandomGenerator names() {
        var calls = new AtomicLong();
        return () -> {
            // two numbers make a name, of which the second counts
            long call = calls.getAndIncrement() % 6;
            return call % 2 == 0 ? 0 : call / 2 + 1;
        };
    }

    /** Three parts, of which the second has {@code status} and {@code body}. */
    static ResponseDefinitionBuilder of(String first, int status, String body, String third) {
        return of(first, part(status, body), third);
    }

    /** Up to three parts in order, made by {@link #part}. */
    static ResponseDefinitionBuilder of(String... parts) {
        var named = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            named.append(i == 0 ? "" : ",").append(parts[i].replace("NAME", "\"r%032x\"".formatted(i + 1)));
        }
        return okJson("{\"compositeResponse\":[" + named + "]}");
    }

    static String part(int status, String body) {
        return "{\"body\":%s,\"httpHeaders\":{},\"httpStatusCode\":%d,\"referenceId\":NAME}".formatted(body, status);
    }
}
