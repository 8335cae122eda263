package io.weir.bootstrap.config;

import io.weir.adapter.out.profiler.trace.TraceSettings;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads OpenTelemetry's own variables, as its specification describes them. Without an endpoint it reads no other
 * variable. No problem shows a header or a URL, which may be secret.
 */
final class TracesReader {
    private static final String ALL_SIGNALS = "OTEL_EXPORTER_OTLP_";
    private static final String TRACES = "OTEL_EXPORTER_OTLP_TRACES_";
    private static final String SERVICE_NAME = "service.name";
    private static final String DEFAULT_SERVICE = "weir";
    private static final int LONGEST_MILLIS = 3_600_000;
    private static final String URL = "expected a URL such as http://localhost:4318, without a user and a fragment";
    private static final String PAIRS = "expected name=value, separated by commas, with %XX for other characters";

    private static final Map<String, TraceSettings.Sampling> SAMPLERS = Map.of(
            "always_on", new TraceSettings.Sampling(false, 1),
            "always_off", new TraceSettings.Sampling(false, 0),
            "traceidratio", new TraceSettings.Sampling(false, 1),
            "parentbased_always_on", new TraceSettings.Sampling(true, 1),
            "parentbased_always_off", new TraceSettings.Sampling(true, 0),
            "parentbased_traceidratio", new TraceSettings.Sampling(true, 1));

    private final Map<String, String> environment;
    private final List<String> problems;

