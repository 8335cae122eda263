package io.weir.adapter.in.http.caller;

import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Who may ask, and which proxies may say where they are. Immutable. */
public sealed interface Callers {
    /** The addresses of proxies whose {@code X-Forwarded-For} is believed. */
    List<AddressRange> trustedProxies();

    /** The ways in which a description of the API can say how callers show who they are; none where nobody has to. */
    List<AccessScheme> schemes();

    /** Everybody is {@code caller}, without a word: for the sandbox, and for an operator who says so. */
    record Anyone(AuthenticatedCaller caller, List<AddressRange> trustedProxies) implements Callers {
        @Override
        public List<AccessScheme> schemes() {
            return List.of();
        }
    }

    /** Those whom the operator has named. */
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
