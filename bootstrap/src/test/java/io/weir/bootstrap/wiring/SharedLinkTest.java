package io.weir.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.bootstrap.config.Config;
import io.weir.domain.port.SharedStoreUnavailable;
import io.weir.domain.port.WriteJournal.Claim;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.write.WriteKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedLinkTest {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final WriteKey KEY = WriteKey.of(new byte[32]);

    @TempDir
    Path folder;

    private static SharedLink link(Map<String, String> environment) {
        return new SharedLink(Config.from(environment), () -> Instant.EPOCH, new Random(1));
    }

    private SharedLink stored(Path place) {
        return link(Map.of("WEIR_DATA", place.toString()));
    }

    /** Asks again where a slow disk is late. */
    private static Claim claim(SharedLink link, String owner) {
        while (true) {
            try {
                return link.writeJournal().claim(KEY, owner, LEASE);
            } catch (SharedStoreUnavailable _) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void theJournalOfWritesOutlastsAWeirWithAStore() {
        try (var link = stored(folder)) {
            assertThat(link.writeJournalLasts()).isTrue();
            assertThat(claim(link, "a")).isEqualTo(new Claim.New());
        }
        try (var link = stored(folder)) {
            assertThat(claim(link, "b")).isEqualTo(new Claim.Held());
        }
    }

    @Test
    void theJournalOfWritesIsInMemoryWithoutAStore() {
        try (var link = link(Map.of("WEIR_STORE_ENABLED", "false", "WEIR_DATA", folder.toString()))) {
            assertThat(link.writeJournalLasts()).isFalse();
            assertThat(claim(link, "a")).isEqualTo(new Claim.New());
            assertThat(claim(link, "b")).isEqualTo(new Claim.Held());
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aJournalThatCannotBeWrittenIsAProblem() throws IOException {
        var taken = Files.createFile(folder.resolve("taken"));
        try (var link = stored(taken)) {
            assertThat(link.problems()).isEmpty();

            assertThatThrownBy(() -> link.writeJournal().claim(KEY, "a", LEASE))
                    .isInstanceOf(SharedStoreUnavailable.class);
            assertThat(link.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.kind()).isEqualTo(ProblemKind.WRITE_JOURNAL_UNAVAILABLE);
                assertThat(problem.text()).contains("writes.db", "503 write_journal_unavailable");
            });
        }
    }
}
