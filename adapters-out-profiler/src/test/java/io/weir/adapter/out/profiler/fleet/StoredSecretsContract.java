package io.weir.adapter.out.profiler.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.domain.port.SharedSecrets;
import io.weir.domain.port.SharedSecretsContract;
import io.weir.domain.port.SharedStoreUnavailable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract for secrets in a database. */
abstract class StoredSecretsContract extends SharedSecretsContract {
    @RegisterExtension
    final SharedStores stores = new SharedStores();

    private StoreSettings.@Nullable Place used;

    /** An empty one. */
    abstract StoreSettings.Place place();

    private StoreSettings.Place used() {
        var place = used == null ? place() : used;
        used = place;
        return place;
    }

    @Override
    protected SharedSecrets emptyStore() {
        return stores.secrets(used(), (byte) 1);
    }

    @Override
    protected void endLeases() {
        var store = stores.open(used());
        SharedStores.execute(store, "update weir_shared_secret set leased_until = " + store.now());
    }

    @Test
    void aLeaseLastsAsLongAsItsHolderNeedsByTheClockOfTheStore() {
        var secrets = emptyStore();
        secrets.claim("login", 0);

        var store = stores.open(used());
        assertThat(SharedStores.rows(
                        store,
                        "select count(*) from weir_shared_secret where leased_until > %1$s and leased_until <= %1$s + 30000"
                                .formatted(store.now())))
                .containsExactly("1");
    }

    @Test
    void storesNoSecretInTheClear() {
        var secrets = emptyStore();
        secrets.replace((SharedSecrets.Lease) secrets.claim("login", 0), "the secret");

        var stored = SharedStores.rows(stores.open(used()), "select sealed from weir_shared_secret");
        assertThat(stored).singleElement().asString().doesNotContain("secret").hasSizeGreaterThan(40);
    }

    @Test
    void whoHasAnotherKeyIsToldSoAndChangesNothing() {
        var secrets = emptyStore();
        secrets.replace((SharedSecrets.Lease) secrets.claim("login", 0), "the secret");
        var other = stores.secrets(used(), (byte) 2);

        assertThatExceptionOfType(SharedStoreUnavailable.class)
                .isThrownBy(() -> other.claim("login", 0))
                .withMessageContaining("was stored with another store key");
        assertThat(secrets.claim("login", 0)).isEqualTo(new SharedSecrets.Newer(1, "the secret"));
    }

    @Test
    void aSecretThatIsMovedToAnotherNameIsNoSecret() {
        var secrets = emptyStore();
        secrets.replace((SharedSecrets.Lease) secrets.claim("login", 0), "the secret");
        SharedStores.execute(stores.open(used()), "update weir_shared_secret set name = 'other'");

        assertThatExceptionOfType(SharedStoreUnavailable.class).isThrownBy(() -> secrets.claim("other", 0));
    }
}
