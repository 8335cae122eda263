package io.weir.domain.port;

import io.weir.domain.action.PhoneNumber;
import java.util.List;

/** Reads telephone numbers as contact centres and their callers write them. Thread-safe, never blocks, throws nothing. */
public interface PhoneNumbers {
    /**
     * Every number that {@code text} spells, each once; empty if they were withheld ({@code anonymous}, {@code Restricted}, …), if it
     * spells none, or if there is anything in it that may be another number and is not understood.
     *
     * @param region where a number without a country code is from, as two letters of ISO 3166
     */
    List<PhoneNumber> parse(String text, String region);
}
