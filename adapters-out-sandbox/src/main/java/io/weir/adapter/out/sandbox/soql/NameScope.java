package io.weir.adapter.out.sandbox.soql;

import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.domain.schema.ObjectDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names of one query or sub-query. A field path may begin with an alias of the object or of one of its parents, or
 * with the name of the object.
 */
final class NameScope {
    private final String objectName;
    private final @Nullable ObjectDescription object;
    private final Map<String, List<String>> prefixes = new HashMap<>();

    /** The scope of a query from {@code objectName}; {@code object} is null if the org does not have it. */
    NameScope(String objectName, @Nullable ObjectDescription object) {
        this.objectName = objectName;
        this.object = object;
        addObjectName(objectName);
        if (object != null) {
            addObjectName(object.name().value());
        }
    }

    /** Makes {@code alias} a name of {@code path}; of the object itself, if the path is empty. */
    void addAlias(String alias, List<String> path) {
        prefixes.put(key(alias), path);
    }

    /** The object of the query; empty if the org does not have it. */
    Optional<ObjectDescription> object() {
        return Optional.ofNullable(object);
    }

    ObjectDescription requireObject() {
        return object().orElseThrow(() -> QueryRefusal.unknownObject(objectName));
    }

    /** The path from the object, for a path that may begin with an alias. */
    List<String> withoutAlias(List<String> segments) {
        var prefix = segments.size() > 1 ? prefixes.get(key(segments.getFirst())) : null;
        if (prefix == null) {
            return segments;
        }
        var path = new ArrayList<>(prefix);
        path.addAll(segments.subList(1, segments.size()));
        return path;
    }

    private void addObjectName(String name) {
        if (object == null || object.lookup(name).isEmpty()) {
            addAlias(name, List.of());
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
