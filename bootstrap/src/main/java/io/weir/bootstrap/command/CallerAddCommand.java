package io.weir.bootstrap.command;

import io.weir.adapter.in.http.caller.AddressRange;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.bootstrap.config.CallerCredentialsReader;
import io.weir.bootstrap.config.CallersReader;
import io.weir.domain.caller.ActionName;
import io.weir.domain.caller.NameRules;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a new key and the YAML of a caller with it. Changes nothing. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = {
            "Makes an API key and prints it, once, with the YAML that goes into the file of WEIR_CONFIG.",
            "Nothing is written anywhere; the YAML holds the key's hash and not the key."
        })
final class CallerAddCommand implements Callable<Integer> {
    private final RandomGenerator random;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "What logs and metrics call the caller, such as ivr-main.")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required
    private String name;

    @Option(
            names = "--action",
            paramLabel = "PATTERN",
            description = "A data action that it may run; * stands for any characters. Repeatable.")
    private List<String> actions = List.of();

    @Option(names = "--ad-hoc", description = "It may ask ad-hoc queries, within the policy of weir.query.")
    private boolean adHoc;

    @Option(names = "--rate", paramLabel = "RATE", description = "How often it may ask, such as 50/s or 600/m.")
    private String rate = "";

    @Option(
            names = "--address",
            paramLabel = "CIDR",
            description = "Where it has to come from, such as 203.0.113.0/24. Repeatable.")
    private List<String> addresses = List.of();

    @Option(
            names = "--expires",
            paramLabel = "DATE",
            description = "The key's last day, such as 2027-01-31, or its end as a time in UTC.")
    private String expires = "";

    CallerAddCommand(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Integer call() {
        require("NAME", name, text -> {
            if (!ActionName.isName(text) || CallersReader.RESERVED.contains(text)) {
                throw new IllegalArgumentException(
                        "a name is words of lower-case letters and digits, joined by hyphens, and not '%s'"
                                .formatted(String.join("', '", new TreeSet<>(CallersReader.RESERVED))));
            }
        });
        actions.forEach(action -> require("--action", action, text -> new NameRules(List.of(text), List.of())));
        addresses.forEach(address -> require("--address", address, AddressRange::of));
        if (!rate.isEmpty()) {
            require("--rate", rate, CallerLimits.Rate::of);
        }
        if (!expires.isEmpty()) {
            require("--expires", expires, CallerCredentialsReader::expiry);
        }
        String key = KeyHash.newKey(random);
        var out = spec.commandLine().getOut();
        out.println("The key, which is shown only now:");
        out.println();
        out.println("  " + key);
        out.println();
        out.println(
                "Put this into the file of WEIR_CONFIG. Weir reads it within seconds, or at once with 'weir reload':");
        out.println();
        out.print(yaml(key));
        out.flush();
        return 0;
    }

    private void require(String what, String value, Consumer<String> reader) {
        try {
            reader.accept(value);
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), "%s: %s".formatted(what, refused.getMessage()), refused);
        }
    }

    private String yaml(String key) {
        var yaml = new StringBuilder("""
            weir:
              callers:
                - name: %s
                  keys:
                    - id: %s
                      hash: %s
            """.formatted(
                        name,
                        "key-" + KeyHash.publicPart(key).orElse("1"),
                        KeyHash.of(key).text()));
        if (!expires.isEmpty()) {
            yaml.append("          expires: %s\n".formatted(expires));
        }
        if (!addresses.isEmpty()) {
            yaml.append("      addresses: [%s]\n".formatted(quoted(addresses)));
        }
        if (!actions.isEmpty()) {
            yaml.append("      actions: [%s]\n".formatted(quoted(actions)));
        }
        if (adHoc) {
            yaml.append("      ad-hoc: true\n");
        }
        if (!rate.isEmpty()) {
            yaml.append("      rate: %s\n".formatted(rate));
        }
        return yaml.toString();
    }

    private static String quoted(List<String> values) {
        return values.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
    }
}
