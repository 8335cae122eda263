package io.weir.domain.port;

import io.weir.domain.action.PhoneNumber;
import java.util.Optional;

/** Reads telephone numbers as contact centres and their callers write them. Thread-safe, never blocks, throws nothing. */
public interface PhoneNumbers {
    /**
     * The number that {@code text} spells; empty if it was withheld ({@code anonymous}, {@code Restricted}, …) or spells none.
     *
     * @param region where a number without a country code is from, as two letters of ISO 3166
     */
    Optional<PhoneNumber> parse(String text, String region);
}
