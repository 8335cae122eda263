package io.weir.adapter.in.http.listener;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MeterRegistryFormatter;
import io.helidon.metrics.api.MetricsConfig;
import io.helidon.metrics.spi.MeterRegistryFormatterProvider;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Shows all metrics in the text format of Prometheus, or in that of OpenMetrics to clients that prefer it. It never
 * answers JSON, which cannot express a gauge that is not a number. Thread-safe.
 */
public final class MetricsEndpoint implements Handler {
    public static final String PATH = "/observe/metrics";

    private final MeterRegistry meters;
    private final MetricsConfig config = MetricsConfig.create();
    private final List<MeterRegistryFormatterProvider> formats =
            ServiceLoader.load(MeterRegistryFormatterProvider.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    public MetricsEndpoint(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var type = request.headers()
                .bestAccepted(MediaTypes.TEXT_PLAIN, MediaTypes.APPLICATION_OPENMETRICS_TEXT)
                .orElse(MediaTypes.TEXT_PLAIN);
        var scopes = request.query().all("scope", List::of);
        var names = request.query().all("name", List::of);
        var text = formats.stream()
                .map(format ->
                        format.formatter(type, config, meters, config.scoping().tagName(), scopes, names))
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(MeterRegistryFormatter::format);
        response.headers().contentType(type);
        response.send(text.orElse(""));
    }
}
