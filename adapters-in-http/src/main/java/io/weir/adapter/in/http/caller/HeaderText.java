package io.weir.adapter.in.http.caller;

/** The values of headers. */
public final class HeaderText {
    private HeaderText() {}

    /**
     * {@code text} without surrounding spaces and tabs. {@link String#strip} is wrong here: it removes control
     * characters too, so that a credential followed by one would still match.
     */
    public static String trimmed(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && isSpace(text.charAt(begin))) {
            begin++;
        }
        while (begin < end && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
