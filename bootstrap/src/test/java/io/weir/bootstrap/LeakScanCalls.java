package io.weir.bootstrap;

import io.weir.bootstrap.LeakScan.Call;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The requests of the leak scan: each sends planted values where they could leak. */
final class LeakScanCalls {
    private static final String AD_HOC = "/cxone/data-action/salesforce-query";
    private static final String EXPLAIN = AD_HOC + "?explain=true";
    private static final String ACTIONS = "/cxone/data-action/";
    static final String LOOKUP = ACTIONS + "caller-lookup";
    static final String SEARCH = ACTIONS + "caller-search";
    private static final String TRIED = LOOKUP + "?dry_run=true";
    static final String RIGHT_PHONE = "{\"phone\":\"" + PlantedValues.PHONE + "\"}";
    static final String RIGHT = query("\"Phone\":{\"op\":\"=\",\"val\":\"" + PlantedValues.PHONE + "\"}", "");

    static final List<Call> DATA_CALLS = List.of(
            known(RIGHT),
            known(query("\"Phone\":{\"op\":\"=\",\"val\":\"+14155550100\"}", "")),
            known(RIGHT, "X-Request-Id", PlantedValues.PHONE, "X-Contact-Id", PlantedValues.CONTACT),
            known(RIGHT, "X-Request-Id", PlantedValues.PLAIN_PHONE),
            known(RIGHT, "X-Request-Id", PlantedValues.EMAIL),
            known(RIGHT, "X-Request-Id", PlantedValues.SOCIAL_SECURITY),
            known(RIGHT, "X-Request-Id", PlantedValues.NAME.replace(' ', '-')),
            known(RIGHT, "X-Request-Id", PlantedValues.SESSION),
            known(RIGHT, "X-Request-Id", PlantedValues.JSON_WEB_TOKEN),
            known(RIGHT, "X-Contact-Id", PlantedValues.NAME),
            known(RIGHT, "traceparent", PlantedValues.PHONE, "tracestate", "desk=" + PlantedValues.EMAIL),
            known(
                    RIGHT,
                    "traceparent",
                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                    "tracestate",
                    "desk=" + PlantedValues.CONTACT,
                    "baggage",
                    "contact=" + PlantedValues.CONTACT),
            known(RIGHT, "X-Timeout-Ms", PlantedValues.PHONE),
            known(RIGHT, "X-Timeout-Ms", "1"),
            known(RIGHT, "Accept", "application/problem+json, " + PlantedValues.EMAIL),
            known(RIGHT, "Content-Type", "text/plain; charset=" + PlantedValues.EMAIL),
            known(RIGHT, "Content-Type", "multipart/form-data; boundary=" + PlantedValues.CONTACT),
            known(RIGHT, "Content-Encoding", PlantedValues.CONTACT),
            known(
                    "{\"object_name\":\"Contact\",\"fields\":[\"LeadSource\"],\"group_by\":[\"LeadSource\"],\"aggregates\":["
                        + "{\"function\":\"COUNT\",\"field\":\"Id\",\"alias\":\"ZebedeeQuillfeather\"}],"
                        + "\"filters\":{\"Phone\":{\"op\":\"is_not_null\"}}}"),
            known("{\"object_name\":\"" + PlantedValues.NAME),
            known("\"" + PlantedValues.NAME + "\""),
            known(PlantedValues.PHONE),
            known("{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"limit\":\"" + PlantedValues.PHONE + "\"}"),
            known("{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"limit\":4155550188}"),
            known(query("\"CreatedDate\":{\"op\":\">\",\"val\":\"" + PlantedValues.NAME + "\"}", "")),
            known(query("\"Birthdate\":{\"op\":\"=\",\"val\":\"" + PlantedValues.PHONE + "\",\"type\":\"date\"}", "")),
            known(query("\"Id\":{\"op\":\"=\",\"val\":\"" + PlantedValues.CONTACT + "\"}", "")),
            known(query("\"Name\":{\"op\":\"LIKE\",\"val\":\"%" + PlantedValues.NAME + "%\"}", "")),
            known(query("\"Email\":{\"op\":\"IN\",\"val\":[\"" + PlantedValues.EMAIL + "\",4155550188]}", "")),
            known(query("\"Phone\":{\"op\":\"IN\",\"val\":[[\"" + PlantedValues.PHONE + "\"]]}", "")),
            known(
                    "{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"where\":{\"field\":\"Phone\",\"op\":\"<\",\"val\":\""
                            + PlantedValues.PHONE + "\"}}"),
            known(query(
                    "\"Phone\":{\"op\":\"is_not_null\"}",
                    ",\"expected_schema\":{\"properties\":{\"total_size\":{\"const\":0}}}")),
            known(
                    query(
                            "\"Phone\":{\"op\":\"is_not_null\"}",
                            ",\"expected_schema\":{\"properties\":{\"records\":{\"items\":{\"properties\":{\"Name\":{\"pattern\":\"^x$\"}}}}}}")),
            known(query(
                    "\"Phone\":{\"op\":\"is_not_null\"}",
                    ",\"expected_schema\":{\"x-note\":\"" + PlantedValues.NAME + "\",\"description\":\""
                            + PlantedValues.EMAIL + "\"}")),
            known(query(
                    "\"Phone\":{\"op\":\"is_not_null\"}",
                    ",\"expected_schema\":{\"type\":\"" + PlantedValues.NAME + "\"}")),
            known("{" + " ".repeat(300_000) + "\"" + PlantedValues.NAME + "\"}"),
            known("[".repeat(100) + "\"" + PlantedValues.NAME + "\""),
            Call.of("POST", AD_HOC, RIGHT),
            Call.of("POST", AD_HOC, RIGHT, "X-API-Key", PlantedValues.WRONG_KEY),
            Call.of("POST", AD_HOC, RIGHT, "Authorization", "Bearer " + PlantedValues.WRONG_KEY),
            Call.of("POST", AD_HOC, RIGHT, "Authorization", "Basic " + PlantedValues.WRONG_KEY),
            Call.of("POST", AD_HOC + "?api_key=" + PlantedValues.KEY, RIGHT),
            Call.of("POST", EXPLAIN + "&x=4155550188", RIGHT, "X-API-Key", PlantedValues.KEY),
            Call.of("GET", AD_HOC + "?phone=4155550188", "", "X-API-Key", PlantedValues.KEY),
            Call.of("DELETE", AD_HOC, "", "X-API-Key", PlantedValues.KEY),
            Call.of("POST", "/cxone/data-action/4155550188", RIGHT, "X-API-Key", PlantedValues.KEY),
            Call.of("POST", "/cxone/data-action/Zebedee%20Quillfeather", RIGHT, "X-API-Key", PlantedValues.KEY),
            Call.of("GET", "/" + PlantedValues.CONTACT, ""),
            action(LOOKUP, "{\"phone\":\"" + PlantedValues.PHONE + "\"}"),
            action(LOOKUP, "{\"phone\":\"+14155550100\"}"),
            action(LOOKUP, "{\"phone\":\"" + PlantedValues.PLAIN_PHONE + "\"}", "X-Forwarded-For", PlantedValues.PHONE),
            action(LOOKUP, "{\"phone\":\"Restricted\"}", "X-Contact-Id", PlantedValues.CONTACT),
            action(LOOKUP, "{\"phone\":\"" + PlantedValues.NAME + "\"}"),
            action(LOOKUP, "{\"phone\":[\"" + PlantedValues.PHONE + "\"]}"),
            action(LOOKUP, "{\"phone\":{\"" + PlantedValues.EMAIL + "\":1}}"),
            action(LOOKUP, "{\"Phone\":\"" + PlantedValues.PHONE + "\"}"),
            action(LOOKUP, "{\"phone\":\"" + PlantedValues.PHONE),
            action(LOOKUP, "phone=%2B14155550188&contactId=" + PlantedValues.CONTACT),
            action(LOOKUP, "phone=4155550188&phone=" + PlantedValues.NAME),
            action(LOOKUP, "phone=%2B14155550188&4155550188"),
            action(LOOKUP, "phone=%zz4155550188"),
            action(LOOKUP, said("contactId", PlantedValues.PHONE)),
            action(LOOKUP, said("contactId", PlantedValues.NAME.repeat(4))),
            action(LOOKUP, said("requestId", PlantedValues.PHONE)),
            action(LOOKUP, said("requestId", PlantedValues.PLAIN_PHONE)),
            action(LOOKUP, said("requestId", PlantedValues.NAME)),
            action(LOOKUP, said("timeoutMs", PlantedValues.PHONE)),
            action(LOOKUP + "?dry_run=true", "{\"phone\":\"" + PlantedValues.PHONE + "\"}"),
            action(LOOKUP + "?dry_run=true", "{\"phone\":\"" + PlantedValues.NAME + "\"}"),
            action(LOOKUP + "?dry_run=4155550188", "{\"phone\":\"" + PlantedValues.PHONE + "\"}"),
            action(LOOKUP + "?phone=4155550188", ""),
            action(SEARCH, RIGHT_PHONE),
            action(SEARCH, "{\"phone\":\"" + PlantedValues.PLAIN_PHONE + "\"}"),
            action(SEARCH, "{\"phone\":\"" + PlantedValues.NAME + "\"}"),
            action(SEARCH + "?dry_run=true", RIGHT_PHONE),
            action(ACTIONS + "account-by-number", "{\"accountNumber\":\"ACC-41555501\"}"),
            action(ACTIONS + "account-by-number", "{\"accountNumber\":\"" + PlantedValues.NAME + "\"}"),
            action(ACTIONS + "account-by-number", "accountNumber=" + PlantedValues.CONTACT),
            action(ACTIONS + "entitlement-verdict", "{\"accountNumber\":\"" + PlantedValues.NAME + "\"}"),
            action(
                    ACTIONS + "entitlement-verdict",
                    "{\"accountNumber\":\"" + PlantedValues.CONTACT + "\",\"channel\":\"" + PlantedValues.EMAIL
                            + "\"}"),
            action(ACTIONS + "zebedee-quillfeather", "{\"phone\":\"" + PlantedValues.PHONE + "\"}"),
            action(ACTIONS + "4155550188", "{}"),
            action(ACTIONS + PlantedValues.EMAIL, "{}"),
            Call.of("GET", "/openapi", "", "X-API-Key", PlantedValues.DESK_KEY, "X-Contact-Id", PlantedValues.CONTACT),
            Call.of("GET", "/openapi?profile=4155550188", "", "X-API-Key", PlantedValues.DESK_KEY),
            Call.of("GET", "/openapi?password=" + PlantedValues.DESK_PASSWORD, "", "X-API-Key", PlantedValues.DESK_KEY),
            Call.of("POST", "/openapi", PlantedValues.NAME, "X-API-Key", PlantedValues.DESK_KEY),
            Call.of("GET", "/openapi", "", "Authorization", "Bearer " + PlantedValues.WRONG_KEY),
            action(LOOKUP + "?x-api-key=" + PlantedValues.DESK_KEY, RIGHT_PHONE),
            action(LOOKUP + "?token=" + PlantedValues.JSON_WEB_TOKEN, RIGHT_PHONE),
            action(LOOKUP + "?" + PlantedValues.DESK_KEY, RIGHT_PHONE),
            Call.of("POST", LOOKUP, RIGHT_PHONE, "Authorization", basic(PlantedValues.DESK_PASSWORD)),
            Call.of("POST", LOOKUP, RIGHT_PHONE, "Authorization", basic(PlantedValues.WRONG_PASSWORD)),
            Call.of("POST", LOOKUP, RIGHT_PHONE, "Authorization", "Basic " + PlantedValues.WRONG_PASSWORD),
            Call.of("POST", LOOKUP, RIGHT_PHONE, "Authorization", PlantedValues.DESK_KEY),
            Call.of("POST", LOOKUP, RIGHT_PHONE, "Authorization", "Bearer " + PlantedValues.JSON_WEB_TOKEN),
            Call.of("POST", LOOKUP, RIGHT_PHONE, "Authorization", "ApiKey " + PlantedValues.WRONG_KEY),
            Call.of(
                    "POST",
                    LOOKUP,
                    RIGHT_PHONE,
                    signed(PlantedValues.CONTACT, "1700000000", PlantedValues.WEBHOOK_SECRET)),
            Call.of(
                    "POST",
                    LOOKUP,
                    RIGHT_PHONE,
                    signed(PlantedValues.EMAIL, now(), PlantedValues.WEBHOOK_SECRET.substring(6))),
            Call.of("POST", LOOKUP, RIGHT_PHONE, signed("a", PlantedValues.PHONE, PlantedValues.NAME)),
            Call.of(
                    "POST",
                    LOOKUP,
                    RIGHT_PHONE,
                    "X-API-Key",
                    PlantedValues.WRONG_KEY,
                    "X-Forwarded-For",
                    PlantedValues.NAME + ", " + PlantedValues.PHONE + ", 4155550188"));

