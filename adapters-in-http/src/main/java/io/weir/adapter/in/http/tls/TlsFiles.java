package io.weir.adapter.in.http.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What stood in the files of some {@link TlsSettings} at one moment. */
final class TlsFiles {
    private final Map<Path, byte[]> readable = new LinkedHashMap<>();

    TlsFiles(TlsSettings settings) {
        for (var file : settings.files()) {
            try {
                readable.put(file, Files.readAllBytes(file));
            } catch (IOException unreadable) {
                // told to whoever asks for the content
            }
        }
    }

    /** The bytes of {@code file}; throws {@link UnusableTls} where they could not be read. */
    byte[] of(Path file) {
        byte[] content = readable.get(file);
        if (content == null) {
            throw new UnusableTls("no readable file at '%s'".formatted(file));
        }
        return content;
    }

    /** The same for the same contents, and for no others. */
    String fingerprint() {
        var digest = sha256();
        readable.forEach((file, content) -> {
            digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
            digest.update(sha256().digest(content));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
