package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.TenMinuteUse;
import io.weir.domain.port.ApiLedger;
import io.weir.domain.port.ApiLedger.Observation;
import io.weir.domain.port.ApiLedger.Quota;
import io.weir.domain.port.ApiLedger.Report;
import io.weir.domain.port.ApiLedgerContract;
import io.weir.domain.port.LedgerUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract for a ledger in a database, which must be available. */
abstract class StoredLedgerContract extends ApiLedgerContract {
    private static final Report FIRST = new Report(
            "a",
            Map.of("ivr", 5L),
            2,
            Optional.of(new Observation(new ApiUsage(100, 1_000), OptionalLong.empty())),
            new Quota.Unchanged());

    @RegisterExtension
    final AvailableStores stores = new AvailableStores();

    /** An empty one. */
    abstract StoreSettings.Place place();

    @Override
    protected ApiLedger empty() {
        return stores.open(place()).ledger(() -> "org-1", () -> Long.toString(now.toEpochMilli()));
    }

    @Test
    void keepsTheAccountAcrossARestart() {
        var place = place();
        var before = stores.open(place);
        before.ledger(() -> "org-1").report(FIRST);
        stores.close(before);

        var ledger = stores.open(place).ledger(() -> "org-1");
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
        store.ledger(() -> "org-1").report(FIRST);

        assertThat(store.ledger(() -> "org-2").day()).isEmpty();
        assertThat(store.ledger(() -> "org-2").lease("a", 1, 0)).isFalse();
    }

    @Test
    void saysWhenItCannotBeReached() {
        var store = new StoredExecutionHistory(
                StoreSettings.defaults(place(), "weir-1"), () -> now, new SplittableRandom());
        store.close();

        assertThatThrownBy(() -> store.ledger(() -> "org-1").day()).isInstanceOf(LedgerUnavailable.class);
    }
}
