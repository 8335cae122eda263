package io.weir.adapter.in.http.admin;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.Execution.Served;
import io.weir.domain.limit.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A run that a test changes in what matters to it. */
record SampleRun(
        String requestId,
        Instant startedAt,
        String action,
        String caller,
        String soqlShape,
        String outcome,
        String businessOutcome,
        Served served,
        int millis,
        List<Phase> phases) {
    static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    /** A run of an ad-hoc query that began {@code second} seconds after {@link #START}. */
    static SampleRun of(String requestId, int second) {
        return new SampleRun(
                requestId,
                START.plusSeconds(second),
                "salesforce-query",
                "tester",
                "SELECT Id FROM Contact WHERE Phone = ?",
                Execution.ANSWERED,
                "",
                Served.FRESH,
                12,
                List.of());
    }

    SampleRun at(Instant time) {
        return new SampleRun(
                requestId, time, action, caller, soqlShape, outcome, businessOutcome, served, millis, phases);
    }

    SampleRun action(String name, String answer) {
        return new SampleRun(requestId, startedAt, name, caller, soqlShape, outcome, answer, served, millis, phases);
    }

    SampleRun caller(String name) {
        return new SampleRun(
                requestId, startedAt, action, name, soqlShape, outcome, businessOutcome, served, millis, phases);
    }

    SampleRun shape(String soql) {
        return new SampleRun(
                requestId, startedAt, action, caller, soql, outcome, businessOutcome, served, millis, phases);
    }

    SampleRun failed(String code) {
        return new SampleRun(requestId, startedAt, action, caller, soqlShape, code, "", served, millis, phases);
    }

    SampleRun served(Served place) {
        return new SampleRun(
                requestId, startedAt, action, caller, soqlShape, outcome, businessOutcome, place, millis, phases);
    }

    SampleRun took(int time) {
        return new SampleRun(
                requestId, startedAt, action, caller, soqlShape, outcome, businessOutcome, served, time, phases);
    }

    SampleRun phases(Phase... parts) {
        return new SampleRun(
                requestId,
                startedAt,
                action,
                caller,
                soqlShape,
                outcome,
                businessOutcome,
                served,
                millis,
                List.of(parts));
    }

    Execution made() {
        return new Execution(
                startedAt,
                requestId,
                action,
                caller,
                served,
                soqlShape,
                Duration.ofMillis(millis),
                3,
                false,
                2,
                1,
                outcome,
                Optional.empty(),
                ContactHash.NONE,
                Optional.empty(),
                businessOutcome,
                phases,
                "");
    }
}
