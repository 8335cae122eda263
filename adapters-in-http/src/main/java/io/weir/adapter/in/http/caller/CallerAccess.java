package io.weir.adapter.in.http.caller;

import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import java.util.List;

/**
 * A caller with its credentials and limits.
 *
 * @param credentials any of them authenticates the caller
 * @param addresses the addresses that its requests must be from; empty for any
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
