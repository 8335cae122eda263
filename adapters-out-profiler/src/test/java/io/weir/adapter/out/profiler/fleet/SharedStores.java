package io.weir.adapter.out.profiler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.profiler.store.Database;
import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.domain.port.ReplayGuard.Strictness;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The shared stores of a test, which are closed after it. */
final class SharedStores implements AfterEachCallback {
    /** Long enough on any machine. */
    static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final List<SharedStore> opened = new ArrayList<>();

    /** A store that is open, so that no check is late. */
    SharedStore open(StoreSettings.Place place) {
        return opened(new SharedStore(place, SharedStore.Tables.UPGRADED, () -> Instant.EPOCH));
    }

    /** As {@link #open}, for journals of writes. */
    SharedStore openWrites(StoreSettings.Place place) {
        return opened(SharedStore.ofWrites(place, SharedStore.Tables.UPGRADED, () -> Instant.EPOCH));
    }

    private SharedStore opened(SharedStore store) {
        opened.add(store);
        assertThat(store.open(A_MINUTE)).isTrue();
        return store;
    }

    StoredReplayGuard guard(StoreSettings.Place place) {
        return guard(open(place), Strictness.LENIENT);
    }

    static StoredReplayGuard guard(SharedStore store, Strictness strictness) {
        return guard(store, strictness, A_MINUTE);
    }

    static StoredReplayGuard guard(SharedStore store, Strictness strictness, Duration longestWait) {
        return new StoredReplayGuard(
                store,
                text -> "digest-" + Integer.toHexString(text.hashCode()),
                strictness,
                longestWait,
                () -> Instant.EPOCH);
    }

    StoredSecrets secrets(StoreSettings.Place place, byte key) {
        var bytes = new byte[32];
        bytes[0] = key;
        var random = new SecureRandom();
        return new StoredSecrets(open(place), new SecretCipher(bytes, random), random);
    }

    /** Waits until all that has begun in {@code store} has ended: each of its threads then does this work. */
    static void awaitBegun(SharedStore store) {
        var all = new CyclicBarrier(Database.SHORT);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Database.SHORT; i++) {
                threads.execute(() -> store.within(A_MINUTE, _ -> meet(all)));
            }
        }
        assertThat(all.isBroken()).isFalse();
    }

    private static int meet(CyclicBarrier all) {
        try {
            return all.await(A_MINUTE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Whether {@code event} happens. */
    static boolean awaits(CountDownLatch event) {
        try {
            return event.await(A_MINUTE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Runs SQL in the store. */
    static void execute(SharedStore store, String sql) {
        assertThat(store.within(A_MINUTE, connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.executeUpdate(sql);
                    }
                }))
                .isPresent();
    }

    /** All rows of a query in the store, as text. */
    static List<String> rows(SharedStore store, String sql) {
        return store.within(A_MINUTE, connection -> {
                    var rows = new ArrayList<String>();
                    try (var statement = connection.createStatement();
                            var result = statement.executeQuery(sql)) {
                        while (result.next()) {
                            rows.add(result.getString(1));
                        }
                    }
                    return List.copyOf(rows);
                })
                .orElseThrow();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        opened.forEach(SharedStore::close);
    }
}
