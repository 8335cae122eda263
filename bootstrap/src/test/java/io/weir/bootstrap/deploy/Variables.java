package io.weir.bootstrap.deploy;

import io.weir.bootstrap.config.Setting;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environment variables that Weir knows. */
final class Variables {
    private Variables() {}

    /** All of them, with those of files. */
    static Set<String> known() {
        return Stream.concat(
                        Stream.of("WEIR_CONFIG"),
                        Stream.of(Setting.values())
                                .flatMap(setting -> Stream.of(setting.variable(), setting.variable() + "_FILE")))
                .collect(Collectors.toSet());
    }

    /** Those that would hold a secret itself. */
    static Set<String> secrets() {
        return Stream.of(Setting.values())
                .filter(Setting::secret)
                .map(Setting::variable)
                .collect(Collectors.toSet());
    }
}
