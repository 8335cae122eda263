package io.weir.adapter.in.http.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a file of the operator's holds. */
public sealed interface TextFile {
    /**
     * A text that can be read.
     *
     * @param text without the byte order mark that some editors begin a file with
     */
    record Text(String text) implements TextFile {}

    record Unreadable(String remedy) implements TextFile {}

    /** Reads {@code file}, which may be a link, if it has at most {@code mostBytes}; throws nothing. */
    static TextFile read(Path file, int mostBytes) {
        if (Files.isDirectory(file)) {
            return new Unreadable("a folder, not a file");
        }
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                return new Unreadable("larger than %d KiB, which is the most that is read".formatted(mostBytes / 1024));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Text(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException notUtf8) {
            return new Unreadable("not UTF-8; save it as UTF-8");
        } catch (FileSystemException unreadable) {
            return new Unreadable(remedy(file, unreadable));
        } catch (IOException unreadable) {
            return new Unreadable("cannot be read");
        }
    }

    private static String remedy(Path file, FileSystemException unreadable) {
        if (Files.isSymbolicLink(file)) {
            return "a link that leads in a circle, nowhere or to what cannot be read; correct it";
        }
        return unreadable instanceof NoSuchFileException
                ? "there is no file here; create it, or correct the path"
                : "cannot be read; check its permissions";
    }
}