    /** @param problems receives a problem for each invalid variable */
    TracesReader(Map<String, String> environment, List<String> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** Where traces go; empty if they are off. */
    Optional<TraceSettings> traces() {
        String endpoint = variable("ENDPOINT");
        if (text(endpoint).isEmpty()
                || read("OTEL_SDK_DISABLED", false, text -> ValueParsers.flag(text.toLowerCase(Locale.ROOT)))
                || !read(
                        "OTEL_TRACES_EXPORTER",
                        true,
                        ValueParsers.word("otlp or none", Map.of("otlp", true, "none", false)))) {
            return Optional.empty();
        }
        refuse(variable("CLIENT_KEY"));
        refuse(variable("CLIENT_CERTIFICATE"));
        var _ = read(
                variable("PROTOCOL"),
                "",
                ValueParsers.word("http/protobuf, which is all that Weir sends", Map.of("http/protobuf", "")));
        var collector = new TraceSettings.Collector(
                read(endpoint, URI.create("http://localhost"), text -> url(text, endpoint.startsWith(TRACES))),
                headers(),
                read(variable("CERTIFICATE"), "", TracesReader::certificates),
                read(
                        variable("COMPRESSION"),
                        false,
                        ValueParsers.word("gzip or none", Map.of("gzip", true, "none", false))),
                millis(variable("TIMEOUT"), 10_000));
        return Optional.of(new TraceSettings(collector, sampling(), resource(), queue()));
    }

    private Map<String, String> headers() {
        String direct = variable("HEADERS");
        String file = variable("HEADERS" + SettingsSource.FILE_SUFFIX);
        if (text(file).isEmpty()) {
            return read(direct, Map.of(), TracesReader::headers);
        }
        if (!text(direct).isEmpty()) {
            problems.add("%s and %s are both set; keep one".formatted(direct, file));
        }
        return read(file, Map.of(), path -> headers(content(path)));
    }

    private static String content(String path) {
        return ValueParsers.content(ValueParsers.path(path)).strip();
    }

    private TraceSettings.Sampling sampling() {
        String name = "OTEL_TRACES_SAMPLER";
        var sampling = read(
                name,
                new TraceSettings.Sampling(true, 1),
                ValueParsers.word("always_on, always_off, traceidratio, or one of these after parentbased_", SAMPLERS));
        return text(name).endsWith("traceidratio")
                ? new TraceSettings.Sampling(
                        sampling.followsCaller(), read("OTEL_TRACES_SAMPLER_ARG", 1.0, TracesReader::ratio))
                : sampling;
    }

    private Map<String, String> resource() {
        var resource = new HashMap<>(read("OTEL_RESOURCE_ATTRIBUTES", Map.<String, String>of(), TracesReader::pairs));
        String service = text("OTEL_SERVICE_NAME");
        if (!service.isEmpty()) {
            resource.put(SERVICE_NAME, service);
        }
        resource.putIfAbsent(SERVICE_NAME, DEFAULT_SERVICE);
        return resource;
    }

    private TraceSettings.Queue queue() {
        String size = "OTEL_BSP_MAX_EXPORT_BATCH_SIZE";
        int capacity = read("OTEL_BSP_MAX_QUEUE_SIZE", 2_048, ValueParsers.whole(1, 1_000_000));
        return new TraceSettings.Queue(
                capacity,
                read(size, Math.min(512, capacity), ValueParsers.whole(1, capacity)),
                millis("OTEL_BSP_SCHEDULE_DELAY", 5_000),
                millis("OTEL_BSP_EXPORT_TIMEOUT", 30_000));
    }

    /** The name of the variable for traces if it is set, else of the one for all signals. */
    private String variable(String name) {
        return text(TRACES + name).isEmpty() ? ALL_SIGNALS + name : TRACES + name;
    }

    private void refuse(String name) {
        if (!text(name).isEmpty()) {
            problems.add("%s: Weir sends no client certificate to a collector; unset it".formatted(name));
        }
    }

    private Duration millis(String name, int defaultValue) {
        return Duration.ofMillis(read(name, defaultValue, ValueParsers.whole(1, LONGEST_MILLIS)));
    }

    private String text(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    private <T> T read(String name, T defaultValue, Function<String, T> parser) {
        String text = text(name);
        if (text.isEmpty()) {
            return defaultValue;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException invalid) {
            problems.add("%s: %s".formatted(name, invalid.getMessage()));
            return defaultValue;
        }
    }

    private static URI url(String text, boolean whole) {
        try {
            var url = URI.create(text);
            var _ = HttpRequest.newBuilder(url).build();
            if (url.getRawUserInfo() == null
                    && url.getRawFragment() == null
                    && (whole || url.getRawQuery() == null)
                    && (url.getPort() == -1 || ValueParsers.isPort(url.getPort()))) {
                return whole ? url : URI.create(text + (text.endsWith("/") ? "v1/traces" : "/v1/traces"));
            }
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(URL, invalid);
        }
        throw new IllegalArgumentException(URL);
    }

    private static Map<String, String> headers(String text) {
        var headers = pairs(text);
        try {
            var request = HttpRequest.newBuilder();
            headers.forEach(request::header);
        } catch (IllegalArgumentException unsendable) {
            throw new IllegalArgumentException("a name or value cannot be a header of a request", unsendable);
        }
        return headers;
    }

    private static Map<String, String> pairs(String text) {
        var pairs = new HashMap<String, String>();
        for (String pair : text.split(",", -1)) {
            int sign = pair.indexOf('=');
            String name = pair.substring(0, Math.max(0, sign)).strip();
            if (name.isEmpty() && !pair.isBlank()) {
                throw new IllegalArgumentException(PAIRS);
            }
            if (!name.isEmpty()) {
                pairs.put(name, decoded(pair.substring(sign + 1).strip()));
            }
        }
        return pairs;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(PAIRS, invalid);
        }
    }

    private static double ratio(String text) {
        try {
            double ratio = Double.parseDouble(text);
            if (ratio >= 0 && ratio <= 1) {
                return ratio;
            }
        } catch (NumberFormatException notANumber) {
            throw ValueParsers.unexpected("a number from 0 to 1", text, notANumber);
        }
        throw ValueParsers.unexpected("a number from 0 to 1", text);
    }

    /** The certificates in the file {@code path}, as PEM. */
    private static String certificates(String path) {
        String pem = content(path);
        try {
            var certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            if (!certificates.isEmpty()) {
                return pem;
            }
        } catch (CertificateException unusable) {
            throw new IllegalArgumentException("no certificates as PEM in '%s'".formatted(path), unusable);
        }
        throw new IllegalArgumentException("no certificates as PEM in '%s'".formatted(path));
    }
}
