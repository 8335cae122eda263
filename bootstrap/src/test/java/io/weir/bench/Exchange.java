package io.weir.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The request that a target is loaded with, and what a right answer looks like. Each lookup sent asks for another
 * number, or Weir would answer many of them with one question to Salesforce.
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
    private static final byte[] RECORD = ("\"" + StandInSalesforce.RECORD_ID + "\"").getBytes(US_ASCII);

    private static final String ACTION = "cached-lookup";

    /** The lookup as a data action whose answer serves identical requests for longer than a run of the benchmark. */
    private static final String DECLARATION = """
        name: cached-lookup
        version: 1
        description: Who is calling?
        inputs:
          phone: {type: phone, region: US, required: true}
        query:
          object_name: Contact
          fields: [Id, Name, Phone, Account.Name, Account.BillingState]
          where: {field: Phone, op: "=", val: "{phone}"}
        outputs:
          contactRecordId: Id
          contactName: Name
          phone: Phone
          accountName: Account.Name
          accountState: Account.BillingState
        cache: 60m
        """;

    /** The digits of the number asked for that differ. */
    private static final String VARYING = "5550100";

    private static final int NOTHING_VARIES = -1;

    private final int port;
    private final byte[] request;
    private final int varying;

    private Exchange(int port, String request, int varying) {
        this.port = port;
        this.request = request.getBytes(US_ASCII);
        this.varying = varying;
    }

    private static Exchange varying(int port, String request) {
        return new Exchange(port, request, request.lastIndexOf(VARYING));
    }

    private static String post(String path, int port, String apiKey, String body) {
        return """
            POST /cxone/data-action/%s HTTP/1.1\r
            Host: 127.0.0.1:%d\r
            Content-Type: application/json\r
            X-API-Key: %s\r
            Content-Length: %d\r
            \r
            %s\
            """.formatted(path, port, apiKey, body.length(), body);
    }

    /** A caller's lookup, for Weir and for a pass-through alike. */
    static Exchange lookup(int port, String apiKey) {
        return varying(port, post("salesforce-query", port, apiKey, LOOKUP));
    }

    /** A caller's request for the data action of {@link #declareAction}, the same each time. */
    static Exchange action(int port, String apiKey) {
        return new Exchange(port, post(ACTION, port, apiKey, "{\"phone\":\"+14155550100\"}"), NOTHING_VARIES);
    }

    /** Writes the data action into {@code folder}. */
    static void declareAction(Path folder) throws IOException {
        Files.writeString(folder.resolve(ACTION + ".yaml"), DECLARATION);
    }

    /** The query that such a lookup becomes, asked of Salesforce itself. */
    static Exchange query(int port) {
        return varying(port, """
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

    /** Makes a lookup ask for the number that ends in {@code number}: ten million in a row differ. */
    void vary(ByteBuffer request, long number) {
        if (varying == NOTHING_VARIES) {
            return;
        }
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
