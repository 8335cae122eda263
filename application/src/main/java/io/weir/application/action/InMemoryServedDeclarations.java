package io.weir.application.action;

import io.weir.domain.action.ActionVersion;
import io.weir.domain.port.ServedDeclarations;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps declarations until the process ends. Thread-safe. */
public final class InMemoryServedDeclarations implements ServedDeclarations {
    private final LinkedHashMap<ActionVersion, String> texts = new LinkedHashMap<>();

    @Override
    public synchronized Map<ActionVersion, String> all() {
        return Map.copyOf(texts);
    }

    @Override
    public synchronized void keep(Map<ActionVersion, String> declarations) {
        declarations.forEach(texts::putLast);
        while (texts.size() > MOST) {
            texts.pollFirstEntry();
        }
    }
}
