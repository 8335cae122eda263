package io.weir.bootstrap.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir action test} on a folder with one action, {@code lookup}. */
abstract class ActionTestRuns {
    static final String LOOKUP = """
        name: lookup
        version: 1
        description: Who is calling?
        inputs:
          phone: {type: phone, region: US, required: true}
        query:
          object_name: Contact
          fields: [Id, Name, Account.Name]
          where: {field: Phone, op: IN, val: "{phone}"}
        outputs:
          contactName: Name
          accountName: {path: Account.Name, default: none}
        """;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @BeforeEach
    void oneAction() throws IOException {
        write("lookup.yaml", LOOKUP);
    }

    final void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    final int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    final int run(Map<String, String> environment, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new String[arguments.length + 1];
        all[0] = "action";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Commands.in(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
