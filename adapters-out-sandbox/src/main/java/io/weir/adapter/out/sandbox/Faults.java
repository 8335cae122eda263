package io.weir.adapter.out.sandbox;

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
 * How the sandbox misbehaves: what each answer waits for, and which share of the requests meets which fault.
 *
 * <p>Written as texts by name: {@code latency} with {@code 50ms}, {@code 50ms..2s} or {@code p50:80ms/p99:3s}; any other name is a
 * fault's, with a share from 0 to 1. {@code page:} before a fault's name means further pages of a result only, {@code login:} means
 * logins. docs/operators.md lists them.
 */
public record Faults(Latency latency, List<FaultShare> shares) {
    /** An org that does what it should. */
    public static final Faults NONE = new Faults(new Latency.None(), List.of());

    private static final String LATENCY = "latency";

    /** The share of the requests at one place that meets a fault, from 0 to 1. */
    record FaultShare(Fault.RequestKind kind, Fault fault, BigDecimal share) {
        String label() {
            return kind.prefix() + fault.label();
        }
    }

    public Faults {
        shares = List.copyOf(shares);
    }

    /**
     * The faults that {@code entries} ask for. Throws {@link IllegalArgumentException} with all that is wrong with them, in words and
     * with {@code ; } between.
     */
    public static Faults of(Map<String, String> entries) {
        var reader = new Parser();
        entries.forEach(reader::add);
        return reader.build();
    }

    /** The same from one text for each entry, such as {@code 503=0.02}. */
    public static Faults of(List<String> entries) {
        var byName = new LinkedHashMap<String, String>();
        for (var entry : entries) {
            int equals = entry.indexOf('=');
            String name = (equals < 0 ? entry : entry.substring(0, equals)).strip();
            if (byName.put(name, equals < 0 ? "" : entry.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException("'%s' stands there twice".formatted(name));
            }
        }
        return of(byName);
    }

    /** What {@link #of(Map)} makes these faults of, by name. */
    public Map<String, String> entries() {
        var entries = new TreeMap<String, String>();
        if (!(latency instanceof Latency.None)) {
            entries.put(LATENCY, latency.text());
        }
        shares.forEach(chance -> entries.put(chance.label(), text(chance.share())));
        return Collections.unmodifiableMap(entries);
    }

    /** The fault that a request at {@code place} meets this time; empty for none. */
    Optional<Fault> draw(Fault.RequestKind place, RandomGenerator random) {
        double left = random.nextDouble();
        for (var chance : shares) {
            if (applies(place, chance.kind())) {
                left -= chance.share().doubleValue();
                if (left < 0) {
                    return Optional.of(chance.fault());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean applies(Fault.RequestKind request, Fault.RequestKind chance) {
        return request == chance || (request == Fault.RequestKind.PAGE && chance == Fault.RequestKind.DATA);
    }

    private static String text(BigDecimal share) {
        return share.signum() == 0 ? "0" : share.stripTrailingZeros().toPlainString();
    }

    /** Reads entry by entry and collects what is wrong. */
    private static final class Parser {
        private final List<String> problems = new ArrayList<>();
        private final List<FaultShare> shares = new ArrayList<>();
        private Latency latency = new Latency.None();

        void add(String name, String value) {
            if (name.equals(LATENCY)) {
                Latency.parse(value)
                        .ifPresentOrElse(
                                it -> latency = it,
                                () -> problems.add(
                                        "latency is a time to a minute such as 50ms, a range 50ms..2s, or p50:80ms/p99:3s, not '%s'"
                                                .formatted(value)));
                return;
            }
            var place = requestKind(name);
            String label = name.substring(place.prefix().length());
            Fault.withLabel(label)
                    .ifPresentOrElse(
                            fault -> addShare(place, fault, value),
                            () -> problems.add(
                                    "there is no fault '%s'; there are latency, %s".formatted(label, labels())));
        }

        private static Fault.RequestKind requestKind(String name) {
            for (var place : List.of(Fault.RequestKind.PAGE, Fault.RequestKind.LOGIN)) {
                if (name.startsWith(place.prefix())) {
                    return place;
                }
            }
            return Fault.RequestKind.DATA;
        }

        private static String labels() {
            return Fault.all().map(Fault::label).collect(Collectors.joining(", "));
        }

        private void addShare(Fault.RequestKind place, Fault fault, String value) {
            if (!fault.appliesTo(place)) {
                problems.add(
                        place == Fault.RequestKind.LOGIN
                                ? "logins do not meet '%s'".formatted(fault.label())
                                : "only logins meet '%1$s': write login:%1$s".formatted(fault.label()));
                return;
            }
            parseShare(value)
                    .ifPresentOrElse(
                            share -> shares.add(new FaultShare(place, fault, share)),
                            () -> problems.add("'%s' takes the share of requests that meet it, 0 to 1, not '%s'"
                                    .formatted(place.prefix() + fault.label(), value)));
        }

        private static Optional<BigDecimal> parseShare(String value) {
            try {
                var share = value.length() > 12 ? BigDecimal.TWO : new BigDecimal(value);
                return share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0
                        ? Optional.empty()
                        : Optional.of(share);
            } catch (NumberFormatException noNumber) {
                return Optional.empty();
            }
        }

        Faults build() {
            for (var place : Fault.RequestKind.values()) {
                var sum = shares.stream()
                        .filter(chance -> applies(place, chance.kind()))
                        .map(FaultShare::share)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                if (sum.compareTo(BigDecimal.ONE) > 0 && problems.isEmpty()) {
                    problems.add("the shares of requests that meet a fault come to %s, which is more than 1"
                            .formatted(text(sum)));
                }
            }
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", problems));
            }
            return new Faults(latency, shares);
        }
    }
}
