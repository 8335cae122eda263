package io.weir.adapter.out.profiler.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Another Weir has the folder. The lock file names it by its instance and its process id, on one line. */
final class FolderInUse extends IOException {
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9._-]{1,64}) (\\d{1,20})\n");
    private static final int LONGEST_LINE = 100;

    private final String holder;

    private FolderInUse(String holder) {
        super("another Weir uses this folder" + (holder.isEmpty() ? "" : ": " + holder));
        this.holder = holder;
    }

    /** The other Weir, as far as {@code lockFile} names it. */
    static FolderInUse by(FileChannel lockFile) throws IOException {
        var bytes = ByteBuffer.allocate(LONGEST_LINE);
        lockFile.read(bytes, 0);
        var line = LINE.matcher(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
        return new FolderInUse(line.matches() ? "instance %s, process %s".formatted(line.group(1), line.group(2)) : "");
    }

    /** Names this process in {@code lockFile}, which it has locked. */
    static void write(FileChannel lockFile, String instance) {
        var line = "%s %d\n".formatted(instance, ProcessHandle.current().pid());
        try {
            lockFile.truncate(0);
            lockFile.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException _) {
            // the lock holds without a name, such as on a full disk
        }
    }

    /** The other Weir's instance and process id; empty if they are not known. */
    String holder() {
        return holder;
    }
}
