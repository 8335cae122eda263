package io.weir.bootstrap;

import io.weir.domain.port.BackgroundWork;
import java.io.Console;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** The signal SIGHUP. Its class is found by name, because the compiler warns of a class outside the Java standard. */
final class HangUp {
    private HangUp() {}

    /**
     * Runs {@code action} at each SIGHUP, on a separate thread. Does nothing on systems without the signal. In a
     * terminal it does nothing either: there the signal means that the terminal was closed, which ends the process.
     */
    static void runs(Runnable action) {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
            return;
        }
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var running = Proxy.newProxyInstance(
                    HangUp.class.getClassLoader(), new Class<?>[] {handler}, (_, method, arguments) -> {
                        if (method.getDeclaringClass() == Object.class) {
                            return method.invoke(action, arguments);
                        }
                        BackgroundWork.attempt(action);
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), running);
        } catch (ReflectiveOperationException unavailable) {
            System.getLogger(HangUp.class.getName())
                    .log(
                            System.Logger.Level.DEBUG,
                            "SIGHUP is not available here: changed files are read within seconds");
        }
    }
}
