package io.weir.adapter.out.sandbox;

/**
 * Telephone numbers that nobody has, in the spellings that people type.
 *
 * <p>555-0100 to 555-0199 of each North American area code, and 020 7946 0000 to 0999 of London, are kept free for fiction.
 */
final class PhoneBook {
    private PhoneBook() {}

    /** {@code line} (0 to 99) of {@code areaCode}, in E.164. */
    static String american(String areaCode, int line) {
        return "+1%s555%04d".formatted(areaCode, 100 + line);
    }

    /** {@code line} (0 to 99) of {@code areaCode}, in one of eight spellings. */
    static String american(String areaCode, int line, int spelling) {
        String last = "%04d".formatted(100 + line);
        return switch (spelling % 8) {
            case 0 -> american(areaCode, line);
            case 1 -> "(%s) 555-%s".formatted(areaCode, last);
            case 2 -> "%s.555.%s".formatted(areaCode, last);
            case 3 -> "%s-555-%s".formatted(areaCode, last);
            case 4 -> "1-%s-555-%s".formatted(areaCode, last);
            case 5 -> "+1 (%s) 555-%s x123".formatted(areaCode, last);
            case 6 -> "%s 555 %s ext. 45".formatted(areaCode, last);
            default -> areaCode + "555" + last;
        };
    }

    /** London's {@code line} (0 to 999), in one of three spellings. */
    static String british(int line, int spelling) {
        return switch (spelling % 3) {
            case 0 -> "+4420794%05d".formatted(60_000 + line);
            case 1 -> "020 7946 0%03d".formatted(line);
            default -> "+44 (0)20 7946 0%03d".formatted(line);
        };
    }
}
