package io.weir.bootstrap.config;

import io.weir.domain.schema.NearestNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds environment variables that look like settings but are unknown. */
final class UnknownVariables {
    private static final Set<String> OTHERS = Set.of(SettingsSource.CONFIG_FILE, "WEIR_JAVA", "WEIR_JVM_OPTIONS");
    private static final Set<String> KNOWN = Stream.concat(
                    OTHERS.stream(),
                    Stream.of(Setting.values())
                            .map(Setting::variable)
                            .flatMap(name -> Stream.of(name, name + SettingsSource.FILE_SUFFIX)))
            .collect(Collectors.toUnmodifiableSet());

    /** Variables that Kubernetes sets for each service whose name begins with {@code weir}. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".*(_SERVICE_HOST|_SERVICE_PORT(_.*)?|_PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private UnknownVariables() {}

    /** A problem for each, by name, without its value. */
    static List<String> in(Map<String, String> environment) {
        return new TreeMap<>(environment)
                .entrySet().stream()
                        .filter(variable -> !KNOWN.contains(variable.getKey()))
                        .flatMap(variable -> problem(variable.getKey(), variable.getValue()).stream())
                        .toList();
    }

    private static List<String> problem(String name, String value) {
        if (name.startsWith("SF_")) {
            // Salesforce's command line has variables of this prefix too, so only a likely typing error is a problem
            var near = NearestNames.to(name, KNOWN).stream()
                    .filter(known -> isSlip(name, known))
                    .toList();
            return near.isEmpty() ? List.of() : List.of(unknown(name) + meant(near));
        }
        if (!name.startsWith("WEIR_") || isServiceLink(name, value)) {
            return List.of();
        }
        var near = NearestNames.to(name, KNOWN);
        return List.of(
                unknown(name) + (near.isEmpty() ? "correct it, or rename it if it is not for Weir" : meant(near)));
    }

    /** Whether the names differ by one letter or by two swapped neighbours. */
    private static boolean isSlip(String name, String known) {
        int shorter = Math.min(name.length(), known.length());
        int begin = 0;
        while (begin < shorter && name.charAt(begin) == known.charAt(begin)) {
            begin++;
        }
        int end = 0;
        while (end < shorter - begin
                && name.charAt(name.length() - 1 - end) == known.charAt(known.length() - 1 - end)) {
            end++;
        }
        int longer = Math.max(name.length(), known.length());
        return longer - shorter <= 1 && begin + end >= longer - 2;
    }

    private static boolean isServiceLink(String name, String value) {
        return SERVICE_LINK.matcher(name).matches()
                || (name.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches());
    }

    private static String unknown(String name) {
        return "%s: there is no such variable; ".formatted(name);
    }

    private static String meant(List<String> near) {
        return "did you mean '%s'?".formatted(String.join("', '", near));
    }
}
