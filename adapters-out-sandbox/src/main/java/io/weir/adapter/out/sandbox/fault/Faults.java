package io.weir.adapter.out.sandbox.fault;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The faults that the sandbox injects: a latency, and faults with the share of requests that they affect.
 *
 * <p>In text form, each fault is a name and a value. The value of {@code latency} is {@code 50ms}, {@code 50ms..2s} or
 * {@code p50:80ms/p99:3s}. The value of any other fault is its share of requests, from 0 to 1. The prefix
 * {@code page:} limits a fault to further pages of a result, the prefix {@code login:} to logins. docs/drill.md
 * lists all faults.
 */
public record Faults(Latency latency, List<FaultRule> rules) {
    /** No faults and no added latency. */
    public static final Faults NONE = new Faults(new Latency.None(), List.of());

    private static final String LATENCY = "latency";

    /** Injects {@code fault} into {@code share} (0 to 1) of all requests of {@code kind}. */
    record FaultRule(Fault.RequestKind kind, Fault fault, BigDecimal share) {
        String label() {
            return kind.prefix() + fault.label();
        }
    }

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
        rules.forEach(rule -> entries.put(rule.label(), text(rule.share())));
        return Collections.unmodifiableMap(entries);
    }

    /** The fault to inject into one request of {@code kind}, chosen at random; empty for none. */
    public Optional<Fault> draw(Fault.RequestKind kind, RandomGenerator random) {
        double remainder = random.nextDouble();
        for (var rule : rules) {
            if (applies(kind, rule.kind())) {
                remainder -= rule.share().doubleValue();
                if (remainder < 0) {
                    return Optional.of(rule.fault());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean applies(Fault.RequestKind request, Fault.RequestKind fault) {
        return request == fault || (request == Fault.RequestKind.PAGE && fault == Fault.RequestKind.DATA);
    }

    private static String text(BigDecimal share) {
        return share.signum() == 0 ? "0" : share.stripTrailingZeros().toPlainString();
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
            var kind = requestKind(name);
            String label = name.substring(kind.prefix().length());
            Fault.withLabel(label)
                    .ifPresentOrElse(
                            fault -> addRule(kind, fault, value),
                            () -> problems.add(
                                    "unknown fault '%s'; known names: latency, %s".formatted(label, labels())));
        }

        private static Fault.RequestKind requestKind(String name) {
            for (var kind : List.of(Fault.RequestKind.PAGE, Fault.RequestKind.LOGIN)) {
                if (name.startsWith(kind.prefix())) {
                    return kind;
                }
            }
            return Fault.RequestKind.DATA;
        }

        private static String labels() {
            return Fault.all().map(Fault::label).collect(Collectors.joining(", "));
        }

        private void addRule(Fault.RequestKind kind, Fault fault, String value) {
            if (!fault.appliesTo(kind)) {
                problems.add(
                        kind == Fault.RequestKind.LOGIN
                                ? "'%s' does not apply to logins".formatted(fault.label())
                                : "'%1$s' applies only to logins: write login:%1$s".formatted(fault.label()));
                return;
            }
            parseShare(value)
                    .ifPresentOrElse(
                            share -> rules.add(new FaultRule(kind, fault, share)),
                            () -> problems.add("'%s' must be a share of requests from 0 to 1, not '%s'"
                                    .formatted(kind.prefix() + fault.label(), value)));
        }

        private static Optional<BigDecimal> parseShare(String value) {
            try {
                var share = value.length() > 12 ? BigDecimal.TWO : new BigDecimal(value);
                return share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0
                        ? Optional.empty()
                        : Optional.of(share);
            } catch (NumberFormatException notANumber) {
                return Optional.empty();
            }
        }

        Faults build() {
            for (var kind : Fault.RequestKind.values()) {
                var sum = rules.stream()
                        .filter(rule -> applies(kind, rule.kind()))
                        .map(FaultRule::share)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                if (sum.compareTo(BigDecimal.ONE) > 0 && problems.isEmpty()) {
                    problems.add("the shares of requests add up to %s, which is more than 1".formatted(text(sum)));
                }
            }
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", problems));
            }
            return new Faults(latency, rules);
        }
    }
}
