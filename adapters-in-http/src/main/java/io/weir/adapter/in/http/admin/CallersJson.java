package io.weir.adapter.in.http.admin;

import io.weir.adapter.in.http.caller.AddressRange;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.domain.caller.Caller;
import io.weir.domain.limit.CallerCalls;
import io.weir.domain.status.CallerWatch;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /callers}. Public for JSON binding only.
 *
 * @param authenticationFailures the requests of nobody known, by reason
 */
@JsonbPropertyOrder({"callers", "authenticationFailures"})
public record CallersJson(List<CallerJson> callers, Map<String, Long> authenticationFailures) {
    /**
     * One caller: its rights and limits, and its requests since the start.
     *
     * @param writes patterns of the data actions that it may run although they write
     * @param calls such as {@code 20000/day}; null without a limit
     * @param callsUsed the API requests that it has used in the last 24 hours, in all Weirs of the fleet
     * @param callsFreeAt when the oldest of them no longer count; null while none is in the ledger
     * @param rate such as {@code 50/s}; null without a limit, like {@code burst} and {@code concurrency}
     * @param recent what it asked lately; null where that is unknown
     * @param limitedSince when its limits began to refuse much of what it asks; null while they do not
     */
    @JsonbNillable
    @JsonbPropertyOrder({
        "name",
        "actions",
        "writes",
        "adHoc",
        "dryRun",
        "calls",
        "callsUsed",
        "callsFreeAt",
        "rate",
        "burst",
        "concurrency",
        "addresses",
        "inFlight",
        "recent",
        "limitedSince",
        "requests",
        "outcomes",
        "credentials"
    })
    public record CallerJson(
            String name,
            List<String> actions,
            List<String> writes,
            boolean adHoc,
            boolean dryRun,
            @Nullable String calls,
            long callsUsed,
            @Nullable Instant callsFreeAt,
            @Nullable String rate,
            @Nullable Long burst,
            @Nullable Integer concurrency,
            List<String> addresses,
            int inFlight,
            @Nullable RecentJson recent,
            @Nullable Instant limitedSince,
            long requests,
            Map<String, Long> outcomes,
            List<CredentialJson> credentials) {
        /** A caller of the configuration. */
        static CallerJson of(
                CallerAccess access,
                CallerCalls calls,
                int inFlight,
                CallerWatch.@Nullable Recent recent,
                Map<String, Long> outcomes) {
            var caller = access.caller().caller();
            var limits = access.limits();
            return new CallerJson(
                    caller.name(),
                    caller.actions().allowed(),
                    caller.writes().allowed(),
                    caller.adHoc() instanceof Caller.AdHoc.Within,
                    caller.mayExplain(),
                    caller.callsADay() == Caller.ANY_CALLS ? null : caller.callsADay() + "/day",
                    calls.used(caller.name()),
                    calls.freesAt(caller.name()).orElse(null),
                    limits.rate().isAny() ? null : limits.rate().text(),
                    limits.rate().isAny() ? null : limits.rate().burst(),
                    limits.concurrency() == CallerLimits.NONE.concurrency() ? null : limits.concurrency(),
                    access.addresses().stream().map(AddressRange::toString).toList(),
                    inFlight,
                    RecentJson.of(recent),
                    limitedSince(recent),
                    sum(outcomes),
                    outcomes,
                    access.credentials().stream().map(CredentialJson::of).toList());
        }

        /** A caller that is not in the configuration, such as {@code unknown}. */
        static CallerJson unconfigured(String name, CallerWatch.@Nullable Recent recent, Map<String, Long> outcomes) {
            return new CallerJson(
                    name,
                    List.of(),
                    List.of(),
                    false,
                    false,
                    null,
                    0,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    0,
                    RecentJson.of(recent),
                    limitedSince(recent),
                    sum(outcomes),
                    outcomes,
                    List.of());
        }

        private static @Nullable Instant limitedSince(CallerWatch.@Nullable Recent recent) {
            return recent == null ? null : recent.limitedSince().orElse(null);
        }

        private static long sum(Map<String, Long> outcomes) {
            return outcomes.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * What a caller asked lately.
     *
     * @param seconds over which the requests are counted, 60 at most
     * @param refused those that its limits refused
     */
    @JsonbNillable
    @JsonbPropertyOrder({"seconds", "requests", "refused"})
    public record RecentJson(long seconds, long requests, long refused) {
        static @Nullable RecentJson of(CallerWatch.@Nullable Recent recent) {
            return recent == null
                    ? null
                    : new RecentJson(recent.time().toSeconds(), recent.requests(), recent.refused());
        }
    }

    /**
     * A credential, without what is secret of it.
     *
     * @param expires null if it does not
     */
    @JsonbNillable
    @JsonbPropertyOrder({"id", "kind", "expires"})
    public record CredentialJson(
            String id, String kind, @Nullable Instant expires) {
        static CredentialJson of(CallerCredential credential) {
            return new CredentialJson(
                    credential.id(),
                    switch (credential) {
                        case CallerCredential.Key _ -> "key";
                        case CallerCredential.Password _ -> "password";
                        case CallerCredential.Signature _ -> "signature";
                        case CallerCredential.Token _ -> "token";
                        case CallerCredential.Certificate _ -> "certificate";
                    },
                    credential.expires().equals(CallerCredential.NEVER) ? null : credential.expires());
        }
    }
}