    /** Calls with invalid member names. The answer to the caller names them; no other channel may. */
    static final List<Call> MISNAMED_CALLS = List.of(
            known(RIGHT.replace("\"Contact\"", "\"Quillfeather__c\"")),
            known("{\"" + PlantedValues.NAME + "\":1}"),
            action(LOOKUP, "{\"" + PlantedValues.NAME + "\":\"" + PlantedValues.PHONE + "\"}"),
            action(LOOKUP, "{\"phone\":\"" + PlantedValues.PHONE + "\",\"" + PlantedValues.CONTACT + "\":\"x\"}"),
            action(LOOKUP + "?dry_run=true", "{\"" + PlantedValues.EMAIL + "\":\"" + PlantedValues.PHONE + "\"}"),
            action(LOOKUP, "Quillfeather=" + PlantedValues.PHONE));

    /** The same on the admin listener, which tries data actions. */
    static final List<Call> MISNAMED_ADMIN_CALLS = List.of(
            Call.of("POST", TRIED, "{\"" + PlantedValues.NAME + "\":\"" + PlantedValues.PHONE + "\"}"),
            Call.of("POST", TRIED, "Quillfeather=" + PlantedValues.PHONE));

    static final List<Call> ADMIN_CALLS = List.of(
            Call.of("POST", TRIED, RIGHT_PHONE, "X-Contact-Id", PlantedValues.CONTACT),
            Call.of("POST", TRIED, RIGHT_PHONE, "X-Request-Id", PlantedValues.PLAIN_PHONE),
            Call.of("POST", TRIED, "{\"phone\":\"" + PlantedValues.NAME + "\"}"),
            Call.of("POST", TRIED, "{\"phone\":[\"" + PlantedValues.PHONE + "\"]}"),
            Call.of("POST", TRIED, "{\"phone\":\"" + PlantedValues.PHONE),
            Call.of("POST", TRIED, said("timeoutMs", PlantedValues.PHONE)),
            Call.of("POST", TRIED, said("requestId", PlantedValues.PLAIN_PHONE)),
            Call.of("POST", TRIED + "&phone=4155550188", RIGHT_PHONE),
            Call.of("POST", LOOKUP, RIGHT_PHONE),
            Call.of("POST", ACTIONS + "zebedee-quillfeather?dry_run=true", RIGHT_PHONE),
            Call.of("GET", "/actions/zebedee-quillfeather", ""),
            Call.of("GET", "/actions/caller-lookup?profile=quillfeather", ""),
            Call.of("GET", "/status?phone=4155550188", ""),
            Call.of("GET", "/callers?name=quillfeather", ""),
            Call.of("GET", "/profiler/series?since=4155550188", ""),
            Call.of("GET", "/profiler/series?caller=quillfeather&action=zebedee-quillfeather", ""),
            Call.of("POST", EXPLAIN, RIGHT),
            Call.of("POST", EXPLAIN + "&plan=true", RIGHT),
            Call.of("POST", EXPLAIN + "&plan=4155550188", RIGHT),
            Call.of("POST", AD_HOC, RIGHT),
            Call.of("POST", EXPLAIN, "{\"object_name\":\"" + PlantedValues.NAME),
            Call.of(
                    "POST",
                    EXPLAIN,
                    query("\"CreatedDate\":{\"op\":\">\",\"val\":\"" + PlantedValues.NAME + "\"}", "")),
            Call.of("GET", "/limits", ""),
            Call.of("GET", "/profiler?contact_id=" + PlantedValues.CONTACT, ""),
            Call.of("GET", "/profiler?request_id=" + PlantedValues.PLAIN_PHONE, ""),
            Call.of("GET", "/profiler?since=4155550188", ""),
            Call.of("GET", "/profiler?limit=4155550188", ""),
            Call.of("GET", "/profiler?phone=4155550188", ""),
            Call.of("GET", "/profiler?action=zebedee-quillfeather&caller=quillfeather", ""),
            Call.of("GET", "/profiler?caller=quillfeather", ""),
            Call.of("GET", "/profiler?shape=4155550188", ""),
            Call.of("GET", "/profiler?outcome=quillfeather&served=quillfeather", ""),
            Call.of("GET", "/profiler?until=4155550188&slower_than=4155550188", ""),
            Call.of("GET", "/profiler?slower_than=4155550188", ""),
            Call.of("GET", "/profiler?instance=quillfeather&cursor=4155550188", ""),
            Call.of("GET", "/profiler/" + PlantedValues.PLAIN_PHONE, ""),
            Call.of("GET", "/profiler/" + PlantedValues.CONTACT, ""),
            Call.of("GET", "/profiler/" + PlantedValues.CONTACT + "?phone=4155550188", ""),
            Call.of("GET", "/profiler/summary?by=quillfeather", ""),
            Call.of("GET", "/profiler/summary?order=quillfeather&since=4155550188", ""),
            Call.of("GET", "/profiler/summary?action=zebedee-quillfeather", ""),
            Call.of("GET", "/profiler/advice?phone=4155550188", ""),
            Call.of("DELETE", "/profiler?contact_id=" + PlantedValues.PLAIN_PHONE, ""),
            Call.of("DELETE", "/profiler?contact_id=%20&phone=4155550188", ""),
            Call.of(
                    "GET",
                    "/profiler",
                    "",
                    "Authorization",
                    basic(PlantedValues.WRONG_PASSWORD),
                    "X-Forwarded-For",
                    PlantedValues.PHONE),
            Call.of("GET", "/profiler?api_key=" + PlantedValues.DESK_KEY, ""),
            Call.of("POST", "/profiler", PlantedValues.NAME),
            Call.of("POST", "/reload", PlantedValues.NAME),
            Call.of("POST", "/reload?phone=4155550188", ""),
            Call.of("GET", "/reload", ""),
            action(LOOKUP, RIGHT_PHONE),
            Call.of("GET", "/observe/health/" + PlantedValues.CONTACT, ""),
            Call.of("GET", "/observe/metrics/" + PlantedValues.CONTACT, ""),
            Call.of("GET", "/" + PlantedValues.CONTACT, ""));

