package io.weir.bootstrap;

import java.util.List;

/**
 * The last line of defence in front of the log: masks what looks like a secret or like somebody's address or number, although
 * nothing of the kind should get that far.
 *
 * <p>One pass over the text without a regular expression; a text without a suspicious character comes back as it is.
 */
final class Redaction {
    static final String SECRET = "[secret]";
    static final String PHONE = "[phone]";
    static final String EMAIL = "[e-mail]";

    private static final int DIGITS_OF_A_PHONE = 7;
    private static final int SHORTEST_TOKEN = 8;
    private static final int LENGTH_OF_AN_ORG_ID = 15;

    /** What stands in front of a secret, with a space between. */
    private static final List<String> SCHEMES = List.of("bearer", "basic", "apikey");

    /** What a secret begins with: JSON Web Tokens, Salesforce's refresh tokens, keys of Standard Webhooks. */
    private static final List<String> PREFIXES = List.of("eyJ", "5Aep", "whsec_", "whsk_");

    /** What a name ends with whose value is a secret. */
    private static final List<String> NAMES = List.of("token", "secret", "password", "key", "assertion", "signature");

    private final String text;
    private final StringBuilder masked = new StringBuilder();
    private int copied;

    private Redaction(String text) {
        this.text = text;
    }

    /** {@code text} without what should not be in it. */
    static String of(String text) {
        return new Redaction(text).masked();
    }

    private String masked() {
        int at = 0;
        while (at < text.length()) {
            at = Math.max(at + 1, behind(at));
        }
        return copied == 0 ? text : masked.append(text, copied, text.length()).toString();
    }

    /** Masks what the character at {@code at} gives away; the end of it, or 0. */
    private int behind(int at) {
        return switch (text.charAt(at)) {
            case '@' -> email(at);
            case '+' -> phone(at);
            case '!' -> session(at);
            case '=', ':' -> named(at);
            case ' ' -> credentials(at);
            case 'e', '5', 'w' -> prefixed(at);
            default -> 0;
        };
    }

    private int email(int at) {
        int begin = at;
        while (begin > copied && isOfALocalPart(text.charAt(begin - 1))) {
            begin--;
        }
        int end = at + 1;
        while (end < text.length() && isOfADomain(text.charAt(end))) {
            end++;
        }
        return begin < at && text.indexOf('.', at) > 0 && text.indexOf('.', at) < end ? mask(begin, end, EMAIL) : 0;
    }

    private int phone(int at) {
        int digits = 0;
        int end = at + 1;
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                digits++;
                end = i + 1;
            } else if ("()-. ".indexOf(c) < 0) {
                break;
            }
        }
        return digits >= DIGITS_OF_A_PHONE ? mask(at, end, PHONE) : 0;
    }

    /** A session id of Salesforce's is the org's id, an exclamation mark and the secret. */
    private int session(int at) {
        int begin = at;
        while (begin > copied && isLetterOrDigit(text.charAt(begin - 1))) {
            begin--;
        }
        boolean org = at - begin >= LENGTH_OF_AN_ORG_ID && text.startsWith("00D", begin);
        return org ? mask(begin, endOfToken(at + 1), SECRET) : 0;
    }

    private int named(int at) {
        int end = at > copied && text.charAt(at - 1) == '"' ? at - 1 : at;
        if (end == copied || "nteydNTEYD".indexOf(text.charAt(end - 1)) < 0) {
            return 0;
        }
        for (String name : NAMES) {
            if (text.regionMatches(true, end - name.length(), name, 0, name.length())) {
                int begin = at + 1;
                while (begin < text.length() && (text.charAt(begin) == ' ' || text.charAt(begin) == '"')) {
                    begin++;
                }
                return secret(begin);
            }
        }
        return 0;
    }

    private int credentials(int at) {
        for (String scheme : SCHEMES) {
            if (text.regionMatches(true, at - scheme.length(), scheme, 0, scheme.length())) {
                return secret(at + 1);
            }
        }
        return 0;
    }

    private int prefixed(int at) {
        if (at > copied && isLetterOrDigit(text.charAt(at - 1))) {
            return 0;
        }
        for (String prefix : PREFIXES) {
            if (text.startsWith(prefix, at)) {
                return secret(at);
            }
        }
        return 0;
    }

    private int secret(int begin) {
        int end = endOfToken(begin);
        return end - begin >= SHORTEST_TOKEN ? mask(begin, end, SECRET) : 0;
    }

    private int endOfToken(int begin) {
        int end = begin;
        while (end < text.length() && isOfAToken(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int mask(int begin, int end, String mask) {
        masked.append(text, copied, begin).append(mask);
        copied = end;
        return end;
    }

    private static boolean isOfALocalPart(char c) {
        return isLetterOrDigit(c) || "._%+-'".indexOf(c) >= 0;
    }

    private static boolean isOfADomain(char c) {
        return isLetterOrDigit(c) || c == '.' || c == '-';
    }

    private static boolean isOfAToken(char c) {
        return isLetterOrDigit(c) || "._~+/=-!%".indexOf(c) >= 0;
    }

    private static boolean isLetterOrDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c > 127;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
