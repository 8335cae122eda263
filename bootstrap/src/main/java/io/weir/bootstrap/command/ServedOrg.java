package io.weir.bootstrap.command;

import io.weir.bootstrap.config.Setting;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line without the option {@code --org FOLDER} at its start, which stands for {@link Setting#SANDBOX_ORG}.
 * Read without picocli, which is not loaded when Weir serves.
 *
 * @param environment the variables of Weir
 * @param arguments the other arguments; empty to serve
 */
public record ServedOrg(Map<String, String> environment, List<String> arguments) {
    static final String OPTION = "--org";

    public static ServedOrg of(String[] arguments, Map<String, String> environment) {
        var all = Arrays.asList(arguments);
        if (all.size() >= 2 && all.getFirst().equals(OPTION)) {
            return of(all.get(1), all.subList(2, all.size()), environment);
        }
        if (!all.isEmpty() && all.getFirst().startsWith(OPTION + "=")) {
            return of(all.getFirst().substring(OPTION.length() + 1), all.subList(1, all.size()), environment);
        }
        return new ServedOrg(environment, all);
    }

    private static ServedOrg of(String folder, List<String> arguments, Map<String, String> environment) {
        var variables = new HashMap<>(environment);
        variables.put(Setting.SANDBOX_ORG.variable(), folder);
        return new ServedOrg(variables, arguments);
    }
}
