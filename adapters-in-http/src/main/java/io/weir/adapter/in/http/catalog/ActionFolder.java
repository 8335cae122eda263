package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.yaml.TextFile;
import io.weir.adapter.in.http.yaml.YamlDocument;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.WordsOfCxone;
import io.weir.domain.caller.ActionName;
import io.weir.domain.port.ActionCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The data actions that a folder declares, one in each {@code <name>.yaml}. {@link #refresh} replaces all of them
 * together, and only if none has an error.
 *
 * <p>Thread-safe.
 */
public final class ActionFolder implements ActionCatalog {
    private final Path folder;
    private final ActionFile files = new ActionFile();
    private volatile Catalog catalog;
    private FolderText latest;

    /** The actions that are served. */
    private record Catalog(
            Map<ActionName, DataAction> byName, List<DataAction> all, Map<ActionName, YamlDocument> documents) {
        static Catalog of(List<ActionFile.Declared.Whole> declared) {
            var byName = new LinkedHashMap<ActionName, DataAction>();
            var documents = new HashMap<ActionName, YamlDocument>();
            declared.stream()
                    .sorted(Comparator.comparing(whole -> whole.action().name().value()))
                    .forEach(whole -> {
                        byName.put(whole.action().name(), whole.action());
                        documents.put(whole.action().name(), whole.document());
                    });
            return new Catalog(byName, List.copyOf(byName.values()), documents);
        }
    }

    /** The result of reading the folder again. */
    public sealed interface Refreshed {
        /** The same content as before. */
        record Unchanged() implements Refreshed {}

        /**
         * Other actions, which are served from now on.
         *
         * @param changes the new, changed and removed actions, for the log
         */
        record Changed(String changes) implements Refreshed {}

        /**
         * Actions with errors; the former ones are still served.
         *
         * @param errors each as {@code file:line: place: remedy}
         */
        record Refused(List<String> errors) implements Refreshed {
            public Refused {
                errors = List.copyOf(errors);
            }
        }
    }

    private ActionFolder(Path folder) {
        this.folder = folder;
        this.latest = FolderText.of(folder);
        this.catalog = Catalog.of(actions(latest));
    }

    /** The actions in {@code folder}; throws {@link InvalidActions} with every error in every file. */
    public static ActionFolder load(Path folder) {
        return new ActionFolder(folder);
    }

    @Override
    public Optional<DataAction> named(ActionName name) {
        return Optional.ofNullable(catalog.byName().get(name));
    }

    /** All of them, by name: the same list until something changes. */
    @Override
    public List<DataAction> all() {
        return catalog.all();
    }

    /**
     * The place of a part of a served action, as {@code file:line}, with lines from 1.
     *
     * @param pointer the JSON pointer of the part in the declaration, such as {@code /query/fields/1}; for a part that
     *     is not written there, the nearest part around it counts
     */
    public String placeOf(ActionName name, String pointer) {
        var document = catalog.documents().get(name);
        return document == null ? name + FolderText.EXTENSION : document.placeOf(pointer);
    }

    /** What may be unintended in the served actions, each as {@code file:line: place: remedy}. */
    public List<String> warnings() {
        return catalog.all().stream()
                .flatMap(action -> WordsOfCxone.warnings(action.outputs()).stream()
                        .map(warning -> "%s: %s: %s"
                                .formatted(
                                        placeOf(action.name(), warning.location()),
                                        warning.location(),
                                        warning.message())))
                .toList();
    }

    /** Reads the folder again. */
    synchronized Refreshed refresh() {
        var now = FolderText.of(folder);
        if (now.equals(latest)) {
            return new Refreshed.Unchanged();
        }
        try {
            var before = catalog;
            catalog = Catalog.of(actions(now));
            latest = now;
            return new Refreshed.Changed(difference(before, catalog));
        } catch (InvalidActions refused) {
            latest = now;
            return new Refreshed.Refused(refused.errors());
        }
    }

    private List<ActionFile.Declared.Whole> actions(FolderText text) {
        var actions = new ArrayList<ActionFile.Declared.Whole>();
        var errors = new ArrayList<>(text.errors());
        text.files().forEach((file, content) -> {
            switch (content) {
                case TextFile.Text(var yaml) -> {
                    switch (files.read(file.substring(0, file.length() - FolderText.EXTENSION.length()), yaml)) {
                        case ActionFile.Declared.Whole whole -> actions.add(whole);
                        case ActionFile.Declared.Wrong(var wrong) -> wrong.forEach(error -> errors.add(error.in(file)));
                    }
                }
                case TextFile.Unreadable(var remedy) -> errors.add(file + ": " + remedy);
            }
        });
        if (!errors.isEmpty()) {
            throw new InvalidActions(errors);
        }
        return actions;
    }

    private static String difference(Catalog before, Catalog now) {
        var changed = now.all().stream().flatMap(action -> {
            var old = before.byName().get(action.name());
            String label = "%s v%d ".formatted(action.name(), action.version());
            return old == null
                    ? Stream.of(label + "new")
                    : old.equals(action) ? Stream.empty() : Stream.of(label + "changed");
        });
        var gone = before.all().stream()
                .filter(action -> !now.byName().containsKey(action.name()))
                .map(action -> "%s v%d gone".formatted(action.name(), action.version()));
        String changes = Stream.concat(changed, gone).collect(Collectors.joining(", "));
        return changes.isEmpty() ? "nothing but comments and layout changed" : changes;
    }
}
