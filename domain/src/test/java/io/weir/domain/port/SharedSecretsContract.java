package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.port.SharedSecrets.Claim;
import io.weir.domain.port.SharedSecrets.Lease;
import io.weir.domain.port.SharedSecrets.Newer;
import io.weir.domain.port.SharedSecrets.Taken;
import org.junit.jupiter.api.Test;

/** What every {@link SharedSecrets} must do; each implementation extends this in its tests. */
public abstract class SharedSecretsContract {
    /** A store without any secret. */
    protected abstract SharedSecrets emptyStore();

    /** Ends all leases of the store, as if their time were over. */
    protected abstract void endLeases();

    @Test
    void leasesASecretToOneAtATime() {
        var secrets = emptyStore();

        var lease = lease(secrets.claim("login", 0));
        assertThat(lease.version()).isZero();
        assertThat(lease.secret()).isEmpty();
        assertThat(secrets.claim("login", 0)).isEqualTo(new Taken());
        assertThat(secrets.claim("another", 0)).isInstanceOf(Lease.class);
    }

    @Test
    void givesTheOthersWhatTheLeaseHolderStored() {
        var secrets = emptyStore();
        assertThat(secrets.replace(lease(secrets.claim("login", 0)), "first\nü"))
                .contains(1L);

        assertThat(secrets.claim("login", 0)).isEqualTo(new Newer(1, "first\nü"));

        var next = lease(secrets.claim("login", 1));
        assertThat(next.secret()).contains("first\nü");
        assertThat(secrets.replace(next, "second")).contains(2L);
        assertThat(secrets.claim("login", 1)).isEqualTo(new Newer(2, "second"));
    }

    @Test
    void aNewerSecretIsGivenWhileAnotherIsBeingMade() {
        var secrets = emptyStore();
        secrets.replace(lease(secrets.claim("login", 0)), "first");
        var lease = lease(secrets.claim("login", 1));

        assertThat(lease.version()).isEqualTo(1);
        assertThat(secrets.claim("login", 0)).isEqualTo(new Newer(1, "first"));
        assertThat(secrets.claim("login", 1)).isEqualTo(new Taken());
    }

    @Test
    void aReturnedLeaseIsForTheNext() {
        var secrets = emptyStore();
        secrets.replace(lease(secrets.claim("login", 0)), "first");
        secrets.release(lease(secrets.claim("login", 1)));

        assertThat(lease(secrets.claim("login", 1)).secret()).contains("first");
    }

    @Test
    void aLeaseThatEndedIsForTheNextAndStillStoresWhatNobodyReplaced() {
        var secrets = emptyStore();
        secrets.replace(lease(secrets.claim("login", 0)), "first");
        var late = lease(secrets.claim("login", 1));
        endLeases();
        var next = lease(secrets.claim("login", 1));
        assertThat(next.secret()).contains("first");
        assertThat(next.id()).isNotEqualTo(late.id());

        secrets.release(late);
        assertThat(secrets.claim("login", 1)).isEqualTo(new Taken());
        assertThat(secrets.replace(late, "second")).contains(2L);
        assertThat(secrets.replace(next, "third")).isEmpty();
        assertThat(secrets.claim("login", 0)).isEqualTo(new Newer(2, "second"));
    }

    @Test
    void storingTwiceIsStoringOnce() {
        var secrets = emptyStore();
        var lease = lease(secrets.claim("login", 0));

        assertThat(secrets.replace(lease, "first")).contains(1L);
        assertThat(secrets.replace(lease, "first")).contains(1L);
        assertThat(secrets.claim("login", 0)).isEqualTo(new Newer(1, "first"));
    }

    @Test
    void showsNoSecret() {
        var secrets = emptyStore();
        secrets.replace(lease(secrets.claim("login", 0)), "the secret");

        assertThat(secrets.claim("login", 0).toString()).doesNotContain("the secret");
        assertThat(secrets.claim("login", 1).toString()).doesNotContain("the secret");
    }

    private static Lease lease(Claim claim) {
        assertThat(claim).isInstanceOf(Lease.class);
        return (Lease) claim;
    }
}
