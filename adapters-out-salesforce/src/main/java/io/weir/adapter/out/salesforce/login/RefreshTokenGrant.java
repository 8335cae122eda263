package io.weir.adapter.out.salesforce.login;

import io.weir.adapter.out.salesforce.settings.Credentials.TokenStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/**
 * Logs in with the current refresh token, which Salesforce may replace at each login.
 *
 * <p>A token that cannot be stored is used anyway, and stored after a later login. Thread-safe.
 */
final class RefreshTokenGrant implements Grant {
    private static final System.Logger LOG = System.getLogger(RefreshTokenGrant.class.getName());

    private final String clientId;
    private final TokenStore store;
    private String token;

    /** The content of the file when it was last read or written. */
    private String stored;

    private boolean warned;

    RefreshTokenGrant(String clientId, String token, TokenStore store) {
        this.clientId = clientId;
        this.token = token;
        this.stored = token;
        this.store = store;
    }

    @Override
    public TokenForm form(String clientSecret) {
        return form(clientId, clientSecret, currentToken());
    }

    /** The form that uses {@code token}; {@code clientSecret} may be empty. */
    static TokenForm form(String clientId, String clientSecret, String token) {
        var form = TokenForm.of("refresh_token").with("client_id", clientId);
        return (clientSecret.isEmpty() ? form : form.with("client_secret", clientSecret)).with("refresh_token", token);
    }

    /** The token in the file if another process has replaced it since it was last read; else the last one used. */
    private synchronized String currentToken() {
        if (store instanceof TokenStore.InFile(var path)) {
            String found = SecretFile.read(path);
            if (!found.isEmpty() && !found.equals(stored)) {
                stored = found;
                token = found;
            }
        }
        return token;
    }

    @Override
    public synchronized void answered(TokenAnswer answer) {
        if (!answer.refreshToken().isEmpty()) {
            token = answer.refreshToken();
        }
        if (!token.equals(stored)) {
            switch (store) {
                case TokenStore.InMemory() -> warnOnce();
                case TokenStore.InFile(var path) -> storeIn(path);
            }
        }
    }

    private void storeIn(Path file) {
        try {
            SecretFile.replace(file, token);
            stored = token;
        } catch (IOException e) {
            LOG.log(
                    Level.ERROR,
                    "Salesforce replaced the refresh token, and the new one cannot be written to {0} ({1}): make its"
                            + " folder writable, else Weir cannot log in after a restart",
                    file,
                    e.getClass().getSimpleName());
        }
    }

    private void warnOnce() {
        if (!warned) {
            warned = true;
            LOG.log(
                    Level.WARNING,
                    "Salesforce replaces the refresh token at each login, and Weir has no file for the new one: after a"
                            + " restart it cannot log in; name a file with SF_REFRESH_TOKEN_FILE");
        }
    }
}
