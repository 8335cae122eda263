package io.weir.adapter.out.profiler.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.regex.Pattern;

/** The lock on a folder. Its file names the Weir that has it by instance and process id, on one line. */
final class FolderLock implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9._-]{1,64}) (\\d{1,20})\n");
    private static final int LONGEST_LINE = 100;

    /** Beyond the content of the file, which others may read. */
    private static final long LOCKED_BYTE = 1 << 30;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock; throws {@link FolderInUse} where another Weir has it.
     *
     * @param instance the name of the Weir that takes it
     * @param attributes of the file, where it is new
     */
    static FolderLock take(Path file, String instance, FileAttribute<?>... attributes) throws IOException {
        var channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), attributes);
        boolean taken = false;
        try {
            if (!isLocked(channel)) {
                throw new FolderInUse(holder(channel));
            }
            write(channel, instance);
            taken = true;
            return new FolderLock(channel);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException _) {
            // another one of this process has it
            return false;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(LONGEST_LINE);
        channel.read(bytes, 0);
        var line = LINE.matcher(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
        return line.matches() ? "instance %s, process %s".formatted(line.group(1), line.group(2)) : "";
    }

    private static void write(FileChannel channel, String instance) {
        var line = "%s %d\n".formatted(instance, ProcessHandle.current().pid());
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException _) {
            // the lock holds without a name, such as on a full disk
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // the process ends the lock at the latest
        }
    }
}
