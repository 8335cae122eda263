package io.weir.adapter.out.salesforce.http;

/** The purpose of a request to Salesforce, as a label of metrics. */
public enum Operation {
    LOGIN("login"),
    QUERY("query"),
    COMPOSITE("composite"),
    PAGE("page"),
    DESCRIBE("describe"),
    EXPLAIN("explain"),
    SEARCH("search"),
    WRITE("write"),
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
