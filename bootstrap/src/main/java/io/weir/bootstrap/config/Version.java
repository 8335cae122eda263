package io.weir.bootstrap.config;

/** The version of Weir, from the manifest of its jar. */
public final class Version {
    /** The version when Weir runs from class files. */
    public static final String DEVELOPMENT = "development";

    private Version() {}

    /** The version of the jar, or {@link #DEVELOPMENT}. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? DEVELOPMENT : version;
    }
}
