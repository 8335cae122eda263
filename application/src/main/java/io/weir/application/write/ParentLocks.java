package io.weir.application.write;

import io.weir.domain.filter.SalesforceId;
import io.weir.domain.filter.Value;
import io.weir.domain.write.RecordWrite;
import io.weir.domain.write.RecordWrite.Content;
import io.weir.domain.write.WriteRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Lets requests of this Weir that change one record, or refer to one, take turns: Salesforce locks a record and its
 * parents, and refuses a second transaction with UNABLE_TO_LOCK_ROW.
 *
 * <p>Thread-safe.
 */
final class ParentLocks {
    private static final int STRIPES = 256;

    private final ReentrantLock[] stripes =
            Stream.generate(() -> new ReentrantLock(true)).limit(STRIPES).toArray(ReentrantLock[]::new);

    /** What is held until it is closed, by the thread that took it. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** The turn of {@code request}; empty if it does not come within {@code longest}, or the thread is interrupted. */
    Optional<Held> take(WriteRequest request, Duration longest) {
        // in one order, so that no two requests wait for each other
        int[] wanted = ids(request)
                .mapToInt(id -> Math.floorMod(id.hashCode(), STRIPES))
                .sorted()
                .distinct()
                .toArray();
        Deque<ReentrantLock> taken = new ArrayDeque<>();
        long until = System.nanoTime() + longest.toNanos();
        boolean complete = false;
        try {
            for (int stripe : wanted) {
                if (!stripes[stripe].tryLock(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return Optional.empty();
                }
                taken.push(stripes[stripe]);
            }
            complete = true;
            return Optional.of(() -> taken.forEach(ReentrantLock::unlock));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            if (!complete) {
                taken.forEach(ReentrantLock::unlock);
            }
        }
    }

    private static Stream<String> ids(WriteRequest request) {
        return request.records().stream()
                .flatMap(write -> Stream.concat(
                        write.operation() instanceof RecordWrite.Operation.Update(var id)
                                ? Stream.of(id.value())
                                : Stream.of(),
                        write.fields().values().stream().flatMap(ParentLocks::id)));
    }

    private static Stream<String> id(Content content) {
        return content instanceof Content.Literal(Value.Text(var text))
                ? SalesforceId.parse(text).map(SalesforceId::value).stream()
                : Stream.of();
    }
}
