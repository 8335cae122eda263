package io.weir.domain.action;

import io.weir.domain.filter.Value;
import java.util.List;

/**
 * A telephone number and its spellings in Salesforce, which stores numbers as people type them. No {@code toString}
 * shows it.
 *
 * @param e164 the number in international form, such as {@code +14155550100}
 * @param spellings every spelling to search for, {@code e164} first
 */
public record PhoneNumber(String e164, List<String> spellings) {
    /** Throws {@link IllegalArgumentException} unless {@code e164} is the first of {@code spellings}. */
    public PhoneNumber {
        spellings = List.copyOf(spellings);
        if (spellings.isEmpty() || !spellings.getFirst().equals(e164)) {
            throw new IllegalArgumentException("the international spelling comes first");
        }
    }

    @Override
    public String toString() {
        return Value.HIDDEN;
    }
}
