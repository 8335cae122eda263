package io.weir.adapter.in.http.listener;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class UnservedPathTest {
    @Property
    void onlyAPathThatNothingRewritesIsPlain(@ForAll("paths") String path) {
        assertThat(UnservedPath.isPlain(path)).isEqualTo(path.matches("/|(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+"));
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("a", "B-2", ".", "..", "...", "", ";x=1", "%2e", "%41", "~", "_", ":", "/", "a.b")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(segments -> "/" + String.join("/", segments));
    }
}
