package io.weir.domain.query;

/** A statement that Salesforce is asked, with its shape. */
public sealed interface Statement permits Soql, Sosl {
    /** The text; holds what callers sent and must not be logged. */
    String text();

    /** The text without values; safe to log. */
    SoqlShape shape();
}
