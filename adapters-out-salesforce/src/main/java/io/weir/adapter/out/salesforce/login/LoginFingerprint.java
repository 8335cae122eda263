package io.weir.adapter.out.salesforce.login;

import io.weir.adapter.out.salesforce.settings.ClientSecret;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that Salesforce checks at a login, as one text. The text is secret: only a keyed hash of it may be kept. */
final class LoginFingerprint {
    private LoginFingerprint() {}

    /** The text: the same for the same credentials only. */
    static String secretText(SalesforceSettings settings) {
        return Stream.concat(Stream.of(settings.loginUri().toString()), parts(settings.credentials()).stream())
                .map(part -> part.length() + ":" + part)
                .collect(Collectors.joining());
    }

    private static List<String> parts(Credentials credentials) {
        return switch (credentials) {
            case Credentials.ClientCredentials(var id, var secret) -> List.of("client-credentials", id, text(secret));
            case Credentials.JwtBearer(var id, var user, var key, var audience) ->
                List.of("jwt-bearer", id, user, key.key().getModulus().toString(), audience.url());
            case Credentials.RefreshToken refresh ->
                List.of("refresh-token", refresh.clientId(), text(refresh.clientSecret()), seed(refresh));
            case Credentials.UsernamePassword(var id, var secret, var user, var password, var securityToken) ->
                List.of("password", id, text(secret), user, password, securityToken);
        };
    }

    private static String text(ClientSecret secret) {
        return String.join("\n", secret.candidates());
    }

    /** The refresh token that the operator configured last: the file may have been replaced while Weir runs. */
    static String seed(Credentials.RefreshToken credentials) {
        return switch (credentials.store()) {
            case Credentials.TokenStore.InMemory() -> credentials.token();
            case Credentials.TokenStore.InFile(var path) -> {
                String found = SecretFile.read(path);
                yield found.isEmpty() ? credentials.token() : found;
            }
        };
    }
}
