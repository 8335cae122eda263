package io.weir.adapter.out.sandbox;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The versions of the HTTP API: three a year, named by season. */
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

    /** Whether {@code segment} of a path, such as {@code v66.0}, names a version that is served. */
    static boolean supported(String segment) {
        int version = number(segment);
        return version >= OLDEST && version <= NEWEST;
    }

    /** Whether {@code segment} names a version that once was. */
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
