package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.yaml.TextFile;
import io.weir.domain.action.ActionVersion;
import io.weir.domain.action.ActionWarnings;
import io.weir.domain.action.DataAction;
import io.weir.domain.caller.ActionName;
import io.weir.domain.contract.ContractChange;
import io.weir.domain.contract.ContractComparison;
import io.weir.domain.port.ActionCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The data actions that a folder declares: the newest version of each in {@code <name>.yaml}, former ones in
 * {@code <name>.v1.yaml}. {@link #refresh} replaces all of them together, and only if none has an error and none breaks
 * flows.
 *
 * <p>Thread-safe.
 */
public final class ActionFolder implements ActionCatalog {
    private final Path folder;
    private final SortedMap<String, List<String>> errors;
    private volatile Catalog catalog;
    private FolderText latest;
    private FolderText seen;

    /** The actions that are served, and the files they are from. */
    private record Catalog(
            Map<ActionName, DataAction> newest,
            List<DataAction> all,
            Map<ActionVersion, ActionFile.Declared.Whole> declared) {
        private static final Comparator<DataAction> ORDER = Comparator.<DataAction, String>comparing(
                        action -> action.name().value())
                .thenComparing(Comparator.comparingInt(DataAction::version).reversed());

        static Catalog of(Collection<ActionFile.Declared.Whole> declared) {
            var newest = new HashMap<ActionName, DataAction>();
            var byId = new HashMap<ActionVersion, ActionFile.Declared.Whole>();
            var all = declared.stream()
                    .map(ActionFile.Declared.Whole::action)
                    .sorted(ORDER)
                    .toList();
            all.forEach(action -> newest.putIfAbsent(action.name(), action));
            declared.forEach(whole -> byId.put(whole.action().id(), whole));
            return new Catalog(newest, all, byId);
        }

        /** What of {@code next} breaks flows, although its version is the same. */
        List<String> breaks(Catalog next) {
            var breaks = new ArrayList<String>();
            next.declared.values().forEach(whole -> {
                var before = declared.get(whole.action().id());
                if (before != null) {
                    ContractComparison.breaks(before.action(), whole.action())
                            .forEach(change -> breaks.add(broken(whole, change)));
                }
            });
            return breaks.stream().sorted().toList();
        }

        private static String broken(ActionFile.Declared.Whole whole, ContractChange change) {
            return "%s: %s; flows rely on %s, so give this declaration another version"
                    .formatted(
                            whole.document().placeOf(change.location()),
                            change.text(),
                            whole.action().id());
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
         * Actions that would break flows; the former ones are still served.
         *
         * @param breaks each as {@code file:line: what breaks and the remedy}
         */
        record Breaking(List<String> breaks) implements Refreshed {
            public Breaking {
                breaks = List.copyOf(breaks);
            }
        }

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

    private ActionFolder(Path folder, FolderText text, DeclaredFiles declared) {
        this.folder = folder;
        this.latest = text;
        this.seen = text;
        this.errors = declared.errors();
        this.catalog = Catalog.of(declared.sound().values());
    }

    /** The action in {@code file}, which may have any name; throws {@link InvalidActions} with every error. */
    public static ActionFolder ofFile(Path file) {
        String name = String.valueOf(file.getFileName());
        var content = FolderText.isOfTests(file) ? FolderText.TESTS : TextFile.read(file, FolderText.MAX_FILE);
        return switch (content) {
            case TextFile.Text(var yaml) ->
                switch (new ActionFile().readAnywhere(ActionFileName.without(ActionFileName.EXTENSION, name), yaml)) {
                    case ActionFile.Declared.Whole whole ->
                        new ActionFolder(
                                file,
                                FolderText.ofFile(name, content),
                                new DeclaredFiles(new TreeMap<>(Map.of(name, whole)), new TreeMap<>()));
                    case ActionFile.Declared.Wrong(var errors) ->
                        throw new InvalidActions(
                                errors.stream().map(error -> error.in(name)).toList());
                };
            case TextFile.Unreadable(var remedy) -> throw new InvalidActions(List.of(file + ": " + remedy));
        };
    }

    /**
     * The action in {@code file}, whose name is as in a folder of actions; throws {@link InvalidActions} with every
     * error.
     */
    public static ActionFolder ofNamedFile(Path file) {
        var text = FolderText.ofFile(file);
        return new ActionFolder(file, text, DeclaredFiles.ofSingle(text).withoutErrors());
    }

    /** The actions in {@code folder}; throws {@link InvalidActions} with every error in every file. */
    public static ActionFolder load(Path folder) {
        var text = FolderText.of(folder);
        return new ActionFolder(folder, text, DeclaredFiles.of(text).withoutErrors());
    }

    /**
     * The actions in {@code folder} that have no error; {@link #errors} has those of the others. Throws
     * {@link InvalidActions} if the folder itself cannot be used.
     */
    public static ActionFolder soundOf(Path folder) {
        var text = FolderText.of(folder);
        return new ActionFolder(folder, text, DeclaredFiles.of(text));
    }

    /** The errors of the files that declare no action here, each as {@code file:line: place: remedy}. */
    public List<String> errors() {
        return errors.values().stream().flatMap(List::stream).toList();
    }

    /** The same of the file called {@code file}. */
    public List<String> errorsOf(String file) {
        return errors.getOrDefault(file, List.of());
    }

    /** The same of the files of all versions of the action. */
    public List<String> errorsOf(ActionName name) {
        return errors.entrySet().stream()
                .filter(file -> ActionFileName.of(file.getKey()).action().equals(name.value()))
                .flatMap(file -> file.getValue().stream())
                .toList();
    }

    @Override
    public Optional<DataAction> named(ActionName name) {
        return Optional.ofNullable(catalog.newest().get(name));
    }

    @Override
    public Optional<DataAction> version(ActionVersion id) {
        return Optional.ofNullable(catalog.declared().get(id)).map(ActionFile.Declared.Whole::action);
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
    public String placeOf(ActionVersion id, String pointer) {
        var declared = catalog.declared().get(id);
        return declared == null
                ? id.name() + ActionFileName.EXTENSION
                : declared.document().placeOf(pointer);
    }

    /** The name of the file that declares a served action. */
    public ActionFileName fileOf(ActionVersion id) {
        var declared = catalog.declared().get(id);
        return declared == null
                ? new ActionFileName(id.name().value(), 0)
                : ActionFileName.of(declared.document().file());
    }

    /** The text that declares a served action; empty for an action that is not served. */
    public Optional<String> declaration(ActionVersion id) {
        return Optional.ofNullable(catalog.declared().get(id)).map(ActionFile.Declared.Whole::yaml);
    }

    /** The action that {@code yaml} declares; empty if it has errors, or declares another one. */
    public static Optional<DataAction> declared(ActionVersion id, String yaml) {
        return switch (new ActionFile().read(id.name().value(), yaml)) {
            case ActionFile.Declared.Whole(var action, var _, var _) ->
                Optional.of(action).filter(it -> it.id().equals(id));
            case ActionFile.Declared.Wrong _ -> Optional.empty();
        };
    }

    /** What may be unintended in the served actions, each as {@code file:line: place: remedy}. */
    public List<String> warnings() {
        return catalog.all().stream()
                .flatMap(action -> ActionWarnings.of(action).stream()
                        .map(warning -> "%s: %s: %s"
                                .formatted(
                                        placeOf(action.id(), warning.location()),
                                        warning.location(),
                                        warning.message())))
                .toList();
    }

    /** Reads the folder again. */
    synchronized Refreshed refresh() {
        return refresh(FolderText.of(folder));
    }

    /** Does the same unless the folder has changed since the last call: it may be half written. */
    synchronized Refreshed refreshIfSettled() {
        var now = FolderText.of(folder);
        boolean settled = now.equals(seen);
        seen = now;
        return settled ? refresh(now) : new Refreshed.Unchanged();
    }

    private Refreshed refresh(FolderText now) {
        if (now.equals(latest)) {
            return new Refreshed.Unchanged();
        }
        try {
            var before = catalog;
            var next = Catalog.of(DeclaredFiles.of(now).withoutErrors().sound().values());
            latest = now;
            var breaks = before.breaks(next);
            if (!breaks.isEmpty()) {
                return new Refreshed.Breaking(breaks);
            }
            catalog = next;
            return new Refreshed.Changed(difference(before, next));
        } catch (InvalidActions refused) {
            latest = now;
            return new Refreshed.Refused(refused.errors());
        }
    }

    private static String difference(Catalog before, Catalog now) {
        var changed = now.all().stream().flatMap(action -> {
            var old = before.declared().get(action.id());
            return old == null
                    ? Stream.of(action.id() + " new")
                    : old.action().equals(action) ? Stream.empty() : Stream.of(action.id() + " changed");
        });
        var gone = before.all().stream()
                .filter(action -> !now.declared().containsKey(action.id()))
                .map(action -> action.id() + " gone");
        String changes = Stream.concat(changed, gone).collect(Collectors.joining(", "));
        return changes.isEmpty() ? "nothing but comments and layout changed" : changes;
    }
}
