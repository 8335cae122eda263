package io.weir.bootstrap.config;

import io.weir.adapter.in.http.json.JsonShape;
import io.weir.adapter.in.http.json.JsonShape.Either;
import io.weir.adapter.in.http.json.JsonShape.ListOf;
import io.weir.adapter.in.http.json.JsonShape.MapOf;
import io.weir.adapter.in.http.json.JsonShape.Members;
import io.weir.adapter.in.http.json.JsonShape.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shape of the configuration file. Every value in it is a text, as those of variables are. */
final class ConfigShape {
    /** What the file begins with. */
    static final String ROOT = "weir";

    static final String CALLERS = "callers";

    private static final JsonShape VALUE = new Text(32_000);
    private static final JsonShape VALUES = Either.of(VALUE, new ListOf(VALUE, 10_000));

    private static final JsonShape KEY =
            new Members(Map.of("id", VALUE, "hash", VALUE, "expires", VALUE), List.of("hash"));
    private static final JsonShape PASSWORD =
            new Members(Map.of("id", VALUE, "user", VALUE, "hash", VALUE, "expires", VALUE), List.of("user", "hash"));
    private static final JsonShape WEBHOOK_SECRET =
            new Members(Map.of("id", VALUE, "secret", VALUE, "secret-file", VALUE, "expires", VALUE), List.of());
    private static final JsonShape TOKEN = new Members(
            Map.of(
                    "id",
                    VALUE,
                    "issuer",
                    VALUE,
                    "audience",
                    VALUE,
                    "jwks",
                    VALUE,
                    "subject",
                    VALUE,
                    "claims",
                    new MapOf(VALUE, 100)),
            List.of("issuer", "audience", "jwks"));
    private static final JsonShape POLICY = new Members(
            Map.of(
                    "allowed-objects",
                    VALUES,
                    "denied-objects",
                    VALUES,
                    "allowed-fields",
                    VALUES,
                    "denied-fields",
                    VALUES,
                    "unfiltered-allowed",
                    VALUE,
                    "max-condition-depth",
                    VALUE,
                    "max-conditions",
                    VALUE,
                    "max-list-values",
                    VALUE),
            List.of());
    private static final JsonShape CALLER = new Members(
            Map.ofEntries(
                    Map.entry("name", VALUE),
                    Map.entry("keys", credentials(KEY)),
                    Map.entry("basic", credentials(PASSWORD)),
                    Map.entry("webhook-secrets", credentials(WEBHOOK_SECRET)),
                    Map.entry("jwt", credentials(TOKEN)),
                    Map.entry("mtls-subjects", VALUES),
                    Map.entry("addresses", VALUES),
                    Map.entry("actions", VALUES),
                    Map.entry("ad-hoc", Either.of(VALUE, POLICY)),
                    Map.entry("explain", VALUE),
                    Map.entry("profile", VALUE),
                    Map.entry("errors", VALUE),
                    Map.entry("max-answer-bytes", VALUE),
                    Map.entry("priority", VALUE),
                    Map.entry("rate", VALUE),
                    Map.entry("burst", VALUE),
                    Map.entry("concurrency", VALUE)),
            List.of("name"));

    /** A file with any of the settings and the callers. */
    static final JsonShape FILE = new Members(Map.of(ROOT, settings(ROOT)), List.of());

    private ConfigShape() {}

    private static JsonShape credentials(JsonShape credential) {
        return new ListOf(credential, 100);
    }

    /** The settings whose keys begin with {@code path}, and the callers beside them. */
    private static JsonShape settings(String path) {
        var members = new HashMap<String, JsonShape>();
        for (var setting : Setting.values()) {
            if (setting.key().startsWith(path + ".")) {
                String rest = setting.key().substring(path.length() + 1);
                int dot = rest.indexOf('.');
                if (dot < 0) {
                    members.put(rest, setting.list() ? VALUES : VALUE);
                } else {
                    String section = rest.substring(0, dot);
                    members.computeIfAbsent(section, name -> settings(path + "." + name));
                }
            }
        }
        if (path.equals(ROOT)) {
            members.put(CALLERS, new ListOf(CALLER, 10_000));
        }
        return new Members(Map.copyOf(members), List.of());
    }
}
