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
}