    static final List<String> RAW_CALLS = List.of(
            PlantedValues.NAME + "\r\n\r\n",
            "GET /" + PlantedValues.PHONE + " HTTP/9.9\r\n\r\n",
            "POST " + AD_HOC + " HTTP/1.1\r\nHost: a\r\n" + PlantedValues.NAME + "\r\n\r\n",
            "POST " + AD_HOC + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + PlantedValues.PHONE + "\r\n\r\n",
            "POST " + AD_HOC + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nX-API-Key: " + PlantedValues.KEY
                    + "\r\nConnection: close\r\n\r\n" + PlantedValues.NAME + "\r\n",
            "POST " + AD_HOC + " HTTP/1.1\r\nHost: a\r\nX-API-Key: " + PlantedValues.KEY
                    + "\r\nContent-Length: 999\r\nConnection: close\r\n\r\n{\"object_name\":\"" + PlantedValues.NAME,
            "ZEBEDEE " + AD_HOC + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET /" + PlantedValues.PHONE.repeat(1_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + PlantedValues.NAME.repeat(1_000) + "\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: " + PlantedValues.EMAIL + "/" + PlantedValues.PHONE
                    + "\r\nConnection: close\r\n\r\n");

    /** What sends planted values to each of {@link WritingActions}; {@code person} is the id of a contact. */
    static List<Call> writes(String person) {
        String of = "\"contactId\":\"" + PlantedValues.CONTACT + "\"";
        String said = of + ",\"description\":\"" + PlantedValues.NAME + " of " + PlantedValues.PHONE + "\"";
        String whose = ",\"person\":\"" + person + "\"";
        String number = ",\"number\":\"" + PlantedValues.PHONE + "\"";
        return List.of(
                write(WritingActions.BY_UNIQUE_FIELD, said),
                write(WritingActions.BY_UNIQUE_FIELD, said + ",\"sequence\":\"" + PlantedValues.EMAIL + "\""),
                write(WritingActions.BY_UNIQUE_FIELD, said + ",\"sequence\":\"" + PlantedValues.NAME.repeat(9) + "\""),
                write(
                        WritingActions.BY_UNIQUE_FIELD,
                        "\"description\":\"" + PlantedValues.NAME + "\"",
                        "X-Contact-Id",
                        PlantedValues.PHONE),
                write(WritingActions.BY_UNIQUE_FIELD, "\"description\":\"" + PlantedValues.NAME + "\""),
                write(WritingActions.BY_UNIQUE_FIELD, of + ",\"description\":\"{" + PlantedValues.EMAIL + "}\""),
                write(WritingActions.BY_UNIQUE_FIELD, of + ",\"origin\":\"" + PlantedValues.NAME.repeat(20) + "\""),
                write(
                        WritingActions.BY_UNIQUE_FIELD,
                        of + ",\"description\":\"" + PlantedValues.NAME.repeat(1_200) + "\""),
                write(WritingActions.BY_LOOK_UP, of),
                write(WritingActions.BY_LOOK_UP, of + ",\"subtype\":\"" + PlantedValues.NAME + "\""),
                write(WritingActions.BY_LOOK_UP, "\"contactId\":\"" + PlantedValues.NAME.repeat(20) + "\""),
                write(WritingActions.BY_IDEMPOTENCY_KEY, of),
                write(WritingActions.TRANSACTION, said + whose + number),
                write(WritingActions.TRANSACTION, of + whose + ",\"description\":\"@{" + PlantedValues.NAME + "}\""),
                write(WritingActions.TRANSACTION, said + ",\"person\":\"" + PlantedValues.CONTACT + "\""),
                write("change-number", of + whose + number),
                write("keep-account", of + number),
                write("add-contact", of + ",\"email\":\"" + PlantedValues.EMAIL + "\""),
                write("not-allowed", of),
                write(WritingActions.BY_UNIQUE_FIELD + "?dry_run=true", said),
                write(WritingActions.TRANSACTION + "?dry_run=true", said + whose + number),
                Call.of(
                        "POST",
                        ACTIONS + WritingActions.BY_UNIQUE_FIELD,
                        "{" + said + "}",
                        "X-API-Key",
                        WritingActions.READER));
    }

