package io.weir.adapter.out.salesforce.login;

import io.weir.adapter.out.salesforce.settings.ClientSecret;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the client secret of a login while the app's secret is being rotated.
 *
 * <p>The secret that worked last comes first. If Salesforce refuses it, the same login tries the other. Once both have
 * been refused in a row, each login tries only one, alternately: two wrong secrets cost no more logins than one.
 * Thread-safe.
 */
final class ClientSecretRotation {
    private static final System.Logger LOG = System.getLogger(ClientSecretRotation.class.getName());

    private final List<String> order;

    /** Refusals since a secret worked. */
    private int refusals;

    ClientSecretRotation(ClientSecret secret) {
        order = new ArrayList<>(secret.candidates());
    }

    /** The secrets that the next login may try, in order; at least one, which is empty for an app without a secret. */
    synchronized List<String> next() {
        return List.copyOf(refusals < order.size() ? order : order.subList(0, 1));
    }

    synchronized void worked(String secret) {
        if (refusals > 0 && order.size() > 1) {
            LOG.log(
                    Level.INFO,
                    "Salesforce accepts one of the two client secrets and refuses the other: when the rotation is over,"
                            + " remove the one that it refuses");
        }
        order.remove(secret);
        order.addFirst(secret);
        refusals = 0;
    }

    synchronized void refused(String secret) {
        order.remove(secret);
        order.addLast(secret);
        refusals = Math.min(refusals + 1, order.size());
    }
}
