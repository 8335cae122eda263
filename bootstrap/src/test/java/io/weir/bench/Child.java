package io.weir.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * The side of a target's process that listens to {@link Bench}: one line out for its port, then one for each line in.
 */
final class Child {
    private Child() {}

    /** Returns when the parent has closed its end, or is gone: no target outlives the run. */
    static void serve(int port, Supplier<String> status) throws IOException {
        System.out.println("port " + port);
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (lines.readLine() != null) {
            System.out.println(status.get());
        }
    }
}
