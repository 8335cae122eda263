package io.weir.adapter.out.sandbox.soql;

import io.github.apexdevtools.apexparser.ApexParser.FieldNameContext;
import io.github.apexdevtools.apexparser.ApexParser.FromNameListContext;
import io.github.apexdevtools.apexparser.ApexParser.SoqlIdContext;
import io.weir.adapter.out.sandbox.query.QueryRefusal;
import io.weir.domain.query.Alias;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the names of one query or sub-query. A field path may begin with an alias of the object or of one of its
 * parents, or with the name of the object.
 */
final class NameScope {
    private static final Set<String> CLAUSE_KEYWORDS = Set.of("ORDER", "OFFSET", "FOR", "WITH", "UPDATE");

    private final String objectName;
    private final @Nullable ObjectDescription object;
    private final Map<String, List<String>> prefixes = new HashMap<>();

    private NameScope(String objectName, @Nullable ObjectDescription object) {
        this.objectName = objectName;
        this.object = object;
    }

    /** The scope of a query from {@code objectName}; {@code object} is null if the org does not have it. */
    static NameScope of(String objectName, @Nullable ObjectDescription object, FromNameListContext from) {
        var scope = new NameScope(objectName, object);
        scope.addObjectName(objectName);
        if (object != null) {
            scope.addObjectName(object.name().value());
        }
        scope.addAliases(from);
        return scope;
    }

    /** The object of the query; empty if the org does not have it. */
    Optional<ObjectDescription> object() {
        return Optional.ofNullable(object);
    }

    ObjectDescription requireObject() {
        return object().orElseThrow(() -> QueryRefusal.unknownObject(objectName));
    }

    FieldPath path(FieldNameContext name) {
        return new FieldPath(withoutPrefix(segments(name)));
    }

    static List<String> segments(FieldNameContext name) {
        return name.soqlId().stream().map(ParseTree::getText).toList();
    }

    private void addObjectName(String name) {
        if (object == null || object.lookup(name).isEmpty()) {
            prefixes.put(key(name), List.of());
        }
    }

    /** Reads {@code FROM Contact c, c.Account a}: the first name is the object, the others are its parents. */
    private void addAliases(FromNameListContext from) {
        for (int i = 0; i < from.fieldName().size(); i++) {
            var path = i == 0 ? List.<String>of() : withoutPrefix(segments(from.fieldName(i)));
            var alias = aliasOf(from, i);
            if (alias != null) {
                prefixes.put(key(checkedAlias(alias).value()), path);
            }
        }
    }

    private static @Nullable SoqlIdContext aliasOf(FromNameListContext from, int i) {
        int next = from.children.indexOf(from.fieldName(i)) + 1;
        return next < from.children.size() && from.children.get(next) instanceof SoqlIdContext alias ? alias : null;
    }

    /** The grammar reads a trailing clause keyword as an alias. SOQL does not allow keywords as aliases. */
    private static Alias checkedAlias(SoqlIdContext alias) {
        if (CLAUSE_KEYWORDS.contains(alias.getText().toUpperCase(Locale.ROOT))) {
            throw SyntaxErrorListener.unexpectedToken(alias.getStart());
        }
        return new Alias(alias.getText());
    }

    private List<String> withoutPrefix(List<String> segments) {
        var prefix = segments.size() > 1 ? prefixes.get(key(segments.getFirst())) : null;
        if (prefix == null) {
            return segments;
        }
        var path = new ArrayList<>(prefix);
        path.addAll(segments.subList(1, segments.size()));
        return path;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
