package io.weir.adapter.out.profiler.store;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a store cannot be used, as one line for the operator. */
final class FailureReason {
    private FailureReason() {}

    static String of(Exception failure) {
        return switch (failure) {
            case FileAlreadyExistsException taken -> "'%s' is not a folder".formatted(taken.getFile());
            case AccessDeniedException denied -> "access to '%s' is denied".formatted(denied.getFile());
            case NoSuchFileException missing -> "'%s' does not exist".formatted(missing.getFile());
            case FileSystemException other
            when other.getReason() != null -> "'%s': %s".formatted(other.getFile(), other.getReason());
            default -> firstLine(failure);
        };
    }

    private static String firstLine(Exception failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElseThrow();
    }
}
