package io.weir.adapter.out.salesforce.http;

/** What a request to Salesforce is for, as metrics call it. */
public enum Operation {
    LOGIN("login"),
    QUERY("query"),
    PAGE("page"),
    DESCRIBE("describe"),
    EXPLAIN("explain"),
    LIMITS("limits"),
    VERSIONS("versions");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
