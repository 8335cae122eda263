package io.weir.adapter.in.http.action;

/** What becomes of an input that a data action does not declare. */
public enum UnknownInputs {
    /** The request is refused, so that a misspelt input is never silently missing. */
    REFUSE,
    /** It is counted and left out. */
    IGNORE
}
