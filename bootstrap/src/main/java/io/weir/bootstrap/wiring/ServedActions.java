package io.weir.bootstrap.wiring;

import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.adapter.in.http.catalog.CatalogReloader;
import io.weir.adapter.in.http.catalog.InvalidActions;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.InvalidConfig;
import io.weir.domain.action.ActionVersion;
import io.weir.domain.port.ActionCatalog;
import io.weir.domain.status.StatusProblem;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The data actions that Weir serves, reloaded when their folder changes. */
public final class ServedActions implements AutoCloseable {
    private static final String JAR = "weir.jar";

    private static final Duration RELOAD_INTERVAL = Duration.ofSeconds(2);

    private final ActionCatalog catalog;
    private final Optional<CatalogReloader> reloader;

    private ServedActions(ActionCatalog catalog, Optional<CatalogReloader> reloader) {
        this.catalog = catalog;
        this.reloader = reloader;
    }

    /** The catalog in {@code actions}, read once; throws {@link InvalidConfig} with every error. */
    public static ActionCatalog read(Config.ActionSource actions) {
        return read(actions, ActionFolder::load)
                .<ActionCatalog>map(folder -> folder)
                .orElse(ActionCatalog.EMPTY);
    }

    /**
     * The actions in {@code actions} that have no error, with the errors of the others; empty if there is no folder.
     * Throws {@link InvalidConfig} if the folder itself cannot be used.
     */
    public static Optional<ActionFolder> soundOf(Config.ActionSource actions) {
        return read(actions, ActionFolder::soundOf);
    }

    /**
     * A catalog of the actions without errors.
     *
     * @param errors those of the other actions, each as {@code file:line: place: remedy}
     */
    public record SoundCatalog(ActionCatalog catalog, List<String> errors) {
        public SoundCatalog {
            errors = List.copyOf(errors);
        }
    }

    /** The same as {@link #soundOf}, also if there is no folder. */
    public static SoundCatalog soundCatalogOf(Config.ActionSource actions) {
        return soundOf(actions)
                .map(folder -> new SoundCatalog(folder, folder.errors()))
                .orElseGet(() -> new SoundCatalog(ActionCatalog.EMPTY, List.of()));
    }

    private static Optional<ActionFolder> read(Config.ActionSource actions, Function<Path, ActionFolder> load) {
        return folder(actions).map(path -> loaded(path, load, actions));
    }

    /** The folder of {@code actions}, which may not exist; empty if there is none. */
    public static Optional<Path> folder(Config.ActionSource actions) {
        return switch (actions) {
            case Config.ActionSource.Folder(var path, var _) -> Optional.of(path);
            case Config.ActionSource.Examples() -> Optional.of(examples());
            case Config.ActionSource.None() -> Optional.empty();
        };
    }

    /** The same catalog, reloaded until it is closed. */
    static ServedActions watched(Config.ActionSource actions, InstantSource clock, MeterRegistry meters) {
        var catalog = read(actions);
        if (catalog instanceof ActionFolder folder) {
            return new ServedActions(
                    folder, Optional.of(CatalogReloader.start(folder, RELOAD_INTERVAL, clock, meters)));
        }
        return new ServedActions(catalog, Optional.empty());
    }

    /** The actions in {@code path}, a folder or a file of any name; throws {@link InvalidConfig} with every error. */
    public static ActionFolder declaredIn(Path path) {
        return loaded(
                path,
                Files.isRegularFile(path) ? ActionFolder::ofFile : ActionFolder::load,
                new Config.ActionSource.None());
    }

    /** The action in {@code file}, named as in a folder of actions; throws {@link InvalidConfig} with every error. */
    public static ActionFolder declaredBy(Path file) {
        return loaded(file, ActionFolder::ofNamedFile, new Config.ActionSource.None());
    }

    private static ActionFolder loaded(Path path, Function<Path, ActionFolder> load, Config.ActionSource actions) {
        try {
            return load.apply(path);
        } catch (InvalidActions invalid) {
            String setting = actions instanceof Config.ActionSource.Folder(var _, var name) && invalid.isOfFolder()
                    ? name.map(known -> known + ": ").orElse("")
                    : "";
            throw new InvalidConfig(
                    invalid.errors().stream().map(error -> setting + error).toList());
        }
    }

    /** The folder that the build copies beside the jar, or beside the class files. */
    public static Path examples() {
        return place().resolveSibling("actions");
    }

    /**
     * The jar that Java was started with, or the folder of the class files. For a class in an AOT cache, Java gives the
     * place that its jar had when the cache was made, so a jar is found by the class path.
     */
    private static Path place() {
        String classPath = System.getProperty("java.class.path", "");
        if (classPath.endsWith(JAR) && !classPath.contains(File.pathSeparator)) {
            return Path.of(classPath);
        }
        try {
            return Path.of(ServedActions.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException unreachable) {
            throw new IllegalStateException("the location of Weir's classes is unknown", unreachable);
        }
    }

    /** The place of a part of an action, as {@code file:line}; the name of the action if it is not from a file. */
    static String placeOf(ActionCatalog catalog, ActionVersion id, String pointer) {
        return catalog instanceof ActionFolder folder ? folder.placeOf(id, pointer) : id.toString();
    }

    /** Reads the folder now. */
    ActionFolder.Refreshed reload() {
        return reloader.map(CatalogReloader::look).orElseGet(ActionFolder.Refreshed.Unchanged::new);
    }

    /** That the folder has changed and cannot be used, while that is so. */
    Optional<StatusProblem> problem() {
        return reloader.flatMap(CatalogReloader::problem);
    }

    ActionCatalog catalog() {
        return catalog;
    }

    @Override
    public void close() {
        reloader.ifPresent(CatalogReloader::close);
    }
}
