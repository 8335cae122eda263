package io.weir.adapter.out.profiler.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.TenMinuteUse;
import io.weir.domain.port.ApiLedger;
import io.weir.domain.port.ApiLedger.Observation;
import io.weir.domain.port.ApiLedger.Quota;
import io.weir.domain.port.ApiLedger.Report;
import io.weir.domain.port.ApiLedgerContract;
import io.weir.domain.port.SharedStoreUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract for a ledger in a database, which must be available. */
abstract class StoredLedgerContract extends ApiLedgerContract {
    static final Report FIRST = new Report(
            "a", Map.of("ivr", 5L), 2, Optional.of(new Observation(new ApiUsage(100, 1_000))), new Quota.Unchanged());

    @RegisterExtension
    final SharedStores stores = new SharedStores();

    /** An empty one. */
    abstract StoreSettings.Place place();

    @Override
    protected ApiLedger empty() {
        return new StoredApiLedger(stores.open(place()), () -> "org-1", () -> Long.toString(now.toEpochMilli()));
    }

    private static ApiLedger ledger(SharedStore store, String org) {
        return new StoredApiLedger(store, () -> org);
    }

    @Test
    void keepsTheAccountAcrossARestart() {
        var place = place();
        var before = stores.open(place);
        ledger(before, "org-1").report(FIRST);
        before.close();

        var ledger = ledger(stores.open(place), "org-1");
        var account = ledger.report(new Report("b", Map.of(), 0, Optional.empty(), new Quota.Unchanged()))
                .orElseThrow();
        assertThat(account.used()).isEqualTo(100);
        assertThat(account.spent()).isEqualTo(5);
        assertThat(account.leased()).isEqualTo(2);
        assertThat(account.observedAgo()).as("by the database's clock").isBetween(Duration.ZERO, Duration.ofMinutes(2));
        assertThat(ledger.day().getOrDefault("ivr", TenMinuteUse.NONE).total()).isEqualTo(5);
    }

    @Test
    void hasAnAccountForEachOrg() {
        var store = stores.open(place());
        ledger(store, "org-1").report(FIRST);

        assertThat(ledger(store, "org-2").day()).isEmpty();
        assertThat(ledger(store, "org-2").lease("a", 1, 0)).isFalse();
    }

    @Test
    void saysWhenItCannotBeReached() {
        var store = stores.open(place());
        store.close();

        assertThatThrownBy(() -> ledger(store, "org-1").day()).isInstanceOf(SharedStoreUnavailable.class);
    }
}
