package io.weir.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.bootstrap.config.Config.Access;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which credentials the status shows. */
class StatusReportTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

    @Test
    void aCredentialThatEndsSoonOrHasEndedIsAProblem() {
        var ended = NOW.minus(Duration.ofDays(1));
        var soon = NOW.plus(Duration.ofDays(14));
        var access = new Access.Named(
                List.of(new CallerAccess(
                        new AuthenticatedCaller(Caller.unrestricted("ivr", QueryPolicy.DEFAULT), AnswerStyle.DEFAULT),
                        List.of(
                                key("ended", ended),
                                key("soon", soon),
                                key("later", soon.plusSeconds(1)),
                                key("never", CallerCredential.NEVER)),
                        List.of(),
                        CallerLimits.NONE)),
                List.of());

        assertThat(StatusReport.expiringCredentials(access, NOW))
                .containsExactly(
                        new StatusProblem(
                                ProblemKind.CREDENTIAL_EXPIRES,
                                ended,
                                "the credential ivr/ended expired at 2026-01-30T10:00:00Z; add a new one for its"
                                        + " caller"),
                        new StatusProblem(
                                ProblemKind.CREDENTIAL_EXPIRES,
                                NOW,
                                "the credential ivr/soon expires at 2026-02-14T10:00:00Z; add a new one for its"
                                        + " caller"));
    }

    private static CallerCredential key(String id, Instant expires) {
        return new CallerCredential.Key(id, KeyHash.of("a key with more than thirty-two characters"), expires);
    }
}
