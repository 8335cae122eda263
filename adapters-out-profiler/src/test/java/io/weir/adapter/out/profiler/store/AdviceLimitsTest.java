package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The bound of advice, and advice while the store is not available. */
class AdviceLimitsTest extends StoreTest {
    @Test
    void aSecondWeirInTheFolderRemembersItsOwnAdvice() {
        var first = open(settings());
        first.advice().keep(Advice.on("SELECT Id FROM Contact WHERE Phone = ?", 0));
        var second = open(settings());
        second.advice().keep(Advice.on("SELECT Id FROM Case WHERE Status = ?", 1));

        assertThat(second.isAvailable()).isFalse();
        assertThat(second.advice().latest(10)).containsExactly(Advice.on("SELECT Id FROM Case WHERE Status = ?", 1));
        assertThat(first.advice().latest(10)).containsExactly(Advice.on("SELECT Id FROM Contact WHERE Phone = ?", 0));
    }

    @Test
    void forgetsTheOldestBeyondItsBound() throws Exception {
        var database = new SqliteDatabase(folder, "weir-1");
        try (var connection = database.openWriter()) {
            Migrations.ofThisWeir().migrate(database, connection);
            for (int i = 0; i <= AdviceRows.MOST; i++) {
                AdviceRows.write(connection, Advice.on("SELECT Id FROM Contact LIMIT " + i, i));
            }
            assertThat(AdviceRows.latest(connection, AdviceRows.MOST + 10))
                    .hasSize(AdviceRows.MOST)
                    .doesNotContain(Advice.on("SELECT Id FROM Contact LIMIT 0", 0));
        }
        database.close();
    }
}
