package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.action.ActionVersion;
import io.weir.domain.caller.ActionName;
import io.weir.domain.port.HistoryUnavailable;
import io.weir.domain.port.ServedDeclarations;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bound of declarations, and declarations while the store is not available. */
class DeclarationLimitsTest extends StoreTest {
    @Test
    void whatWasServedLongestAgoGoesFirst() {
        var declarations = open(settings()).declarations();
        var served = new HashMap<ActionVersion, String>();
        for (int version = 2; version <= ServedDeclarations.MOST + 1; version++) {
            served.put(id(version), "");
        }
        declarations.keep(Map.of(id(1), ""));
        clock.advance(Duration.ofSeconds(1));
        declarations.keep(served);
        assertThat(declarations.all()).isEqualTo(served);
    }

    @Test
    void aSecondWeirInTheFolderHasNone() {
        open(settings()).declarations().keep(Map.of(id(1), ""));
        var second = open(settings()).declarations();
        assertThatThrownBy(second::all).isInstanceOf(HistoryUnavailable.class);
        assertThatThrownBy(() -> second.keep(Map.of(id(1), ""))).isInstanceOf(HistoryUnavailable.class);
    }

    private static ActionVersion id(int version) {
        return new ActionVersion(new ActionName("lookup"), version);
    }
}
