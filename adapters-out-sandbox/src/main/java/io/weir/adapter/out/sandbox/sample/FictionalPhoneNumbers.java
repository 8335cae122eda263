package io.weir.adapter.out.sandbox.sample;

/**
 * Unassigned telephone numbers, in the formats that people type.
 *
 * <p>555-0100 to 555-0199 of each North American area code, and 020 7946 0000 to 0999 of London, are reserved for
 * fiction.
 */
public final class FictionalPhoneNumbers {
    private FictionalPhoneNumbers() {}

    /** Number {@code line} (0 to 99) of {@code areaCode}, in E.164 format. */
    public static String american(String areaCode, int line) {
        return "+1" + areaCode + "555" + zeroPadded(100 + line, 4);
    }

    /** Number {@code line} (0 to 99) of {@code areaCode}, in one of eight formats. */
    public static String american(String areaCode, int line, int format) {
        String last = zeroPadded(100 + line, 4);
        return switch (format % 8) {
            case 0 -> american(areaCode, line);
            case 1 -> "(" + areaCode + ") 555-" + last;
            case 2 -> areaCode + ".555." + last;
            case 3 -> areaCode + "-555-" + last;
            case 4 -> "1-" + areaCode + "-555-" + last;
            case 5 -> "+1 (" + areaCode + ") 555-" + last + " x123";
            case 6 -> areaCode + " 555 " + last + " ext. 45";
            default -> areaCode + "555" + last;
        };
    }

    /** Number {@code line} (0 to 999) of London, in one of three formats. */
    public static String british(int line, int format) {
        return switch (format % 3) {
            case 0 -> "+442079460" + zeroPadded(line, 3);
            case 1 -> "020 7946 0" + zeroPadded(line, 3);
            default -> "+44 (0)20 7946 0" + zeroPadded(line, 3);
        };
    }

    /**
     * {@code number} with leading zeros. Called thousands of times at startup, where {@code String.format} would be
     * slow.
     */
    public static String zeroPadded(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
