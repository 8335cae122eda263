package io.weir.adapter.in.http.exchange;

import io.weir.domain.caller.ActionName;

/** The paths that flows call. */
public final class Paths {
    /** What every data action's path begins with. */
    public static final String ACTIONS = "/cxone/data-action/";

    /** The ad-hoc query. */
    public static final String AD_HOC = ACTIONS + ActionName.AD_HOC;

    /** The description of the API. */
    public static final String OPEN_API = "/openapi";

    private Paths() {}

    /** Whether {@code path} is that of a data action: {@link #ACTIONS} and one more segment, the name. */
    public static boolean isOfAction(String path) {
        return path.startsWith(ACTIONS) && path.length() > ACTIONS.length() && path.indexOf('/', ACTIONS.length()) < 0;
    }
}
