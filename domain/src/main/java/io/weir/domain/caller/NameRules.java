package io.weir.domain.caller;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Rules for names: allowed are those that match one of {@code allowed} and none of {@code denied}. In a pattern, {@code
 * *} matches any characters. Case is ignored, as in SOQL.
 *
 * @param outer further lists of allowed names; a name has to match a pattern of each list
 */
public record NameRules(List<String> allowed, List<String> denied, List<List<String>> outer) {
    /** Every name. */
    public static final NameRules ALL = new NameRules(List.of("*"), List.of());

    /** No name. */
    public static final NameRules NONE = new NameRules(List.of(), List.of());

    /** Throws {@link IllegalArgumentException} for characters other than letters, digits and {@code _ - . *}. */
    public NameRules {
        allowed = allowed.stream().map(NameRules::checked).toList();
        denied = denied.stream().map(NameRules::checked).toList();
        outer = outer.stream()
                .map(list -> list.stream().map(NameRules::checked).toList())
                .filter(list -> !list.contains("*"))
                .toList();
    }

    public NameRules(List<String> allowed, List<String> denied) {
        this(allowed, denied, List.of());
    }

    /** The rules that allow a name if both allow it, and deny a name if one of them denies it. */
    public NameRules within(NameRules others) {
        return new NameRules(
                allowed,
                Stream.concat(denied.stream(), others.denied.stream())
                        .distinct()
                        .toList(),
                Stream.of(outer, List.of(others.allowed), others.outer)
                        .flatMap(List::stream)
                        .toList());
    }

    public boolean allow(String name) {
        if (allowAll()) {
            return true;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return matchesAny(allowed, lower)
                && outer.stream().allMatch(list -> matchesAny(list, lower))
                && !matchesAny(denied, lower);
    }

    /** Whether a rule denies {@code name}, which is more than that no rule allows it. */
    public boolean deny(String name) {
        return !denied.isEmpty() && matchesAny(denied, name.toLowerCase(Locale.ROOT));
    }

    /** Whether these rules allow every name. */
    public boolean allowAll() {
        return denied.isEmpty() && outer.isEmpty() && allowed.contains("*");
    }

    /** {@code pattern} in lower case, or an {@link IllegalArgumentException}. */
    static String checked(String pattern) {
        boolean clean = !pattern.isEmpty()
                && pattern.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '_'
                                || c == '-'
                                || c == '.'
                                || c == '*');
        if (!clean) {
            throw new IllegalArgumentException(
                    "a name pattern has letters, digits, '_', '-', '.' and '*' only: '%s'".formatted(pattern));
        }
        return pattern.toLowerCase(Locale.ROOT);
    }

    private static boolean matchesAny(List<String> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    /** Linear in the name for each star; backtracks to the last star only, which is enough. */
    private static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
