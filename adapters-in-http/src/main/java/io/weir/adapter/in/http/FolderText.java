package io.weir.adapter.in.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a folder's YAML files hold at one moment; two are equal if their contents are. Hidden files and what has another ending are
 * no part of it.
 *
 * @param files by name
 * @param mistakes what is wrong with the folder itself
 */
record FolderText(SortedMap<String, FolderText.Content> files, List<String> mistakes) {
    static final String EXTENSION = ".yaml";
    static final int MAX_FILE = 256 * 1024;
    private static final int MOST_FILES = 500;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What one file holds. */
    sealed interface Content {
        record Text(String yaml) implements Content {}

        record Unreadable(String remedy) implements Content {}
    }

    FolderText {
        files = new TreeMap<>(files);
        mistakes = List.copyOf(mistakes);
    }

    /** What {@code folder} holds now; throws nothing. */
    static FolderText of(Path folder) {
        if (!Files.isDirectory(folder)) {
            return nothing("%s: there is no folder here; create it, or correct the path".formatted(folder));
        }
        try (var entries = Files.list(folder)) {
            var files = new TreeMap<String, Content>();
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
        } catch (IOException unreadable) {
            return nothing("%s: the folder cannot be read; check its permissions".formatted(folder));
        }
    }

    private static FolderText nothing(String mistake) {
        return new FolderText(new TreeMap<>(), List.of(mistake));
    }

    private static boolean isMeant(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(EXTENSION) || name.endsWith(".yml"));
    }

    private static Content content(Path file) {
        if (!String.valueOf(file.getFileName()).endsWith(EXTENSION)) {
            return new Content.Unreadable("a file of the catalog ends in .yaml, in small letters; rename it");
        }
        if (Files.isDirectory(file)) {
            return new Content.Unreadable("a folder, not a file; the catalog has no sub-folders");
        }
        try {
            // what is neither, such as a pipe, might never end; a link that leads nowhere says so by itself
            if (!Files.isRegularFile(file.toRealPath())) {
                return new Content.Unreadable("not a file");
            }
            return text(file);
        } catch (CharacterCodingException notUtf8) {
            return new Content.Unreadable("not UTF-8; save it as UTF-8");
        } catch (FileSystemException unreadable) {
            return new Content.Unreadable(
                    Files.isSymbolicLink(file)
                            ? "a link that leads in a circle, nowhere or to what cannot be read; correct it"
                            : "cannot be read; check its permissions");
        } catch (IOException unreadable) {
            return new Content.Unreadable("cannot be read");
        }
    }

    private static Content text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE + 1);
            if (bytes.length > MAX_FILE) {
                return new Content.Unreadable(
                        "larger than %d KiB; an action is much smaller".formatted(MAX_FILE / 1024));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Content.Text(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        }
    }
}
