package io.weir.bootstrap.config;

/** Which Weir this is. The build writes it into the manifest of Weir's jar, and nowhere else. */
public final class Version {
    /** What Weir is called where it runs from class files instead of its jar. */
    public static final String DEVELOPMENT = "development";

    private Version() {}

    /** The version of the jar; {@link #DEVELOPMENT} where there is none. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? DEVELOPMENT : version;
    }
}
