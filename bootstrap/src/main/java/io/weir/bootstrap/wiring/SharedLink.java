package io.weir.bootstrap.wiring;

import io.weir.adapter.in.http.auth.SharedReplays;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.exchange.Pseudonyms;
import io.weir.adapter.out.profiler.fleet.SecretCipher;
import io.weir.adapter.out.profiler.fleet.SharedStore;
import io.weir.adapter.out.profiler.fleet.StoredApiLedger;
import io.weir.adapter.out.profiler.fleet.StoredLoginPauses;
import io.weir.adapter.out.profiler.fleet.StoredReplayGuard;
import io.weir.adapter.out.profiler.fleet.StoredSecrets;
import io.weir.adapter.out.profiler.fleet.StoredWriteJournal;
import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.adapter.out.salesforce.settings.LoginSharing;
import io.weir.application.budget.InMemoryApiLedger;
import io.weir.application.write.InMemoryWriteJournal;
import io.weir.bootstrap.config.Config;
import io.weir.domain.port.ApiLedger;
import io.weir.domain.port.WriteJournal;
import io.weir.domain.status.StatusProblem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What the Weirs of one store share beside its history, wired by hand. */
public final class SharedLink implements AutoCloseable {
    private static final Duration LONGEST_OPENING = Duration.ofSeconds(2);

    private final Config config;
    private final InstantSource clock;
    private final Optional<SharedStore> store;
    private final Optional<SharedStore> writes;
    private final Optional<StoredWriteJournal> stored;
    private final WriteJournal journal;
    private final LoginSharing login;
    private volatile Optional<StoredReplayGuard> guard = Optional.empty();

    /** For a Weir that serves. Opens nothing yet: the first use does. */
    SharedLink(Config config, InstantSource clock, RandomGenerator random) {
        this(config, SharedStore.Tables.UPGRADED, clock, random);
    }

    /** For a command, which changes no tables that Weirs use. Opens nothing yet: the first use does. */
    public static SharedLink ofCommand(Config config, InstantSource clock, RandomGenerator random) {
        return new SharedLink(config, SharedStore.Tables.LEFT_ALONE, clock, random);
    }

    private SharedLink(Config config, SharedStore.Tables earlier, InstantSource clock, RandomGenerator random) {
        this.config = config;
        this.clock = clock;
        this.store = config.history().store().map(place -> new SharedStore(place, earlier, clock));
        this.writes = config.history().store().map(place -> SharedStore.ofWrites(place, earlier, clock));
        this.stored = writes.map(shared -> new StoredWriteJournal(shared, clock));
        this.journal = stored.<WriteJournal>map(lasting -> lasting).orElseGet(() -> new InMemoryWriteJournal(clock));
        this.login = store.map(shared -> login(shared, random)).orElse(LoginSharing.NONE);
    }

    private LoginSharing login(SharedStore shared, RandomGenerator random) {
        if (isFleet() && config.history().key() instanceof Config.StoreKey.Given(var secret)) {
            var keys = StoreKeys.ofText(secret);
            var cipher = new SecretCipher(keys.sharedSecretsKey(), random);
            return new LoginSharing(
                    Optional.of(new StoredSecrets(shared, cipher, random)),
                    new StoredLoginPauses(shared),
                    keys::loginFingerprint);
        }
        return LoginSharing.NONE;
    }

    /** The login that the Weirs share; each logs in by itself unless they have a PostgreSQL in common. */
    public LoginSharing login() {
        return login;
    }

    /** Whether other Weirs may use the same store. */
    boolean isFleet() {
        return config.history().store().orElse(null) instanceof StoreSettings.Place.Postgres;
    }

    /** The ledger of API requests of {@code org}, in the store or in memory. */
    ApiLedger ledger(Supplier<String> org) {
        return store.<ApiLedger>map(shared -> new StoredApiLedger(shared, org))
                .orElseGet(() -> new InMemoryApiLedger(clock));
    }

    /**
     * The guard of signed requests. Where callers sign, waits up to two seconds for the store, so that a request from
     * before the start is recognised.
     */
    SharedReplays replays(Pseudonyms pseudonyms) {
        if (store.isEmpty()) {
            return SharedReplays.NONE;
        }
        var strictness = config.history().replayGuard();
        var stored = new StoredReplayGuard(store.get(), pseudonyms::ofSignedMessage, strictness, clock);
        guard = Optional.of(stored);
        if (config.access().allowed().stream()
                .flatMap(caller -> caller.credentials().stream())
                .anyMatch(CallerCredential.Signature.class::isInstance)) {
            boolean _ = store.get().open(LONGEST_OPENING);
        }
        return new SharedReplays(stored, strictness);
    }

    /** The journal of writes, in the store or in memory; always the same one. */
    WriteJournal writeJournal() {
        return journal;
    }

    /** Whether {@link #writeJournal} outlasts this Weir. In memory, a request that is sent again after a restart is new. */
    boolean writeJournalLasts() {
        return stored.isPresent();
    }

    /**
     * That the journal of writes cannot be written, and that signed requests cannot be compared with those of other Weirs,
     * while it is so.
     */
    List<StatusProblem> problems() {
        return Stream.of(stored.flatMap(StoredWriteJournal::problem), guard.flatMap(StoredReplayGuard::problem))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void close() {
        writes.ifPresent(SharedStore::close);
        store.ifPresent(SharedStore::close);
    }
}
