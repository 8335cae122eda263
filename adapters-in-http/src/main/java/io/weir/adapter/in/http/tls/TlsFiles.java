package io.weir.adapter.in.http.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The contents of the files that some {@link TlsSettings} name, read at one moment. Equal if all contents are. */
record TlsFiles(Map<Path, ByteBuffer> readable) {
    /** More than any store of certificates has. A device such as {@code /dev/zero} never ends. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    static TlsFiles of(TlsSettings settings) {
        var readable = new HashMap<Path, ByteBuffer>();
        for (var file : settings.files()) {
            try (var in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                if (bytes.length <= MOST_BYTES) {
                    readable.put(file, ByteBuffer.wrap(bytes));
                }
            } catch (IOException unreadable) {
                // content() reports it
            }
        }
        return new TlsFiles(Map.copyOf(readable));
    }

    /** The bytes of {@code file}; throws {@link UnusableTls} if they could not be read. */
    byte[] content(Path file) {
        var content = readable.get(file);
        if (content == null) {
            throw new UnusableTls("no readable file at '%s'".formatted(file));
        }
        var bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "TlsFiles" + readable.keySet();
    }
}
