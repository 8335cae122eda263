package io.weir.adapter.in.http;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Everything that code can throw without saying so, of each kind one. */
public final class Throwables {
    private static final List<Supplier<Throwable>> KINDS = List.of(
            () -> new IllegalStateException("what was sent"),
            () -> new AssertionError("what was sent"),
            StackOverflowError::new,
            () -> new NoClassDefFoundError("Missing"),
            () -> new ExceptionInInitializerError("what was sent"),
            () -> new InternalError("what was sent"),
            () -> new OutOfMemoryError("no memory"));

    private Throwables() {}

    static Stream<Throwable> all() {
        return KINDS.stream().map(Supplier::get);
    }

    /**
     * Throws {@code thrown}, which is unchecked, without its stack trace, which would only fill the log of the build.
     */
    public static RuntimeException unchecked(Throwable thrown) {
        thrown.setStackTrace(new StackTraceElement[0]);
        if (thrown instanceof Error error) {
            throw error;
        }
        return (RuntimeException) thrown;
    }
}
