package io.weir.adapter.out.sandbox.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong with given records. Not thread-safe. */
public final class OrgProblems {
    private final List<InvalidOrgData.Problem> problems = new ArrayList<>();

    /** Takes a problem of a whole record. */
    public void add(GivenRecord record, String text) {
        problems.add(new InvalidOrgData.Problem(record.place(), Optional.empty(), text));
    }

    /**
     * Takes a problem of one field.
     *
     * @param field as it was written
     */
    public void add(GivenRecord record, String field, String text) {
        problems.add(new InvalidOrgData.Problem(record.place(), Optional.of(field), text));
    }

    /** Throws {@link InvalidOrgData} with all of them unless there are none. */
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new InvalidOrgData(problems);
        }
    }

    /**
     * What to do about an unknown name.
     *
     * @param near known names that may be meant
     * @param remedy what else to do if there are none
     */
    public static String meant(List<String> near, String remedy) {
        return near.isEmpty()
                ? "correct the name, or " + remedy
                : "did you mean '%s'?".formatted(String.join("', '", near));
    }
}
