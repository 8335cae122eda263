package io.weir.adapter.out.sandbox.junit;

import io.weir.adapter.out.sandbox.Sandbox;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstantiationAwareExtension;

/**
 * Starts a {@link Sandbox} for each test that has a parameter of this type, or a {@link URI} for its address, and stops
 * it after the test. The test method, the methods that run before and after each test, and the constructor of the
 * class get the same sandbox. Tests share nothing, so they may run in parallel.
 *
 * <p>{@code @ExtendWith(SandboxExtension.class)} serves a contact centre's org. A static field with
 * {@code @RegisterExtension} serves another one. Immutable and thread-safe. Needs JUnit 5.13 or a later one.
 */
public final class SandboxExtension implements ParameterResolver, TestInstantiationAwareExtension {
    private static final Namespace NAMESPACE = Namespace.create(SandboxExtension.class);

    private final Function<InstantSource, SandboxOrg> org;
    private final SandboxSettings settings;
    private final InstantSource clock;

    /** Serves a contact centre's org on any free port, at {@link Sandbox#DEFAULT_TIME}. */
    public SandboxExtension() {
        this(SandboxOrg::contactCentre, SandboxSettings.onPort(0), InstantSource.fixed(Sandbox.DEFAULT_TIME));
    }

    private SandboxExtension(Function<InstantSource, SandboxOrg> org, SandboxSettings settings, InstantSource clock) {
        this.org = org;
        this.settings = settings;
        this.clock = clock;
    }

    /** Serves the org that {@code org} makes for each test. */
    public static SandboxExtension from(Supplier<SandboxOrg> org) {
        return from(_ -> org.get());
    }

    /** Serves the org that {@code org} makes for each test; it takes the clock of the sandbox. */
    public static SandboxExtension from(Function<InstantSource, SandboxOrg> org) {
        var contactCentre = new SandboxExtension();
        return new SandboxExtension(org, contactCentre.settings, contactCentre.clock);
    }

    /** A copy with these settings, such as the size of pages or faults. */
    public SandboxExtension with(SandboxSettings replacement) {
        return new SandboxExtension(org, replacement, clock);
    }

    /** A copy whose clock stands at {@code now} when a test begins. */
    public SandboxExtension at(Instant now) {
        return at(InstantSource.fixed(now));
    }

    /** A copy whose clock follows {@code source}. */
    public SandboxExtension at(InstantSource source) {
        return new SandboxExtension(org, settings, source);
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Sandbox.class || type == URI.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "a sandbox belongs to one test: ask for it in a test, in @BeforeEach, or start one for the class"
                            + " with Sandbox.start()");
        }
        var store = context.getStore(NAMESPACE);
        // JUnit 5 and JUnit 6 have no method in common that computes the value.
        var sandbox = store.get(Sandbox.class, Sandbox.class);
        if (sandbox == null) {
            sandbox = Sandbox.start(org, settings, clock);
            store.put(Sandbox.class, sandbox);
        }
        return parameter.getParameter().getType() == URI.class ? sandbox.baseUri() : sandbox;
    }
}
