package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.yaml.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    static final int MAX_FILE = 256 * 1024;
    static final TextFile.Unreadable TESTS = new TextFile.Unreadable("has tests; name the file with the action");

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
            String meant = folder.toString().endsWith(ActionFileName.EXTENSION) ? "file" : "folder";
            return nothing("%s: there is no %s here; create it, or correct the path".formatted(folder, meant));
        }
        try (var entries = Files.list(folder)) {
            var files = new TreeMap<String, TextFile>();
            entries.sorted(Comparator.comparing(Path::toString))
                    .filter(FolderText::isMeant)
                    .limit(MOST_FILES + 1L)
                    .forEach(file -> files.put(String.valueOf(file.getFileName()), content(file)));
            if (files.isEmpty()) {
                return nothing("%s: no %s file in it, so there would be no action"
                        .formatted(folder, ActionFileName.EXTENSION));
            }
            return files.size() > MOST_FILES
                    ? nothing("%s: more than %d files".formatted(folder, MOST_FILES))
                    : new FolderText(files, List.of());
        } catch (IOException | UncheckedIOException unreadable) {
            return nothing("%s: the folder cannot be read; check its permissions".formatted(folder));
        }
    }

    /** The present content of {@code file} alone. Throws nothing. */
    static FolderText ofFile(Path file) {
        return ofFile(String.valueOf(file.getFileName()), content(file));
    }

    /** The {@code content} of the file called {@code name}, alone. */
    static FolderText ofFile(String name, TextFile content) {
        return new FolderText(new TreeMap<>(Map.of(name, content)), List.of());
    }

    private static FolderText nothing(String error) {
        return new FolderText(new TreeMap<>(), List.of(error));
    }

    private static boolean isMeant(Path file) {
        String name = String.valueOf(file.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && !isOfTests(file)
                && (lower.endsWith(ActionFileName.EXTENSION) || lower.endsWith(".yml"));
    }

    /** Whether {@code file} has tests, and no declaration. */
    static boolean isOfTests(Path file) {
        return file.toString().endsWith(ActionFileName.TESTS);
    }

    private static TextFile content(Path file) {
        if (isOfTests(file)) {
            return TESTS;
        }
        if (!String.valueOf(file.getFileName()).endsWith(ActionFileName.EXTENSION)) {
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
