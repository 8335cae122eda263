package io.weir.domain.query;

/** What Salesforce is asked for, with its shape. */
public interface Statement {
    /** The text; holds what callers sent and must not be logged. */
    String text();

    /** The text without values; safe to log. */
    SoqlShape shape();
}
