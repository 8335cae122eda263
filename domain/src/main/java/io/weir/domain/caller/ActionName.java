package io.weir.domain.caller;

import java.util.Set;

/** The name of a data action in its URL: words of lower-case letters and digits, joined by hyphens. */
public record ActionName(String value) {
    /** The name of the ad-hoc query in its URL. */
    public static final String AD_HOC = "salesforce-query";

    /** What audit and traces have in place of a name for requests that run no data action. */
    private static final Set<String> RESERVED = Set.of("unknown", "openapi");

    private static final int LONGEST = 64;

    /** Throws {@link IllegalArgumentException} for any other text, for {@value #AD_HOC} and for a reserved name. */
    public ActionName {
        if (!isName(value)) {
            throw new IllegalArgumentException(
                    "an action's name is words of lower-case letters and digits, joined by hyphens, " + LONGEST
                            + " characters at most");
        }
        if (value.equals(AD_HOC)) {
            throw new IllegalArgumentException("'%s' is the ad-hoc query".formatted(AD_HOC));
        }
        if (RESERVED.contains(value)) {
            throw new IllegalArgumentException(
                    "'%s' is reserved: audit and traces have it for requests that run no data action".formatted(value));
        }
    }

    /** Whether {@code text} can be the name of a data action. */
    public static boolean isActionName(String text) {
        return isName(text) && !text.equals(AD_HOC) && !RESERVED.contains(text);
    }

    /** Whether {@code text} has the form of a name. */
    public static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.endsWith("-") || text.contains("--")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (i == 0 || ((c < '0' || c > '9') && c != '-'))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
