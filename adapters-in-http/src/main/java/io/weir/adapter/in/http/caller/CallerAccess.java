package io.weir.adapter.in.http.caller;

import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import java.util.List;

/**
 * A caller, how it shows who it is, and how much it may ask.
 *
 * @param credentials any one of them opens
 * @param addresses where it has to come from besides; none for anywhere
 */
public record CallerAccess(
        AuthenticatedCaller caller,
        List<CallerCredential> credentials,
        List<AddressRange> addresses,
        CallerLimits limits) {
    public CallerAccess {
        credentials = List.copyOf(credentials);
        addresses = List.copyOf(addresses);
    }

    public String name() {
        return caller.caller().name();
    }
}
