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
import java.util.stream.Stream;

/** The shape of the configuration file. All single values are strings, as in environment variables. */
final class ConfigShape {
    /** The root key. */
    static final String ROOT = "weir";

    static final String CALLERS = "callers";

    private static final JsonShape VALUE = new Text(32_000);
    private static final JsonShape VALUES = Either.of(VALUE, new ListOf(VALUE, 10_000));

    private static final JsonShape KEY = members(List.of("hash"), Map.of(), "id", "expires");
    private static final JsonShape PASSWORD = members(List.of("user", "hash"), Map.of(), "id", "expires");
    private static final JsonShape WEBHOOK_SECRET =
            members(List.of(), Map.of(), "id", "secret", "secret-file", "expires");
    private static final JsonShape TOKEN =
            members(List.of("issuer", "audience", "jwks"), Map.of("claims", new MapOf(VALUE, 100)), "id", "subject");
    private static final JsonShape POLICY = members(
            List.of(),
            Map.of(
                    "allowed-objects", VALUES,
                    "denied-objects", VALUES,
                    "allowed-fields", VALUES,
                    "denied-fields", VALUES),
            "unfiltered-allowed",
            "max-condition-depth",
            "max-conditions",
            "max-list-values");
    private static final JsonShape CALLER = members(
            List.of("name"),
            Map.of(
                    "keys", credentials(KEY),
                    "basic", credentials(PASSWORD),
                    "webhook-secrets", credentials(WEBHOOK_SECRET),
                    "jwt", credentials(TOKEN),
                    "mtls-subjects", VALUES,
                    "addresses", VALUES,
                    "actions", VALUES,
                    "writes", VALUES,
                    "ad-hoc", Either.of(VALUE, POLICY)),
            "explain",
            "profile",
            "errors",
            "max-answer-bytes",
            "priority",
            "calls",
            "rate",
            "burst",
            "concurrency");

    /** The whole file. */
    static final JsonShape FILE = new Members(Map.of(ROOT, settings(ROOT)), List.of());

    private ConfigShape() {}

    /** An object with required single values, members of other shapes, and optional single values. */
    private static JsonShape members(List<String> required, Map<String, JsonShape> shapes, String... optional) {
        var members = new HashMap<>(shapes);
        Stream.concat(required.stream(), Stream.of(optional)).forEach(name -> members.put(name, VALUE));
        return new Members(Map.copyOf(members), required);
    }

    private static JsonShape credentials(JsonShape credential) {
        return new ListOf(credential, 100);
    }

    /** The settings whose keys begin with {@code path}; at the root, the callers too. */
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
