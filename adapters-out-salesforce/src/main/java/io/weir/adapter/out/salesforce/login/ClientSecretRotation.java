package io.weir.adapter.out.salesforce.login;

import io.weir.adapter.out.salesforce.settings.ClientSecret;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * Which client secret a login sends, while the app's secret is being rotated.
 *
 * <p>The one that worked last comes first. Where it is refused, the other is tried in the same login; but once both have been
 * refused in a row, each login tries one of them, in turns, so that two wrong secrets cost no more logins than one.
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

    /** The secrets that the next login may try, one after the other; at least one, which is empty for an app without. */
    synchronized List<String> next() {
        return List.copyOf(refusals < order.size() ? order : order.subList(0, 1));
    }

    synchronized void worked(String secret) {
        if (refusals > 0 && order.size() > 1) {
            LOG.log(
                    Level.INFO,
                    "Salesforce takes one of the two client secrets and refuses the other: when the rotation is over,"
                            + " drop the one that it refuses");
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
