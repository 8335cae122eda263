package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.actiontest.ActionTests;
import io.weir.adapter.in.http.yaml.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The YAML files of a folder at one moment; two are equal if their contents are. Hidden files, tests, and files with
 * other extensions are ignored.
 *
 * @param files by name
 * @param errors the errors of the folder itself
 */
record FolderText(SortedMap<String, TextFile> files, List<String> errors) {
    static final String EXTENSION = ".yaml";
    static final int MAX_FILE = 256 * 1024;
    private static final int MOST_FILES = 500;

    FolderText {
        files = new TreeMap<>(files);
        errors = List.copyOf(errors);
    }

    /** The present content of {@code folder}. Throws nothing. */
    static FolderText of(Path folder) {
        if (Files.isRegularFile(folder)) {
            return nothing("%s: this is a file; name its folder".formatted(folder));
        }
        if (!Files.isDirectory(folder)) {
            return nothing("%s: there is no folder here; create it, or correct the path".formatted(folder));
        }
        try (var entries = Files.list(folder)) {
            var files = new TreeMap<String, TextFile>();
            entries.sorted(Comparator.comparing(Path::toString))
                    .filter(FolderText::isMeant)
                    .limit(MOST_FILES + 1L)
                    .forEach(file -> files.put(String.valueOf(file.getFileName()), content(file)));
            if (files.isEmpty()) {
                return nothing("%s: no %s file in it, so there would be no action".formatted(folder, EXTENSION));
            }
            return files.size() > MOST_FILES
                    ? nothing("%s: more than %d files".formatted(folder, MOST_FILES))
                    : new FolderText(files, List.of());
        } catch (IOException | UncheckedIOException unreadable) {
            return nothing("%s: the folder cannot be read; check its permissions".formatted(folder));
        }
    }

    private static FolderText nothing(String error) {
        return new FolderText(new TreeMap<>(), List.of(error));
    }

    private static boolean isMeant(Path file) {
        String name = String.valueOf(file.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && !name.endsWith(ActionTests.EXTENSION)
                && (lower.endsWith(EXTENSION) || lower.endsWith(".yml"));
    }

    private static TextFile content(Path file) {
        if (!String.valueOf(file.getFileName()).endsWith(EXTENSION)) {
            return new TextFile.Unreadable("a file of the catalog ends in .yaml, in small letters; rename it");
        }
        if (Files.isDirectory(file)) {
            return new TextFile.Unreadable("a folder, not a file; the catalog has no sub-folders");
        }
        // reading what is neither, such as a pipe, might never end
        return Files.exists(file) && !Files.isRegularFile(file)
                ? new TextFile.Unreadable("not a file")
                : TextFile.read(file, MAX_FILE);
    }
}
