package io.weir.domain.action;

import io.weir.domain.filter.Value;
import java.util.List;

/**
 * A telephone number and its spellings in Salesforce, which stores numbers as people type them. No {@code toString}
 * shows it.
 *
 * @param e164 the number in international form, such as {@code +14155550100}
 * @param national the digits of the number without the country code, such as {@code 4155550100}
 * @param spellings every spelling to search for, {@code e164} first
 */
public record PhoneNumber(String e164, String national, List<String> spellings) {
    /** Throws {@link IllegalArgumentException} unless {@code e164} is the first of {@code spellings}. */
    public PhoneNumber {
        spellings = List.copyOf(spellings);
        if (spellings.isEmpty() || !spellings.getFirst().equals(e164)) {
            throw new IllegalArgumentException("the international spelling comes first");
        }
    }

    /** The numbers in digits by which a search finds it: the national number, and the full one without its plus. */
    public List<String> searched() {
        return List.of(national, e164.substring(1));
    }

    /** Covers what differs; the spellings follow from it. */
    @Override
    public int hashCode() {
        return e164.hashCode();
    }

    @Override
    public String toString() {
        return Value.HIDDEN;
    }
}
