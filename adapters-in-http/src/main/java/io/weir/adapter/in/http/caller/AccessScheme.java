package io.weir.adapter.in.http.caller;

/** An authentication scheme that an OpenAPI document can describe. */
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

    /** The name in the OpenAPI document. */
    public String id() {
        return id;
    }
}
