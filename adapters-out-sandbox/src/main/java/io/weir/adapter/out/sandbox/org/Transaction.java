package io.weir.adapter.out.sandbox.org;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Changes to the org that take effect together, or not at all. The thread that runs a transaction sees its changes in
 * the org; other threads see them when it ends. For one thread.
 */
public final class Transaction {
    private final Map<String, Table> tables;
    private final Set<String> copied = new HashSet<>();
    private boolean rolledBack;

    Transaction(Map<String, Table> tables) {
        this.tables = new LinkedHashMap<>(tables);
    }

    /** The table of the object called {@code name}, in any case, to be changed; the object must exist. */
    public Table table(String name) {
        String key = SandboxOrg.key(name);
        var table = tables.get(key);
        if (table == null) {
            throw new IllegalArgumentException("no object '%s'".formatted(name));
        }
        if (copied.add(key)) {
            table = table.copy();
            tables.put(key, table);
        }
        return table;
    }

    /** Discards all changes when the transaction ends. */
    public void rollBack() {
        rolledBack = true;
    }

    boolean rolledBack() {
        return rolledBack;
    }

    Map<String, Table> tables() {
        return tables;
    }

    /** Takes over the changes of a transaction within this one. */
    void take(Transaction inner) {
        tables.putAll(inner.tables);
        copied.addAll(inner.copied);
    }
}
