package io.weir.adapter.out.salesforce.login;

import io.weir.adapter.out.salesforce.settings.Credentials.TokenStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/**
 * The refresh token that Salesforce takes now.
 *
 * <p>A token that cannot be stored is used all the same, and stored as soon as a later login finds that possible. Thread-safe.
 */
final class RefreshTokenInUse {
    private static final System.Logger LOG = System.getLogger(RefreshTokenInUse.class.getName());

    private final TokenStore store;
    private String token;

    /** What the file held when it was last read or written. */
    private String stored;

    private boolean warned;

    RefreshTokenInUse(String token, TokenStore store) {
        this.token = token;
        this.stored = token;
        this.store = store;
    }

    /** The token to send. One that somebody else has put into the file counts more than the one that was used before. */
    synchronized String value() {
        if (store instanceof TokenStore.InFile(var path)) {
            String found = SecretFile.read(path);
            if (!found.isEmpty() && !found.equals(stored)) {
                stored = found;
                token = found;
            }
        }
        return token;
    }

    /** Salesforce took the token and gave {@code next} in its place; nothing, if it may be used again. */
    synchronized void answered(String next) {
        if (!next.isEmpty()) {
            token = next;
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
                    "Salesforce replaced the refresh token, and {0} cannot take the new one ({1}): make its folder"
                            + " writable, else Weir cannot log in after a restart",
                    file,
                    e.getClass().getSimpleName());
        }
    }

    private void warnOnce() {
        if (!warned) {
            warned = true;
            LOG.log(
                    Level.WARNING,
                    "Salesforce replaces the refresh token at each login, and Weir has no file to keep the new one in: "
                            + "after a restart it cannot log in; name a file by SF_REFRESH_TOKEN_FILE");
        }
    }
}
