package io.weir.adapter.in.http.caller;

/** A way for callers to show who they are that a description of the API can name. */
public enum AccessScheme {
    /** {@code Authorization: Bearer}, with a key or a token. */
    BEARER("bearer"),
    /** {@code X-API-Key}. */
    API_KEY("apiKey"),
    /** {@code Authorization: Basic}. */
    BASIC("basic");

    private final String id;

    AccessScheme(String id) {
        this.id = id;
    }

    /** What the description calls it. */
    public String id() {
        return id;
    }
}
