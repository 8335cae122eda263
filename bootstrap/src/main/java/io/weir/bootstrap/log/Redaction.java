package io.weir.bootstrap.log;

import org.jspecify.annotations.Nullable;

/**
 * Masks what looks like a secret, an e-mail address or a telephone number in a log line. It is the last line of
 * defence: no such value should be logged in the first place.
 *
 * <p>One pass without regular expressions; a text without a match is returned as it is.
 */
public final class Redaction {
    static final String SECRET = "[secret]";
    static final String PHONE = "[phone]";
    static final String EMAIL = "[e-mail]";

    private static final int DIGITS_OF_A_PHONE = 7;
    private static final int SHORTEST_TOKEN = 8;
    private static final int LENGTH_OF_AN_ORG_ID = 15;

    /** For each character, whether it may indicate a value to mask. */
    private static final boolean[] SIGNS = new boolean[128];

    static {
        for (char sign : "@+!=: e5w".toCharArray()) {
            SIGNS[sign] = true;
        }
    }

    private final String text;
    private @Nullable StringBuilder masked;
    private int copied;

    private Redaction(String text) {
        this.text = text;
    }

    /** {@code text} with such values masked. */
    public static String of(String text) {
        return new Redaction(text).masked();
    }

    private String masked() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            at = c < SIGNS.length && SIGNS[c] ? Math.max(at + 1, behind(at, c)) : at + 1;
        }
        return masked == null
                ? text
                : masked.append(text, copied, text.length()).toString();
    }

    /** Masks the value that the character at {@code at} indicates; returns its end, or 0 for no match. */
    private int behind(int at, char sign) {
        return switch (sign) {
            case '@' -> email(at);
            case '+' -> phone(at);
            case '!' -> session(at);
            case '=', ':' -> named(at);
            case ' ' -> credentials(at);
            case 'e' -> prefixed(at, "eyJ");
            case '5' -> prefixed(at, "5Aep");
            case 'w' -> Math.max(prefixed(at, "whsec_"), prefixed(at, "whsk_"));
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

    /** A Salesforce session id is the org's id, an exclamation mark and the secret. */
    private int session(int at) {
        int begin = at;
        while (begin > copied && isLetterOrDigit(text.charAt(begin - 1))) {
            begin--;
        }
        boolean org = at - begin >= LENGTH_OF_AN_ORG_ID && text.startsWith("00D", begin);
        return org ? mask(begin, endOfToken(at + 1), SECRET) : 0;
    }

    /** A value whose name ends like the name of a secret. */
    private int named(int at) {
        int end = at > copied && text.charAt(at - 1) == '"' ? at - 1 : at;
        boolean secret = end > copied
                && switch (text.charAt(end - 1) | ' ') {
                    case 'n' -> ends(end, "token") || ends(end, "assertion");
                    case 't' -> ends(end, "secret");
                    case 'd' -> ends(end, "password");
                    case 'y' -> ends(end, "key");
                    case 'e' -> ends(end, "signature");
                    default -> false;
                };
        if (!secret) {
            return 0;
        }
        int begin = at + 1;
        while (begin < text.length() && (text.charAt(begin) == ' ' || text.charAt(begin) == '"')) {
            begin++;
        }
        return secret(begin);
    }

    /** The credentials after an HTTP authentication scheme. */
    private int credentials(int at) {
        boolean scheme = at > copied
                && switch (text.charAt(at - 1) | ' ') {
                    case 'r' -> ends(at, "bearer");
                    case 'c' -> ends(at, "basic");
                    case 'y' -> ends(at, "apikey");
                    default -> false;
                };
        return scheme ? secret(at + 1) : 0;
    }

    /** A token with a known prefix: a JSON Web Token, a Salesforce refresh token, or a Standard Webhooks key. */
    private int prefixed(int at, String prefix) {
        boolean begins = text.startsWith(prefix, at) && (at == copied || !isLetterOrDigit(text.charAt(at - 1)));
        return begins ? secret(at) : 0;
    }

    private boolean ends(int end, String word) {
        return text.regionMatches(true, end - word.length(), word, 0, word.length());
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
        if (masked == null) {
            masked = new StringBuilder(text.length());
        }
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
