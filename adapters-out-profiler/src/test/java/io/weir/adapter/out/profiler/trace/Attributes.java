package io.weir.adapter.out.profiler.trace;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Attributes as a map. */
public final class Attributes {
    private Attributes() {}

    /** The attributes of {@code span}; numbers are {@link Long}. */
    public static Map<String, Object> of(Span span) {
        return of(span.getAttributesList());
    }

    static Map<String, Object> of(List<KeyValue> attributes) {
        var map = new TreeMap<String, Object>();
        attributes.forEach(attribute -> map.put(attribute.getKey(), value(attribute.getValue())));
        return map;
    }

    private static Object value(AnyValue value) {
        if (value.hasIntValue()) {
            return value.getIntValue();
        }
        return value.hasBoolValue() ? value.getBoolValue() : value.getStringValue();
    }
}
