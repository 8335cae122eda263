package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.ActionVersion;
import io.weir.domain.caller.ActionName;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link ServedDeclarations} must do; each implementation extends this in its tests. */
public abstract class ServedDeclarationsContract {
    /** One that keeps nothing yet. */
    protected abstract ServedDeclarations empty();

    @Test
    void keepsEachVersionUnchanged() {
        var declarations = empty();
        assertThat(declarations.all()).isEmpty();

        var served = Map.of(
                id("lookup", 1), "name: lookup\nversion: 1\n# \u00e9\u4e16\ud83d\ude00 'it''s'\n",
                id("lookup", 2), "name: lookup\nversion: 2\n",
                id("other", 1), "");
        declarations.keep(served);
        assertThat(declarations.all()).isEqualTo(served);
    }

    @Test
    void keepsTheLatestTextOfAVersion() {
        var declarations = empty();
        declarations.keep(Map.of(id("lookup", 1), "a", id("other", 1), "b"));
        declarations.keep(Map.of(id("lookup", 1), "c"));
        declarations.keep(Map.of());
        assertThat(declarations.all()).isEqualTo(Map.of(id("lookup", 1), "c", id("other", 1), "b"));
    }

    @Test
    void keepsAsManyAsItSays() {
        var declarations = empty();
        var served = new HashMap<ActionVersion, String>();
        for (int version = 1; version <= ServedDeclarations.MOST; version++) {
            served.put(id("lookup", version), "version: " + version);
        }
        declarations.keep(served);
        assertThat(declarations.all()).isEqualTo(served);
    }

    private static ActionVersion id(String name, int version) {
        return new ActionVersion(new ActionName(name), version);
    }
}
