package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.yaml.TextFile;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the files of a folder declare.
 *
 * @param sound the declarations without an error, by the names of their files
 * @param errors the errors of the other files, each as {@code file:line: place: remedy}
 */
record DeclaredFiles(SortedMap<String, ActionFile.Declared.Whole> sound, SortedMap<String, List<String>> errors) {
    private static final ActionFile FILES = new ActionFile();

    DeclaredFiles {
        sound = new TreeMap<>(sound);
        errors = new TreeMap<>(errors);
    }

    /** Reads {@code text}, a whole folder; throws {@link InvalidActions} if the folder itself has errors. */
    static DeclaredFiles of(FolderText text) {
        if (!text.errors().isEmpty()) {
            throw InvalidActions.ofFolder(text.errors());
        }
        var files = ofSingle(text);
        files.sound.forEach((file, whole) ->
                files.misplaced(file, whole, text).ifPresent(error -> files.errors.put(file, List.of(error))));
        files.sound.keySet().removeAll(files.errors.keySet());
        return files;
    }

    /** Reads {@code text}, files that need no others beside them. */
    static DeclaredFiles ofSingle(FolderText text) {
        var files = new DeclaredFiles(new TreeMap<>(), new TreeMap<>());
        text.files().forEach(files::read);
        return files;
    }

    /** The same; throws {@link InvalidActions} if there are errors. */
    DeclaredFiles withoutErrors() {
        if (!errors.isEmpty()) {
            throw new InvalidActions(
                    errors.values().stream().flatMap(List::stream).toList());
        }
        return this;
    }

    private void read(String file, TextFile content) {
        switch (content) {
            case TextFile.Text(var yaml) -> {
                switch (FILES.read(ActionFileName.without(ActionFileName.EXTENSION, file), yaml)) {
                    case ActionFile.Declared.Whole whole -> sound.put(file, whole);
                    case ActionFile.Declared.Wrong(var wrong) ->
                        errors.put(
                                file,
                                wrong.stream().map(error -> error.in(file)).toList());
                }
            }
            case TextFile.Unreadable(var remedy) -> errors.put(file, List.of(file + ": " + remedy));
        }
    }

    /** The error of a former version that has no newest one beside it, or one that is not newer; empty for others. */
    private Optional<String> misplaced(String file, ActionFile.Declared.Whole former, FolderText text) {
        String main = former.action().name() + ActionFileName.EXTENSION;
        if (file.equals(main)) {
            return Optional.empty();
        }
        if (!text.files().containsKey(main)) {
            return Optional.of(
                    "%s: is a former version, and there is no newest one; rename it to %s".formatted(file, main));
        }
        return Optional.ofNullable(sound.get(main))
                .map(newest -> newest.action().version())
                .filter(newest -> former.action().version() >= newest)
                .map(newest -> "%s: the newest version is in %s, which has version %d; this one has to be less"
                        .formatted(former.document().placeOf("/version"), main, newest));
    }
}
