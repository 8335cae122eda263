package io.weir.bootstrap.monitoring;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Weir answers at {@code /observe/metrics}.
 *
 * @param labels the labels of each metric; a histogram is one metric
 * @param histograms the names of histograms and summaries
 */
record Exposition(SortedMap<String, Set<String>> labels, Set<String> histograms) {
    private static final Pattern HISTOGRAM = Pattern.compile("(?m)^# TYPE (\\S+) (?:histogram|summary)$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern PART = Pattern.compile("_(?:bucket|count|sum|max)$");

    /** Who has registered a metric; and the bound of a bucket, which is part of a histogram. */
    private static final Set<String> OF_THE_FORMAT = Set.of("scope", "le");

    /** Metrics of Helidon itself, which nothing here uses. */
    private static final Pattern OF_HELIDON = Pattern.compile("scope=\"(?:base|vendor)\"");

    static Exposition of(String text) {
        var histograms =
                HISTOGRAM.matcher(text).results().map(it -> it.group(1)).collect(Collectors.toSet());
        var exposition = new Exposition(new TreeMap<>(), histograms);
        SAMPLE.matcher(text)
                .results()
                .filter(it -> !OF_HELIDON.matcher(it.group()).find())
                .forEach(exposition::add);
        return exposition;
    }

    private void add(MatchResult sample) {
        var names = labels.computeIfAbsent(metric(sample.group(1)), _ -> new TreeSet<>());
        if (sample.group(2) != null) {
            LABEL.matcher(sample.group(2))
                    .results()
                    .map(it -> it.group(1))
                    .filter(it -> !OF_THE_FORMAT.contains(it))
                    .forEach(names::add);
        }
    }

    /** The metric that {@code series} belongs to: a histogram has several. */
    String metric(String series) {
        var base = PART.matcher(series).replaceFirst("");
        return histograms.contains(base) ? base : series;
    }

    /** The metrics that are Weir's, or of its JVM and process by their conventional names. */
    Map<String, Set<String>> documentable() {
        return labels.entrySet().stream()
                .filter(it -> it.getKey().matches("(?:weir|jvm|process)_.+"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
