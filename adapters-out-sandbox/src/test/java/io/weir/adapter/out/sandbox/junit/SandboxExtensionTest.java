package io.weir.adapter.out.sandbox.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.Sandbox;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.SmallOrg;
import io.weir.adapter.out.sandbox.call.RecordedCall;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxExtensionTest {
    private static final String QUERY = "SELECT Id FROM Contact LIMIT 1";

    /** The tokens of all tests; two tests never see the same one. */
    private static final Set<String> REFRESH_TOKENS = ConcurrentHashMap.newKeySet();

    @Nested
    @ExtendWith(SandboxExtension.class)
    class WithAContactCentre {
        private final Sandbox injected;

        WithAContactCentre(Sandbox injected) {
            this.injected = injected;
        }

        @BeforeEach
        void callOnce(URI baseUri) {
            new SandboxClient(baseUri).query(QUERY);
        }

        @AfterEach
        void isStillTheSame(Sandbox sandbox) {
            assertThat(sandbox).isSameAs(injected);
        }

        @RepeatedTest(2)
        void eachTestHasItsOwn(Sandbox sandbox, URI baseUri) {
            assertThat(sandbox).isSameAs(injected).returns(baseUri, Sandbox::baseUri);
            assertThat(sandbox.soql()).containsExactly(QUERY);
            assertThat(REFRESH_TOKENS.add(sandbox.refreshToken())).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"one", "two"})
        void eachInvocationToo(String value, Sandbox sandbox) {
            assertThat(value).isNotEmpty();
            assertThat(sandbox.soql()).containsExactly(QUERY);
            assertThat(REFRESH_TOKENS.add(sandbox.refreshToken())).isTrue();
        }

        @Nested
        class Inside {
            @Test
            void nestedClassesShareTheExtensionButNoSandbox(Sandbox sandbox) {
                assertThat(sandbox).isSameAs(injected);
                assertThat(sandbox.calls()).extracting(RecordedCall::status).containsExactly(200, 200);
                assertThat(REFRESH_TOKENS.add(sandbox.refreshToken())).isTrue();
            }
        }
    }

    @Nested
    class WithAnotherOrg {
        @RegisterExtension
        static final SandboxExtension SMALL = SandboxExtension.from(SmallOrg::create)
                .with(SandboxSettings.onPort(0).withPageSize(1))
                .at(Instant.parse("2030-06-01T00:00:00Z"));

        @Test
        void servesIt(Sandbox sandbox) {
            assertThat(new SandboxClient(sandbox.baseUri()).query("SELECT Id FROM Thing__c"))
                    .containsEntry("done", false);
            assertThat(sandbox.clock().instant()).isEqualTo("2030-06-01T00:00:00Z");
            assertThat(sandbox.calls()).hasSize(2);
        }
    }
}
