package io.weir.adapter.out.profiler.fleet;

import io.weir.adapter.out.profiler.store.Database;
import io.weir.adapter.out.profiler.store.Sql;
import io.weir.domain.port.SharedSecrets;
import io.weir.domain.port.SharedStoreUnavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Keeps shared secrets in the store, encrypted. Leases end by the store's clock. Thread-safe. */
public final class StoredSecrets implements SharedSecrets {
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final SharedStore store;
    private final SecretCipher cipher;
    private final RandomGenerator random;
    private final String claim;

    public StoredSecrets(SharedStore store, SecretCipher cipher, RandomGenerator random) {
        this.store = store;
        this.cipher = cipher;
        this.random = random;
        this.claim = """
            insert into weir_shared_secret (name, version, sealed, lease, leased_until)
            values (?, 0, '', ?, ${now} + ?)
            on conflict (name) do update set lease = excluded.lease, leased_until = excluded.leased_until
            where weir_shared_secret.leased_until <= ${now} and weir_shared_secret.version <= ?
            returning version, sealed
            """.replace("${now}", store.now());
    }

    @Override
    public Claim claim(String name, long known) {
        return within(connection -> {
            var newer = newer(connection, name, known);
            return newer.isPresent() ? newer.get() : lease(connection, name, known);
        });
    }

    private Optional<Claim> newer(Connection connection, String name, long known) throws SQLException {
        return new Sql("select version, sealed from weir_shared_secret where name = ? and version > ?", name, known)
                .first(connection, row -> new Newer(row.getLong("version"), opened(name, row)));
    }

    private Claim lease(Connection connection, String name, long known) throws SQLException {
        long id = random.nextLong();
        return new Sql(claim, name, id, Duration.ofSeconds(Lease.SECONDS).toMillis(), known)
                .<Claim>first(connection, row -> {
                    long version = row.getLong("version");
                    return new Lease(
                            name, id, version, version == 0 ? Optional.empty() : Optional.of(opened(name, row)));
                })
                .orElseGet(Taken::new);
    }

    private String opened(String name, ResultSet rows) throws SQLException {
        return cipher.open(name, rows.getString("sealed"))
                .orElseThrow(() -> new SharedStoreUnavailable(
                        "the shared login in %s was stored with another store key; give every Weir the same one"
                                .formatted(store)));
    }

    @Override
    public Optional<Long> replace(Lease lease, String secret) {
        String sealed = cipher.seal(lease.name(), secret);
        return within(connection -> {
            // the lease may have ended: what Salesforce gave last is right, whoever claims it now
            new Sql("update weir_shared_secret set version = version + 1, sealed = ?, lease = ?, leased_until = 0"
                            + " where name = ? and version = ?")
                    .with(sealed)
                    .with(lease.id())
                    .with(lease.name())
                    .with(lease.version())
                    .execute(connection);
            return replaced(connection, lease);
        });
    }

    private static Optional<Long> replaced(Connection connection, Lease lease) throws SQLException {
        return new Sql(
                        "select version from weir_shared_secret where name = ? and version = ? and lease = ?",
                        lease.name(),
                        lease.version() + 1,
                        lease.id())
                .first(connection, row -> row.getLong(1));
    }

    @Override
    public void release(Lease lease) {
        boolean _ = within(connection -> {
            new Sql("update weir_shared_secret set leased_until = 0 where name = ? and version = ? and lease = ?")
                    .with(lease.name())
                    .with(lease.version())
                    .with(lease.id())
                    .execute(connection);
            return true;
        });
    }

    private <T> T within(Database.Work<T> work) {
        return store.within(LONGEST, work)
                .orElseThrow(() -> new SharedStoreUnavailable(
                        "the shared login in %s cannot be used: %s".formatted(store, store.reason())));
    }
}
