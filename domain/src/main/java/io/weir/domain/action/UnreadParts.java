package io.weir.domain.action;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What of a declaration is there but could not be read, or not all of it: nothing is said against what refers to it, because nobody
 * knows.
 *
 * @param inputs the names of inputs that are missing, or of which it is open whether they may be absent
 * @param steps the names of steps that are missing, or of which it is open what they select
 * @param conditions the names of steps that are missing, or whose conditions are open
 * @param sources where outputs and lists stand, as JSON pointers, of which it is open where they have their values from
 */
public record UnreadParts(Names inputs, Names steps, Names conditions, Set<String> sources) {
    /** Everything could be read. */
    public static final UnreadParts NONE = new UnreadParts(Names.NONE, Names.NONE);

    public UnreadParts {
        sources = Set.copyOf(sources);
    }

    /** These inputs and steps are missing. */
    public UnreadParts(Names inputs, Names steps) {
        this(inputs, steps, steps, Set.of());
    }

    /**
     * Names of what could not be read.
     *
     * @param known in the order of the declaration
     * @param any whether any name may be one of them
     */
    public record Names(Set<MemberName> known, boolean any) {
        public static final Names NONE = new Names(Set.of(), false);

        public Names {
            known = Collections.unmodifiableSet(new LinkedHashSet<>(known));
        }

        /** Whether {@code name}, which nothing that could be read has, may be one of them. */
        boolean mayHave(MemberName name) {
            return any || known.contains(name);
        }

        boolean isEmpty() {
            return !any && known.isEmpty();
        }
    }
}