    private static Call write(String action, String members, String... headers) {
        return Call.of(
                "POST", ACTIONS + action, "{" + members + "}", with(headers, "X-API-Key", WritingActions.WRITER));
    }

    private LeakScanCalls() {}

    static Call action(String path, String body, String... headers) {
        return Call.of("POST", path, body, with(headers, "X-API-Key", PlantedValues.DESK_KEY));
    }

    private static String said(String member, String value) {
        return "{\"phone\":\"%s\",\"%s\":\"%s\"}".formatted(PlantedValues.PHONE, member, value);
    }

    static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("desk:" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String[] signed(String id, String timestamp, String signature) {
        return new String[] {"webhook-id", id, "webhook-timestamp", timestamp, "webhook-signature", "v1," + signature};
    }

    private static String now() {
        return Long.toString(Clock.systemUTC().instant().getEpochSecond());
    }

    private static String[] with(String[] headers, String name, String value) {
        var all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = name;
        all[headers.length + 1] = value;
        return all;
    }

    static Call known(String body, String... headers) {
        return Call.of("POST", AD_HOC, body, with(headers, "X-API-Key", PlantedValues.KEY));
    }

    /** A query for the number of the planted contact, if it has another name. Each name makes it another query. */
    static Call notNamed(String name) {
        return known(query(
                "\"Phone\":{\"op\":\"=\",\"val\":\"%s\"},\"LastName\":{\"op\":\"!=\",\"val\":\"%s\"}"
                        .formatted(PlantedValues.PHONE, name),
                ""));
    }

    static String query(String filter, String more) {
        return "{\"object_name\":\"Contact\",\"fields\":[\"Id\",\"Name\",\"Phone\"],\"filters\":{%s}%s}"
                .formatted(filter, more);
    }
}
