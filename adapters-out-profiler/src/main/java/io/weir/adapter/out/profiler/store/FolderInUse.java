package io.weir.adapter.out.profiler.store;

import java.io.IOException;

/** Another Weir has the folder. */
final class FolderInUse extends IOException {
    private final String holder;

    /** @param holder the other Weir's instance and process id; empty if they are not known */
    FolderInUse(String holder) {
        super("another Weir uses this folder" + (holder.isEmpty() ? "" : ": " + holder));
        this.holder = holder;
    }

    /** The other Weir's instance and process id; empty if they are not known. */
    String holder() {
        return holder;
    }
}
