package io.weir.domain.advice;

import java.util.List;

/** Writes names in a sentence. */
final class NameList {
    private NameList() {}

    /** {@code names} as a sentence lists them: {@code A, B and C}. */
    static String joined(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
