package io.weir.adapter.in.http.catalog;

import java.util.regex.Pattern;

/**
 * What the name of a file says about the data action that it declares or tests.
 *
 * @param action the name of the action, unchecked
 * @param version the former version; 0 for the newest one
 */
public record ActionFileName(String action, int version) {
    /** What the name of a file with a declaration ends in. */
    public static final String EXTENSION = ".yaml";

    /** What the name of a file with tests ends in. */
    public static final String TESTS = ".test.yaml";

    private static final Pattern FORMER = Pattern.compile("(?<action>.+)\\.v(?<version>[1-9][0-9]{0,8})");

    /** Reads {@code file}, the name of a file with a declaration or with tests, with or without its extension. */
    public static ActionFileName of(String file) {
        String name = without(EXTENSION, without(TESTS, file));
        var former = FORMER.matcher(name);
        return former.matches()
                ? new ActionFileName(former.group("action"), Integer.parseInt(former.group("version")))
                : new ActionFileName(name, 0);
    }

    /** {@code file} without {@code extension}, if it has that. */
    static String without(String extension, String file) {
        return file.endsWith(extension) ? file.substring(0, file.length() - extension.length()) : file;
    }

    /** Whether it is that of a former version. */
    public boolean isFormer() {
        return version > 0;
    }

    /** The name of the file with the declaration. */
    public String file() {
        return stem() + EXTENSION;
    }

    /** The name of the file with the tests. */
    public String tests() {
        return stem() + TESTS;
    }

    private String stem() {
        return isFormer() ? "%s.v%d".formatted(action, version) : action;
    }
}
