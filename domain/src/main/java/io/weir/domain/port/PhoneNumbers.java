package io.weir.domain.port;

import io.weir.domain.action.PhoneNumber;
import java.util.List;

/** Parses telephone numbers as contact centres and callers write them. Thread-safe; never blocks, never throws. */
public interface PhoneNumbers {
    /**
     * The distinct numbers in {@code text}; empty if the number is withheld ({@code anonymous}, {@code Restricted}, …),
     * if there is no number, or if a part that may be a number cannot be parsed.
     *
     * @param region the country of numbers without a country code, as two letters of ISO 3166
     */
    List<PhoneNumber> parse(String text, String region);

    /**
     * Whether the field of a record that has {@code stored} has {@code number}, with an extension or without.
     *
     * @param region the country of numbers without a country code
     */
    default boolean isIn(String stored, PhoneNumber number, String region) {
        return parse(stored, region).stream().anyMatch(found -> found.e164().equals(number.e164()));
    }
}
