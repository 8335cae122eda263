package io.weir.bootstrap.wiring;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Metrics of the Java virtual machine and of its process, by the names that Prometheus clients have for them. What the
 * operating system does not report has no metric.
 */
final class ProcessMetrics {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final MeterRegistry meters;

    private ProcessMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    static void register(MeterRegistry meters) {
        var metrics = new ProcessMetrics(meters);
        metrics.machine();
        metrics.process();
    }

    private void machine() {
        var memory = ManagementFactory.getMemoryMXBean();
        Map.<String, Supplier<MemoryUsage>>of(
                        "heap", memory::getHeapMemoryUsage, "nonheap", memory::getNonHeapMemoryUsage)
                .forEach((area, usage) -> {
                    var tag = Tag.create("area", area);
                    gauge(
                            "jvm_memory_used_bytes",
                            "Memory that Java uses",
                            () -> usage.get().getUsed(),
                            tag);
                    gauge(
                            "jvm_memory_max_bytes",
                            "Memory that Java may use; -1 for any",
                            () -> usage.get().getMax(),
                            tag);
                });
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            var tag = Tag.create("gc", collector.getName());
            gauge(
                    "jvm_gc_collection_seconds_sum",
                    "Time that the garbage collector took",
                    () -> collector.getCollectionTime() / MILLIS,
                    tag);
            gauge("jvm_gc_collection_seconds_count", "Garbage collections", collector::getCollectionCount, tag);
        }
        gauge("jvm_threads_current", "Platform threads", ManagementFactory.getThreadMXBean()::getThreadCount);
    }

    private void process() {
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        gauge("process_start_time_seconds", "When the process started, in Unix time", () -> start / MILLIS);
        var system = ManagementFactory.getOperatingSystemMXBean();
        if (system instanceof OperatingSystemMXBean known) {
            gauge(
                    "process_cpu_seconds_total",
                    "Processor time that the process took",
                    () -> known.getProcessCpuTime() / NANOS);
        }
        if (system instanceof UnixOperatingSystemMXBean unix) {
            gauge("process_open_fds", "Open files and connections", unix::getOpenFileDescriptorCount);
            gauge("process_max_fds", "The most open files and connections", unix::getMaxFileDescriptorCount);
        }
        if (!Double.isNaN(residentBytes())) {
            gauge("process_resident_memory_bytes", "Memory that the process takes", ProcessMetrics::residentBytes);
        }
    }

    /** What Linux reports of the process; not a number elsewhere. */
    private static double residentBytes() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1_024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException | NumberFormatException notLinux) {
            return Double.NaN;
        }
    }

    private void gauge(String name, String description, DoubleSupplier value, Tag... tags) {
        meters.getOrCreate(Gauge.builder(name, () -> value.getAsDouble())
                .description(description)
                .tags(List.of(tags)));
    }
}
