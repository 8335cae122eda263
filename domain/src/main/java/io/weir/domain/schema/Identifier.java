package io.weir.domain.schema;

/**
 * Salesforce's grammar of API names: words of letters and digits joined by single underscores, with an optional
 * namespace and a suffix such as {@code __c} joined by double underscores.
 *
 * <p>Identifiers cannot be escaped in SOQL, so this grammar is the injection defence for names: no valid name can end
 * an identifier.
 */
public final class Identifier {
    private static final int MAX_LENGTH = 80;
    private static final int MAX_PARTS = 3;

    private Identifier() {}

    /** {@code text}; throws {@link IllegalArgumentException}, which says {@code kind}, unless it is an identifier. */
    public static String checked(String text, String kind) {
        if (!isIdentifier(text)) {
            throw new IllegalArgumentException("not %s: '%s'".formatted(kind, abbreviated(text)));
        }
        return text;
    }

    private static boolean isIdentifier(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH || !isLetter(text.charAt(0)) || text.charAt(length - 1) == '_') {
            return false;
        }
        int parts = 1;
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (c == '_') {
                if (text.charAt(i + 1) == '_') {
                    i++;
                    parts++;
                    if (text.charAt(i + 1) == '_') {
                        return false;
                    }
                }
            } else if (!isLetter(c) && !(c >= '0' && c <= '9')) {
                return false;
            }
        }
        // A part of a compound field in a package has four: acme__Home__Latitude__s.
        return parts <= MAX_PARTS || (parts == MAX_PARTS + 1 && text.endsWith("__s"));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** Excludes characters that control a terminal or a log, and half a surrogate pair. */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static String abbreviated(String text) {
        var printable = text.chars()
                .limit(MAX_LENGTH)
                .map(c -> isPrintable(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return text.length() > MAX_LENGTH ? printable + "…" : printable.toString();
    }
}
