package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.domain.port.HistoryUnavailable;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two versions of Weir on one database, as in a rolling upgrade. */
class SideBySideTest extends StoreTest {
    private static final Migrations THIS = Migrations.ofThisWeir();
    private static final int KNOWN = THIS.scripts().size();

    /** A version that only adds, and needs nothing newer than this Weir. */
    private static final String ADDS = """
        -- usable from: %d
        alter table weir_execution add column later integer not null default 0;
        create table weir_later (a text primary key);
        """.formatted(KNOWN);

    enum Kind {
        SQLITE,
        POSTGRESQL
    }

    @Test
    void bothVersionsWriteAndReadWhileTheFleetIsUpgraded() {
        var place = TestPostgres.emptyDatabase();
        var old = open(new PostgresDatabase(place), THIS);
        old.record(run("before"));
        assertThat(ids(old)).containsExactly("before");

        var upgraded = open(new PostgresDatabase(place), with(ADDS));
        clock.advance(Duration.ofSeconds(1));
        upgraded.record(run("of the new one"));
        assertThat(ids(upgraded)).containsExactly("of the new one", "before");
        clock.advance(Duration.ofSeconds(1));
        old.record(run("of the old one"));
        assertThat(ids(old)).containsExactly("of the old one", "of the new one", "before");
        old.close();

        // a replica of the old version that starts during the upgrade, or after a step back
        var restarted = open(new PostgresDatabase(place), THIS);
        clock.advance(Duration.ofSeconds(1));
        restarted.record(run("after"));
        assertThat(ids(restarted)).containsExactly("after", "of the old one", "of the new one", "before");
        assertThat(ids(upgraded)).containsExactly("after", "of the old one", "of the new one", "before");
        assertThat(restarted.isAvailable()).isTrue();
        assertThat(upgraded.isAvailable()).isTrue();
        assertThat(log.lines()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void tablesThatNeedALaterWeirAreLeftAlone(Kind kind) {
        var place = place(kind);
        open(
                        database(place),
                        with(ADDS, "-- usable from: %d\ncreate table weir_even_later (a text);".formatted(KNOWN + 1)))
                .close();

        var old = open(database(place), THIS);
        old.record(run("first"));
        assertThat(ids(old)).containsExactly("first");
        assertThat(old.isAvailable()).isFalse();
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("its tables have version %d, and this Weir knows versions up to %d; use a Weir that knows at"
                                .formatted(KNOWN + 2, KNOWN)
                        + " least %d".formatted(KNOWN + 1));
        old.close();
        assertThat(ids(open(database(place), with(ADDS)))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aScriptThatDoesNotSayFromWhereItIsUsableNeedsItself(Kind kind) {
        var place = place(kind);
        open(database(place), with("create table weir_later (a text);", ADDS.replace("weir_later", "weir_other")))
                .close();

        var old = open(database(place), THIS);
        assertThat(ids(old)).isEmpty();
        assertThat(old.isAvailable()).isFalse();
    }

    @Test
    void aWeirThatStepsBackAndUpAgainChangesNothingTwice() {
        var place = place(Kind.SQLITE);
        open(database(place), with(ADDS)).close();
        open(database(place), THIS).close();
        var again = open(database(place), with(ADDS));
        again.record(run("first"));
        assertThat(ids(again)).containsExactly("first");
        assertThat(again.isAvailable()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theCommandLineSaysWhatItFinds(Kind kind) {
        var place = place(kind);
        var store = new ExistingStore(place, clock);
        if (kind == Kind.POSTGRESQL) {
            assertThat(store.describe()).isEqualTo("PostgreSQL, without tables yet");
        }
        open(database(place), THIS).close();
        assertThat(store.describe()).endsWith(", tables of version " + KNOWN);
        open(database(place), with(ADDS)).close();
        assertThat(store.describe()).endsWith(", tables of version " + (KNOWN + 1));
        open(database(place), with(ADDS, "create table weir_even_later (a text);"))
                .close();
        assertThatExceptionOfType(HistoryUnavailable.class)
                .isThrownBy(store::describe)
                .withMessageContaining("use a Weir that knows at least " + (KNOWN + 2));
    }

    @Test
    void newScriptsSayFromWhereTheyAreUsable() {
        for (int version = 5; version <= KNOWN; version++) {
            assertThat(THIS.scripts().get(version - 1)).startsWith("-- usable from: ");
            assertThat(Migrations.usableFrom(THIS.scripts().get(version - 1), version))
                    .isBetween(1, version);
        }
    }

    private StoreSettings.Place place(Kind kind) {
        return switch (kind) {
            case SQLITE -> new StoreSettings.Place.Folder(folder);
            case POSTGRESQL -> TestPostgres.emptyDatabase();
        };
    }

    private static Database database(StoreSettings.Place place) {
        return StoredExecutionHistory.database(place, "weir-1");
    }

    private static Migrations with(String... more) {
        return new Migrations(
                Stream.concat(THIS.scripts().stream(), Stream.of(more)).toList());
    }
}
