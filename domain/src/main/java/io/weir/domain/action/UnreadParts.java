package io.weir.domain.action;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What of a declaration is there but could not be read: nothing is said against what refers to it, because nobody knows.
 *
 * @param inputs the names of such inputs
 * @param steps the names of such steps
 */
public record UnreadParts(Names inputs, Names steps) {
    /** Everything could be read. */
    public static final UnreadParts NONE = new UnreadParts(Names.NONE, Names.NONE);

    /**
     * Names of what could not be read.
     *
     * @param known in the order of the declaration
     * @param any whether any name may be one of them
     */
    public record Names(Set<MemberName> known, boolean any) {
        public static final Names NONE = new Names(Set.of(), false);

        /** Not even the names could be read. */
        public static final Names ANY = new Names(Set.of(), true);

        public Names {
            known = Collections.unmodifiableSet(new LinkedHashSet<>(known));
        }

        boolean has(MemberName name) {
            return any || known.contains(name);
        }

        boolean isEmpty() {
            return !any && known.isEmpty();
        }
    }
}
