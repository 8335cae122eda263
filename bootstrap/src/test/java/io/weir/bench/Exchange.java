package io.weir.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** The one request that a target is loaded with, byte for byte, and what a right answer looks like. */
final class Exchange {
    /** The README's first request. */
    private static final String LOOKUP = """
        {"object_name":"Contact","fields":["Id","Name","Phone"],\
        "filters":{"Phone":{"op":"=","val":"+14155550100","type":"phone"}},\
        "relationships":{"Account":["Name","BillingState"]},\
        "expected_schema":{"type":"object","required":["records"]}}\
        """;

    private static final byte[] OK = "HTTP/1.1 200 ".getBytes(US_ASCII);
    private static final byte[] RECORD = ("\"Id\":\"" + StandInSalesforce.RECORD_ID + "\"").getBytes(US_ASCII);

    private final int port;
    private final byte[] request;

    private Exchange(int port, String request) {
        this.port = port;
        this.request = request.getBytes(US_ASCII);
    }

    /** A caller's lookup, for Weir and for a pass-through alike. */
    static Exchange lookup(int port, String apiKey) {
        return new Exchange(port, """
            POST /cxone/data-action/salesforce-query HTTP/1.1\r
            Host: 127.0.0.1:%d\r
            Content-Type: application/json\r
            X-API-Key: %s\r
            Content-Length: %d\r
            \r
            %s\
            """.formatted(port, apiKey, LOOKUP.length(), LOOKUP));
    }

    /** The query that such a lookup becomes, asked of Salesforce itself. */
    static Exchange query(int port) {
        return new Exchange(port, """
            GET %s%s HTTP/1.1\r
            Host: 127.0.0.1:%d\r
            Authorization: Bearer 00D!stand-in\r
            \r
            """.formatted(StandInSalesforce.QUERY_PATH, EmptyPassThrough.QUERY, port));
    }

    int port() {
        return port;
    }

    /** The request's bytes, in a buffer of the caller's own. */
    ByteBuffer request() {
        return ByteBuffer.allocateDirect(request.length).put(request).flip();
    }

    boolean expects(HttpMessage answer) {
        return answer.startsWith(OK) && answer.bodyContains(RECORD);
    }
}
