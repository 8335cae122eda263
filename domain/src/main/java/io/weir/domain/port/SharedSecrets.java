package io.weir.domain.port;

import java.util.Optional;

/**
 * Secrets that the Weirs of a fleet share and replace one at a time, such as a login whose refresh token Salesforce
 * replaces at each use. A secret is encrypted wherever it is stored.
 *
 * <p>One Weir at a time holds the lease on a secret. A lease that is not returned ends after {@link Lease#SECONDS} by the
 * store's clock, so that a Weir that dies blocks the others no longer. Calls block for a few seconds at most, are safe
 * from any thread, and throw {@link SharedStoreUnavailable} and nothing else.
 */
public interface SharedSecrets {
    /** The answer to a claim. */
    sealed interface Claim {}

    /**
     * A secret that is newer than the one the caller knows.
     *
     * @param version grows with each replacement; at least 1
     */
    record Newer(long version, String secret) implements Claim {
        @Override
        public String toString() {
            return "Newer[version=" + version + "]";
        }
    }

    /**
     * The right to replace the secret, for {@link #SECONDS} at most.
     *
     * @param id differs from that of every other lease
     * @param version the version of {@code secret}; 0 if there is none
     * @param secret the secret to be replaced; empty if there is none yet
     */
    record Lease(String name, long id, long version, Optional<String> secret) implements Claim {
        /** How long a lease lasts: twice as long as a login may take. */
        public static final long SECONDS = 30;

        @Override
        public String toString() {
            return "Lease[name=" + name + ", version=" + version + "]";
        }
    }

    /** Another Weir holds the lease. */
    record Taken() implements Claim {}

    /**
     * The secret {@code name} if its version is above {@code known}, else a lease to replace it, unless another Weir
     * holds one.
     *
     * @param known the version that the caller knows and cannot use any more; 0 for none
     */
    Claim claim(String name, long known);

    /**
     * Replaces the secret and ends the lease. The new version; empty if another Weir has replaced the secret since,
     * because the lease had ended. Has the same effect when it is repeated.
     */
    Optional<Long> replace(Lease lease, String secret);

    /** Ends the lease and leaves the secret as it is. */
    void release(Lease lease);
}
