package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Source;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Resolves the field paths of one query and limits the number of relationships that they follow. For one query. */
final class PathResolver {
    private static final int MAX_RELATIONSHIPS = 55;

    private final SandboxOrg org;
    private final Source source;
    private final Set<String> relationships = new HashSet<>();

    PathResolver(SandboxOrg org, Source source) {
        this.org = org;
        this.source = source;
    }

    Table table(ObjectName name) {
        return org.table(name.value()).orElseThrow(() -> source.at(name, QueryRefusal.unknownObject(name.value())));
    }

    ResolvedPath resolve(Table start, FieldPath path) {
        var steps = new ArrayList<ResolvedPath.Step>();
        var table = start;
        var relationshipPath = new StringBuilder(start.description().name().value());
        for (var relationship : path.parents()) {
            var step = step(table, relationship, path);
            steps.add(step);
            table = step.target();
            countRelationship(relationshipPath.append('.').append(relationship).toString());
        }
        return new ResolvedPath(steps, table, field(table, path));
    }

    private ResolvedPath.Step step(Table table, String relationship, FieldPath path) {
        var lookup = table.description()
                .lookup(relationship)
                .orElseThrow(() -> source.at(
                        path,
                        QueryRefusal.invalidField(
                                "Didn't understand relationship '%s' in field path. If you are attempting to use a"
                                                .formatted(relationship)
                                        + " custom relationship, be sure to append the '__r' after the custom"
                                        + " relationship name. Please reference your WSDL or the describe call for the"
                                        + " appropriate names.")));
        var target = table(lookup.referenceTo().getFirst());
        return new ResolvedPath.Step(
                lookup.relationshipName().orElseThrow().value(), table.column(lookup.name()), target);
    }

    private FieldDescription field(Table table, FieldPath path) {
        return table.description()
                .field(path.field())
                .orElseThrow(() -> source.at(
                        path,
                        QueryRefusal.invalidField(
                                "No such column '%s' on entity '%s'. If you are attempting to use a custom field, be sure"
                                                .formatted(
                                                        path.field(),
                                                        table.description().name())
                                        + " to append the '__c' after the custom field name. Please reference your"
                                        + " WSDL or the describe call for the appropriate names.")));
    }

    private void countRelationship(String relationshipPath) {
        relationships.add(relationshipPath.toLowerCase(Locale.ROOT));
        if (relationships.size() > MAX_RELATIONSHIPS) {
            throw QueryRefusal.malformed(
                    "maximum number of relationships exceeded: a query follows at most " + MAX_RELATIONSHIPS);
        }
    }
}
