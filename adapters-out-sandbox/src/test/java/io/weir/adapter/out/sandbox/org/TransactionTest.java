package io.weir.adapter.out.sandbox.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.sandbox.SmallOrg;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TransactionTest {
    private final SandboxOrg org = SmallOrg.create();

    @Test
    void commitsWhatItChanged() {
        String id = org.transaction(work -> {
            var thing = work.table("thing__c").draft().set("Name", "five").insert();
            return thing.id();
        });

        assertThat(names()).contains("five");
        assertThat(things().record(id)).isPresent();
    }

    @Test
    void seesItsOwnChangesBeforeOthersDo() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var inside = org.transaction(work -> {
                work.table("Thing__c").draft().set("Name", "five").insert();
                var others = executor.submit(this::names);
                return List.of(names(), join(others));
            });

            assertThat(inside.getFirst()).contains("five");
            assertThat(inside.getLast()).doesNotContain("five");
        }
    }

    @Test
    void discardsEverythingWhenItRollsBackOrFails() {
        org.transaction(work -> {
            work.table("Thing__c").draft().set("Name", "five").insert();
            work.rollBack();
            return "";
        });
        assertThatThrownBy(() -> org.transaction(work -> {
                    rename(work, "one", "uno");
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(names()).containsExactly("one", "two", "three", "four", "gone");
    }

    @Test
    void aTransactionWithinATransactionRollsBackAlone() {
        org.transaction(outer -> {
            rename(outer, "one", "uno");
            org.transaction(inner -> {
                rename(inner, "uno", "eins");
                inner.rollBack();
                return "";
            });
            org.transaction(inner -> {
                rename(inner, "two", "due");
                return "";
            });
            return "";
        });

        assertThat(names()).containsExactly("uno", "due", "three", "four", "gone");
    }

    @Test
    void anIdIsNotUsedAgainAfterARollback() {
        String rolledBack = org.transaction(work -> {
            work.rollBack();
            return work.table("Thing__c").draft().set("Name", "five").insert().id();
        });
        String next = org.transaction(work -> work.table("Thing__c").draft().id());

        assertThat(next).isNotEqualTo(rolledBack);
    }

    @Test
    void aReaderSeesOneStateWhileOthersWrite() {
        var during = org.read(() -> {
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                join(executor.submit(() -> org.transaction(work -> {
                    rename(work, "one", "uno");
                    return names();
                })));
            }
            return names();
        });

        assertThat(during).contains("one").doesNotContain("uno");
        assertThat(names()).contains("uno").doesNotContain("one");
    }

    @Test
    void aCopyOfTheOrgGoesItsOwnWay() {
        var copy = org.copy(InstantSource.system());
        org.transaction(work -> {
            rename(work, "one", "uno");
            return work.table("Thing__c").draft().set("Name", "five").insert();
        });
        String id = copy.transaction(work ->
                work.table("Thing__c").draft().set("Name", "six").insert().id());

        assertThat(copy.table("Thing__c").orElseThrow().record(id)).isPresent();
        assertThat(names()).contains("uno", "five").doesNotContain("six");
        assertThat(copy.table("Thing__c").orElseThrow().records())
                .extracting(record -> record.value("Name"))
                .contains("one", "six")
                .doesNotContain("uno", "five");
    }

    @Test
    void theIndexesFollowTheRecords() {
        int parent = things().column("Parent__c");
        int name = things().column("Name");
        String one = things().records().getFirst().id();
        assertThat(things().referencing(parent, one)).hasSize(1);
        assertThat(things().holding(name, "ONE")).hasSize(1);

        org.transaction(work -> {
            work.table("Thing__c")
                    .draft()
                    .set("Name", "five")
                    .set("Parent__c", one)
                    .insert();
            assertThat(things().referencing(parent, one)).hasSize(2);
            rename(work, "one", "uno");
            return "";
        });

        assertThat(things().referencing(parent, one)).hasSize(2);
        assertThat(things().holding(name, "one")).isEmpty();
        assertThat(things().holding(name, "uno")).hasSize(1);
    }

    @Test
    void twoWritersAtOnceLoseNothing() throws Exception {
        int rounds = 200;
        var start = new CyclicBarrier(2);
        try (var executor = Executors.newFixedThreadPool(2)) {
            var writers = List.of("a", "b").stream()
                    .map(writer -> executor.submit(() -> {
                        start.await();
                        for (int i = 0; i < rounds; i++) {
                            increment();
                        }
                        return writer;
                    }))
                    .toList();
            for (var writer : writers) {
                writer.get();
            }
        }

        assertThat(things().records().getFirst().value("Count__c")).isEqualTo(3L + 2L * rounds);
    }

    @Test
    void aSecondWriterWaitsForTheFirst() throws Exception {
        var firstIsIn = new CountDownLatch(1);
        var firstMayEnd = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = executor.submit(() -> org.transaction(work -> {
                rename(work, "one", "uno");
                firstIsIn.countDown();
                await(firstMayEnd);
                return "";
            }));
            firstIsIn.await();
            var second = executor.submit(() -> org.transaction(work -> names()));

            assertThat(second.isDone()).isFalse();
            firstMayEnd.countDown();
            first.get();
            assertThat(second.get()).contains("uno");
        }
    }

    private void increment() {
        org.transaction(work -> {
            var table = work.table("Thing__c");
            var record = table.records().getFirst();
            long count = (Long) Objects.requireNonNull(record.value("Count__c"));
            return table.draft(record).set("Count__c", count + 1).update();
        });
    }

    private static void rename(Transaction work, String from, String to) {
        var table = work.table("Thing__c");
        var record = table.holding(table.column("Name"), from).getFirst();
        table.draft(record).set("Name", to).update();
    }

    private List<String> names() {
        return things().records().stream()
                .map(record -> (String) Objects.requireNonNull(record.value("Name")))
                .toList();
    }

    private Table things() {
        return org.table("Thing__c").orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static <T> T join(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }
}
