package io.weir.adapter.out.salesforce.http;

import io.weir.domain.limit.ApiUsage;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code Sforce-Limit-Info}.
 *
 * <p>The header holds directives {@code name=used/limit}, each with an optional {@code (key=value)}, separated by
 * semicolons or commas. Only {@code api-usage} is read; Salesforce may add others.
 */
final class LimitInfo {
    /** Holds an app's name, which may contain a separator. */
    private static final Pattern PARENTHESES = Pattern.compile("\\([^)]*\\)");

    private static final Pattern API_USAGE =
            Pattern.compile("(?:^|[;,])\\s*api-usage=\\s*(\\d{1,18})\\s*/\\s*(\\d{1,18})\\s*(?:[;,(]|$)");

    /** How the header begins if the directive has nothing beside it, as in most answers. */
    private static final String ALONE = "api-usage=";

    private static final int MOST_DIGITS = 18;

    private LimitInfo() {}

    /** The API usage in {@code header}; empty if it is missing or malformed. */
    static Optional<ApiUsage> usage(String header) {
        int slash = header.indexOf('/');
        if (header.startsWith(ALONE)
                && isNumber(header, ALONE.length(), slash)
                && isNumber(header, slash + 1, header.length())) {
            return Optional.of(new ApiUsage(
                    Long.parseLong(header, ALONE.length(), slash, 10),
                    Long.parseLong(header, slash + 1, header.length(), 10)));
        }
        var usage = API_USAGE.matcher(PARENTHESES.matcher(header).replaceAll(""));
        return usage.find()
                ? Optional.of(new ApiUsage(Long.parseLong(usage.group(1)), Long.parseLong(usage.group(2))))
                : Optional.empty();
    }

    private static boolean isNumber(String header, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (header.charAt(i) < '0' || header.charAt(i) > '9') {
                return false;
            }
        }
        return begin < end && end - begin <= MOST_DIGITS;
    }
}
