package io.weir.adapter.out.profiler.store;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Databases that do what they must not. */
final class BuggyDatabase {
    private BuggyDatabase() {}

    /** So many inserts of executions throw what no driver may throw. */
    static Database of(Database database, AtomicInteger bugs) {
        return proxy(Database.class, database, (method, _, result) -> {
            return method.getName().equals("openWriter") ? buggy((Connection) requireNonNull(result), bugs) : result;
        });
    }

    /** Gives a writer no connection, and no error either, before {@code end}. */
    static Database hanging(Database database, CountDownLatch end) {
        return proxy(Database.class, database, (method, _, result) -> {
            if (method.getName().equals("openWriter")) {
                end.await();
            }
            return result;
        });
    }

    private static Connection buggy(Connection connection, AtomicInteger bugs) {
        return proxy(Connection.class, connection, (method, arguments, result) -> {
            if (method.getName().equals("prepareStatement")
                    && arguments[0].equals(Rows.INSERT)
                    && bugs.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("a bug");
            }
            return result;
        });
    }

    private interface After {
        @Nullable
        Object with(Method method, Object[] arguments, @Nullable Object result) throws InterruptedException;
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        InvocationHandler handler = (_, method, arguments) -> {
            try {
                return after.with(method, arguments, method.invoke(target, arguments));
            } catch (InvocationTargetException failure) {
                throw failure.getTargetException();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
