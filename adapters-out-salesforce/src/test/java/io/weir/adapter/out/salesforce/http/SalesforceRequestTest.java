package io.weir.adapter.out.salesforce.http;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.helidon.http.Method;
import io.weir.adapter.out.salesforce.settings.Origin;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceRequestTest {
    private static final Origin ORG = new Origin("https", "acme.my.salesforce.com", 443);

    private final Session session = new Session("token", ORG, "", Instant.MAX);

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: hunter2", "a\nX: hunter2", "a\rX: hunter2", "a\u0000hunter2"})
    void noHeaderHoldsALineBreak(String value) {
        refuses(() -> new Session(value, ORG, "", Instant.MAX));
        refuses(() -> SalesforceRequest.get(Operation.DESCRIBE, session, "/").ifModifiedSince(value));
        refuses(() -> SalesforceRequest.write(Method.POST, session, "/", Map.of("Key", value), "", () -> {}));
        refuses(() -> SalesforceRequest.anonymous(Operation.VERSIONS, new Origin("https", value, 443), "/"));
        refuses(() -> SalesforceRequest.form(Operation.LOGIN, new Origin("https", value, 443), "/", ""));
    }

    private static void refuses(ThrowingCallable request) {
        assertThatIllegalArgumentException().isThrownBy(request).withMessageNotContaining("hunter2");
    }
}
