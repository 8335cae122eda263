package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.reply.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The versions of the HTTP API. Salesforce releases three a year and names them after seasons. */
final class ApiVersions {
    private static final int OLDEST = 31;
    private static final int NEWEST = 68;
    private static final int SPRING_24 = 60;

    private ApiVersions() {}

    static List<Map<String, @Nullable Object>> all() {
        return IntStream.rangeClosed(OLDEST, NEWEST)
                .mapToObj(version -> Json.object(
                        "label", label(version), "url", "/services/data/v" + version + ".0", "version", version + ".0"))
                .toList();
    }

    /** Whether the path segment {@code segment}, such as {@code v66.0}, names a supported version. */
    static boolean supported(String segment) {
        int version = number(segment);
        return version >= OLDEST && version <= NEWEST;
    }

    /** Whether the path segment {@code segment} names a retired version. */
    static boolean retired(String segment) {
        int version = number(segment);
        return version > 0 && version < OLDEST;
    }

    private static int number(String segment) {
        boolean wellFormed = segment.length() == 5
                && segment.startsWith("v")
                && segment.endsWith(".0")
                && Character.isDigit(segment.charAt(1))
                && Character.isDigit(segment.charAt(2));
        return wellFormed ? Integer.parseInt(segment.substring(1, 3)) : 0;
    }

    private static String label(int version) {
        int year = 24 + Math.floorDiv(version - SPRING_24, 3);
        return switch (Math.floorMod(version - SPRING_24, 3)) {
            case 0 -> "Spring '" + year;
            case 1 -> "Summer '" + year;
            default -> "Winter '" + (year + 1);
        };
    }
}
