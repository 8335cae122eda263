package io.weir.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * The request that a target is loaded with, and what a right answer looks like. Each one sent asks for another number,
 * or Weir would answer many of them with one question to Salesforce.
 */
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

    /** The digits of the number asked for that differ. */
    private static final String VARYING = "5550100";

    private final int port;
    private final byte[] request;
    private final int varying;

    private Exchange(int port, String request) {
        this.port = port;
        this.request = request.getBytes(US_ASCII);
        this.varying = request.lastIndexOf(VARYING);
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

    /** Makes {@code request} ask for the number that ends in {@code number}: ten million in a row differ. */
    void vary(ByteBuffer request, long number) {
        long rest = number;
        for (int i = VARYING.length() - 1; i >= 0; i--) {
            request.put(varying + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    boolean expects(HttpMessage answer) {
        return answer.startsWith(OK) && answer.bodyContains(RECORD);
    }
}
