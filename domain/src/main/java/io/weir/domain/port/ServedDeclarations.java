package io.weir.domain.port;

import io.weir.domain.action.ActionVersion;
import java.util.Map;

/**
 * Keeps the texts that declared data actions when they were served last, so that a change is noticed although Weir was
 * not running.
 *
 * <p>Bounded: what was served longest ago goes first. Several Weirs may share it. Calls may block, are safe from any
 * thread, and throw {@link HistoryUnavailable} if the texts cannot be read or kept.
 */
public interface ServedDeclarations {
    /** How many texts are kept at least. */
    int MOST = 1_000;

    /** The kept texts. */
    Map<ActionVersion, String> all();

    /** Keeps {@code declarations}, each in place of the earlier one of the same version. */
    void keep(Map<ActionVersion, String> declarations);
}
