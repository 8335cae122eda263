package io.weir.bootstrap.config;

import io.weir.adapter.in.http.admin.AdminSettings;
import io.weir.adapter.in.http.listener.HostName;
import io.weir.adapter.in.http.tls.TlsSettings;
import java.util.Set;

/**
 * How the listeners are reached, besides where they listen. No {@code toString} shows a secret.
 *
 * @param adminHosts names that the operator's requests may use, besides loopback's
 * @param adminParts what the operator's listener shows
 * @param healthOnDataListener whether the webhook's listener tells health too
 */
public record EdgeConfig(
        Encryption data,
        Encryption admin,
        AdminSettings.Credential adminCredential,
        Set<HostName> adminHosts,
        Set<AdminSettings.Part> adminParts,
        boolean healthOnDataListener) {
    /** Whether a listener speaks TLS. */
    public sealed interface Encryption {
        record Off() implements Encryption {}

        record On(TlsSettings settings) implements Encryption {}
    }
}
