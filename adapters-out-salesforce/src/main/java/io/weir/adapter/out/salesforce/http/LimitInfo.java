package io.weir.adapter.out.salesforce.http;

import io.weir.domain.limit.ApiUsage;
import java.util.Optional;

/**
 * Reads {@code Sforce-Limit-Info}.
 *
 * <p>Directives {@code name=used/limit}, with an optional {@code (key=value)}, stand beside each other, separated by
 * semicolons or commas; only {@code api-usage} matters here, and unknown ones may come at any time.
 */
final class LimitInfo {
    private static final String API_USAGE = "api-usage=";

    private LimitInfo() {}

    /** The API usage in {@code header}; empty if it has none, or one that cannot be read. */
    static Optional<ApiUsage> usage(String header) {
        int start = 0;
        while (start < header.length()) {
            int end = endOfDirective(header, start);
            String directive = header.substring(start, end).strip();
            if (directive.startsWith(API_USAGE)) {
                return usedAndLimit(directive.substring(API_USAGE.length()));
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    /** Parentheses hold an app's name, which may hold a separator. */
    private static int endOfDirective(String header, int start) {
        int depth = 0;
        for (int i = start; i < header.length(); i++) {
            char c = header.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth <= 0 && (c == ';' || c == ',')) {
                return i;
            }
        }
        return header.length();
    }

    private static Optional<ApiUsage> usedAndLimit(String text) {
        int slash = text.indexOf('/');
        int details = text.indexOf('(');
        int end = details < 0 ? text.length() : details;
        if (slash < 0 || slash > end) {
            return Optional.empty();
        }
        long used = number(text.substring(0, slash).strip());
        long limit = number(text.substring(slash + 1, end).strip());
        return used < 0 || limit < 0 ? Optional.empty() : Optional.of(new ApiUsage(used, limit));
    }

    /** The number that the digits spell; -1 for anything else. */
    private static long number(String digits) {
        if (digits.isEmpty() || digits.length() > 18) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
