package io.weir.bootstrap.console;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives all tests the same browser and the same Weir, which end after the last test. */
final class OneBrowser implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(OneBrowser.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Browser.class || type == BusyWeir.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var store = context.getRoot().getStore(NAMESPACE);
        return parameter.getParameter().getType() == Browser.class
                ? store.computeIfAbsent(Browser.class, _ -> new Browser(), Browser.class)
                : store.computeIfAbsent(BusyWeir.class, _ -> new BusyWeir(), BusyWeir.class);
    }
}
