package io.weir.adapter.in.http.caller;

/** Text from a header, as HTTP has it. */
public final class HeaderText {
    private HeaderText() {}

    /**
     * {@code text} without the spaces and tabs around it, which do not belong to a header's value. Every other character counts:
     * {@link String#strip} drops control characters too, and would take a credential with one behind it for the credential.
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
