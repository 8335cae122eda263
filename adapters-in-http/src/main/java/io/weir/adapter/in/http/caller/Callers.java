package io.weir.adapter.in.http.caller;

import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The callers that are served, and the trusted proxies. Immutable. */
public sealed interface Callers {
    /** The addresses of proxies whose {@code X-Forwarded-For} is trusted. */
    List<AddressRange> trustedProxies();

    /** The authentication schemes for the OpenAPI document; empty if callers need no credentials. */
    List<AccessScheme> schemes();

    /** Every request is from {@code caller}, without a credential: for the sandbox, or if so configured. */
    record Anyone(AuthenticatedCaller caller, List<AddressRange> trustedProxies) implements Callers {
        @Override
        public List<AccessScheme> schemes() {
            return List.of();
        }
    }

    /** The configured callers. */
    record Listed(
            List<CallerAccess> callers, List<AddressRange> trustedProxies, InstantSource clock, RandomGenerator random)
            implements Callers {
        @Override
        public List<AccessScheme> schemes() {
            return callers.stream()
                    .flatMap(access -> access.credentials().stream())
                    .flatMap(credential -> switch (credential) {
                        case CallerCredential.Key _ -> Stream.of(AccessScheme.BEARER, AccessScheme.API_KEY);
                        case CallerCredential.Token _ -> Stream.of(AccessScheme.BEARER);
                        case CallerCredential.Password _ -> Stream.of(AccessScheme.BASIC);
                        case CallerCredential.Signature _, CallerCredential.Certificate _ ->
                            Stream.<AccessScheme>empty();
                    })
                    .distinct()
                    .toList();
        }
    }
}
