package io.weir.adapter.out.sandbox.fault;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The faults that the sandbox injects: a latency, and faults with the requests that they affect. Immutable.
 *
 * <p>In text form, each fault is a name and a value. The value of {@code latency} is {@code 50ms}, {@code 50ms..2s} or
 * {@code p50:80ms/p99:3s}. The value of any other fault is its share of requests, from 0 to 1, or the requests by
 * number, such as {@code #3} or {@code #1..2}. Prefixes such as {@code page:}, {@code login:} and {@code Contact:}
 * limit a fault to a kind of request and to an object. docs/drill.md lists all faults.
 */
public record Faults(Latency latency, List<FaultRule> rules) {
    /** No faults and no added latency. */
    public static final Faults NONE = new Faults(new Latency.None(), List.of());

    private static final String LATENCY = "latency";

    public Faults {
        rules = List.copyOf(rules);
    }

    /**
     * Parses faults by name. Throws {@link IllegalArgumentException} for invalid entries; its message lists every
     * problem, separated by {@code ; }.
     */
    public static Faults of(Map<String, String> entries) {
        var parser = new Parser();
        entries.forEach(parser::add);
        return parser.build();
    }

    /** Parses entries such as {@code 503=0.02}, as {@link #of(Map)} does. */
    public static Faults of(List<String> entries) {
        var byName = new LinkedHashMap<String, String>();
        for (var entry : entries) {
            int equals = entry.indexOf('=');
            String name = (equals < 0 ? entry : entry.substring(0, equals)).strip();
            if (byName.put(name, equals < 0 ? "" : entry.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException("duplicate fault '%s'".formatted(name));
            }
        }
        return of(byName);
    }

    /** These faults by name, in the form that {@link #of(Map)} parses. */
    public Map<String, String> entries() {
        var entries = new TreeMap<String, String>();
        if (!(latency instanceof Latency.None)) {
            entries.put(LATENCY, latency.text());
        }
        rules.forEach(rule -> entries.put(rule.target().label(), rule.occasion().text()));
        return Collections.unmodifiableMap(entries);
    }

    /** Parses entries one by one and collects their problems. */
    private static final class Parser {
        private final List<String> problems = new ArrayList<>();
        private final List<FaultRule> rules = new ArrayList<>();
        private Latency latency = new Latency.None();

        void add(String name, String value) {
            if (name.equals(LATENCY)) {
                Latency.parse(value)
                        .ifPresentOrElse(
                                parsed -> latency = parsed,
                                () -> problems.add(
                                        "latency must be a time of at most one minute (50ms), a range (50ms..2s) "
                                                + "or two percentiles (p50:80ms/p99:3s), not '%s'".formatted(value)));
                return;
            }
            try {
                var target = FaultTarget.parse(name);
                FaultRule.Occasion.parse(value)
                        .ifPresentOrElse(
                                occasion -> rules.add(new FaultRule(target, occasion)),
                                () -> problems.add(("'%s' must be a share of requests from 0 to 1, "
                                                + "or requests by number (#3, #1..2), not '%s'")
                                        .formatted(name, value)));
            } catch (IllegalArgumentException invalidName) {
                problems.add(String.valueOf(invalidName.getMessage()));
            }
        }

        Faults build() {
            for (var request : extremes()) {
                var sum = rules.stream()
                        .filter(rule -> rule.target().covers(request))
                        .map(FaultRule::share)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                if (sum.compareTo(BigDecimal.ONE) > 0 && problems.isEmpty()) {
                    problems.add("the shares of requests add up to %s, which is more than 1"
                            .formatted(sum.stripTrailingZeros().toPlainString()));
                }
            }
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", problems));
            }
            return new Faults(latency, rules);
        }

        /** Requests that meet as many of the rules as a request of one object can. */
        private List<RequestTraits> extremes() {
            var objects = rules.stream()
                    .map(rule -> rule.target().object().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            objects.add("");
            return Stream.of(Fault.RequestKind.values())
                    .flatMap(kind -> objects.stream().map(object -> new RequestTraits(kind, Set.of(object))))
                    .toList();
        }
    }
}
