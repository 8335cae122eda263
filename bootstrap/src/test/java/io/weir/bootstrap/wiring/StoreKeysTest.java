package io.weir.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.bootstrap.config.Config;
import io.weir.domain.status.LogOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the keys come from, and what happens to a file that cannot be used. */
@Timeout(60)
class StoreKeysTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String CONTACT = "990011223344";
    private static final int STARTS = 4;
    private static final String IN_MEMORY = "WARNING the store's key is in memory only, and contacts cannot be found"
            + " after a restart unless this is corrected while Weir runs: ";

    private final LogOf log = new LogOf(LastingPseudonyms.class);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    @AfterEach
    void close() {
        log.close();
    }

    /** Fixed: data of earlier releases must stay readable. */
    @Test
    void derivesTheSameKeyForALabelForEver() {
        var keys = StoreKeys.ofText(SECRET);

        assertThat(HexFormat.of().formatHex(keys.derive("weir contact hashes")))
                .isEqualTo("6d5c6e61ef34b7cfa358d4c63c66a987838574e334a69e321385128e401f8d09");
        assertThat(keys.derive("another purpose")).hasSize(32).isNotEqualTo(keys.derive("weir contact hashes"));
        assertThat(keys).hasToString("StoreKeys[hidden]");
    }

    @Test
    void theFirstStartMakesAKeyThatLaterStartsRead() throws IOException {
        var data = folder.resolve("new/data");
        String first = hash(Map.of("WEIR_DATA", data.toString()), 1);

        assertThat(hash(Map.of("WEIR_DATA", data.toString()), 2)).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(data.resolve("store.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(data)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(log.lines()).isEmpty();
        try (var files = Files.list(data)) {
            assertThat(files).containsExactly(data.resolve("store.key"));
        }
    }

    @Test
    void weirsThatStartInOneNewFolderAtOnceHaveOneKey() throws Exception {
        try (var threads = Executors.newFixedThreadPool(STARTS)) {
            for (int round = 0; round < 20; round++) {
                var data = folder.resolve("data-" + round);
                var ready = new CyclicBarrier(STARTS);
                var starts = IntStream.range(0, STARTS)
                        .mapToObj(seed -> threads.submit(() -> {
                            int _ = ready.await();
                            return new StoreKeyFile(data).readOrCreate(StoreKeyFile.newKey(new Random(seed)));
                        }))
                        .toList();
                var keys = new HashSet<String>();
                for (var start : starts) {
                    keys.add(start.get());
                }
                assertThat(keys).containsExactly(new StoreKeyFile(data).read().orElseThrow());
                try (var files = Files.list(data)) {
                    assertThat(files).containsExactly(data.resolve("store.key"));
                }
            }
        }
    }

    @Test
    void aConfiguredSecretMakesNoFileAndTheContactKeyWins() {
        var given = Map.of("WEIR_DATA", folder.resolve("data").toString(), "WEIR_STORE_KEY", SECRET);
        var both = Map.of("WEIR_STORE_KEY", SECRET, "WEIR_CONTACT_KEY", SECRET);

        assertThat(hash(given, 1)).isEqualTo(hash(given, 2)).isNotEqualTo(hash(both, 1));
        assertThat(hash(both, 1)).isEqualTo(hash(Map.of("WEIR_CONTACT_KEY", SECRET), 2));
        assertThat(folder).isEmptyDirectory();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void withoutAStoreTheKeyIsOfThisProcessAndTheLogSaysSo() {
        var off = Map.of("WEIR_STORE_ENABLED", "false", "WEIR_DATA", folder.toString());

        assertThat(hash(off, 1)).isNotEqualTo(hash(off, 2));
        assertThat(folder).isEmptyDirectory();
        assertThat(log.lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("INFO contact ids are hashed with a key of this process; set"
                        + " WEIR_STORE_KEY (weir.store.key) to find them"));
    }

    @Test
    void aFileThatOthersMayReadIsUsedAndReported() throws IOException {
        var environment = Map.of("WEIR_DATA", folder.toString());
        String before = hash(environment, 1);
        Files.setPosixFilePermissions(folder.resolve("store.key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(hash(environment, 2)).isEqualTo(before);
        assertThat(log.lines())
                .containsExactly("WARNING other users of this machine may read the store's key; run: chmod 600 '%s'"
                        .formatted(folder.resolve("store.key")));
    }

    @Test
    void aFileWithoutAKeyIsLeftAloneAndReported() throws IOException {
        var environment = Map.of("WEIR_DATA", folder.toString());
        var file = Files.writeString(folder.resolve("store.key"), "half a k");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(hash(environment, 1)).isNotEqualTo(hash(environment, 2));
        assertThat(file).hasContent("half a k");
        assertThat(log.lines())
                .hasSize(2)
                .allMatch(line -> line.equals((IN_MEMORY
                                + "'%s' holds no key; restore it from a backup, or delete it to begin with a new key")
                        .formatted(file)));
        assertThatThrownBy(() -> StoreKeys.existingPseudonyms(Config.from(environment)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aFolderThatCannotBeMadeStopsNothing() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");

        assertThat(hash(Map.of("WEIR_DATA", file.resolve("data").toString()), 1))
                .isNotEmpty();
        assertThat(log.lines()).singleElement().asString().startsWith(IN_MEMORY).contains("cannot be created");
    }

    @Test
    void aFolderThatIsRepairedGetsTheKeyInUse() throws IOException {
        var data = Files.writeString(folder.resolve("data"), "a file in the folder's place");
        var environment = Map.of("WEIR_DATA", data.toString());
        String hash;
        try (var pseudonyms = start(environment, 1)) {
            hash = hash(pseudonyms);
            Files.delete(data);
            awaitLogLines(2);
            assertThat(hash(pseudonyms)).isEqualTo(hash);
        }

        assertThat(hash(environment, 2)).isEqualTo(hash);
        assertThat(Files.getPosixFilePermissions(data.resolve("store.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(log.lines())
                .containsExactly(
                        IN_MEMORY
                                + "'%s' cannot be created (FileAlreadyExistsException)"
                                        .formatted(data.resolve("store.key")),
                        "INFO the store's key is kept in '%s' now".formatted(data.resolve("store.key")));
    }

    @Test
    void aKeyThatAppearsInTheFolderIsUsed() throws IOException {
        String known = hash(Map.of("WEIR_DATA", folder.resolve("mounted").toString()), 1);
        var data = Files.writeString(folder.resolve("data"), "a file in the folder's place");
        try (var pseudonyms = start(Map.of("WEIR_DATA", data.toString()), 2)) {
            assertThat(hash(pseudonyms)).isNotEqualTo(known);
            Files.move(folder.resolve("mounted"), data, StandardCopyOption.REPLACE_EXISTING);
            awaitLogLines(2);
            await(() -> hash(pseudonyms).equals(known));
        }
        assertThat(log.lines().getLast()).contains("is used now; contacts hashed since the start");
    }

    @Test
    void aKeyThatIsDeletedIsWrittenAgain() throws IOException {
        var environment = Map.of("WEIR_DATA", folder.toString());
        try (var pseudonyms = start(environment, 1)) {
            String hash = hash(pseudonyms);
            Files.delete(folder.resolve("store.key"));
            awaitLogLines(1);
            assertThat(hash(environment, 2)).isEqualTo(hash);
        }
    }

    @Test
    void aCommandFindsTheKeyOfTheWeirThatServesAndMakesNone() throws IOException {
        var environment = Map.of("WEIR_DATA", folder.toString());
        assertThat(StoreKeys.existingPseudonyms(Config.from(environment))).isEmpty();
        assertThat(folder).isEmptyDirectory();

        String served = hash(environment, 1);
        assertThat(StoreKeys.existingPseudonyms(Config.from(environment))
                        .orElseThrow()
                        .ofContact(CONTACT))
                .hasToString(served);
    }

    private static String hash(Map<String, String> environment, long seed) {
        try (var pseudonyms = start(environment, seed)) {
            return hash(pseudonyms);
        }
    }

    private static String hash(LastingPseudonyms pseudonyms) {
        return pseudonyms.current().ofContact(CONTACT).hex();
    }

    /** Looks after the key's file without a pause. */
    private static LastingPseudonyms start(Map<String, String> environment, long seed) {
        return new LastingPseudonyms(Config.from(environment), new Random(seed), () -> Thread.sleep(1));
    }

    private void awaitLogLines(int count) {
        await(() -> log.lines().size() >= count);
    }

    /** Fails when the test's time is up. */
    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.interrupted()).as("the time is up").isFalse();
            Thread.onSpinWait();
        }
    }
}
