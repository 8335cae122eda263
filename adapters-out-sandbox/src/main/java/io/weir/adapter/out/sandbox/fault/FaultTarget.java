package io.weir.adapter.out.sandbox.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fault and the requests that it may affect.
 *
 * @param object the name of the object that the requests concern, in any case; empty for all requests
 */
public record FaultTarget(Fault.RequestKind kind, String object, Fault fault) {
    private static final Pattern OBJECT = Pattern.compile("[A-Za-z]\\w{0,79}");

    /**
     * Parses a fault's name, such as {@code 503}, {@code Contact:503}, {@code login:invalid-grant} or
     * {@code write:Contact:unable-to-lock-row}. Throws {@link IllegalArgumentException} that says what is wrong.
     */
    public static FaultTarget parse(String name) {
        var kind = kind(name);
        String rest = name.substring(kind.prefix().length());
        int colon = rest.indexOf(':');
        String object = colon < 0 ? "" : object(rest.substring(0, colon), kind);
        String label = rest.substring(colon + 1);
        var fault = Fault.withLabel(label)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown fault '%s'; known names: latency, %s".formatted(label, labels())));
        if (!fault.appliesTo(kind)) {
            throw new IllegalArgumentException(
                    kind == Fault.RequestKind.LOGIN
                            ? "'%s' does not apply to logins".formatted(label)
                            : "'%1$s' applies only to logins: write login:%1$s".formatted(label));
        }
        return new FaultTarget(kind, object, fault);
    }

    /** The name that {@link #parse} reads. */
    String label() {
        return kind.prefix() + (object.isEmpty() ? "" : object + ":") + fault.label();
    }

    boolean covers(RequestTraits request) {
        return kind.covers(request.kind())
                && (object.isEmpty() || request.objects().contains(object.toLowerCase(Locale.ROOT)));
    }

    private static Fault.RequestKind kind(String name) {
        return limitedKinds()
                .filter(kind -> name.startsWith(kind.prefix()))
                .findFirst()
                .orElse(Fault.RequestKind.DATA);
    }

    private static Stream<Fault.RequestKind> limitedKinds() {
        return Arrays.stream(Fault.RequestKind.values()).filter(kind -> kind != Fault.RequestKind.DATA);
    }

    private static String object(String name, Fault.RequestKind kind) {
        boolean misspeltKind = !name.isEmpty() && Character.isLowerCase(name.charAt(0)) && !name.endsWith("__c");
        if (misspeltKind || !OBJECT.matcher(name).matches()) {
            throw new IllegalArgumentException("'%s:' is neither an object nor one of %s"
                    .formatted(
                            name, limitedKinds().map(Fault.RequestKind::prefix).collect(Collectors.joining(" "))));
        }
        if (!kind.namesObjects()) {
            throw new IllegalArgumentException(
                    "a fault with '%s' cannot be limited to an object".formatted(kind.prefix()));
        }
        return name;
    }

    private static String labels() {
        return Fault.all().map(Fault::label).collect(Collectors.joining(", "));
    }
}
