package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.statement.ChildQuery;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Selection;
import io.weir.adapter.out.sandbox.statement.Source;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.query.Limit;
import io.weir.domain.query.SoqlLimits;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/** Makes the columns of the rows of one statement that has no groups, and of its sub-queries. */
final class SelectList {
    private final QueryEvaluator query;
    private final PathResolver paths;
    private final Source source;
    private final String apiVersion;
    private int childQueries;

    SelectList(QueryEvaluator query, PathResolver paths, Source source, String apiVersion) {
        this.query = query;
        this.paths = paths;
        this.source = source;
        this.apiVersion = apiVersion;
    }

    /** The columns of the records of {@code table}. */
    Projection projection(Table table, Statement statement) {
        return projection(table, statement.select(), statement.limit(), 1);
    }

    private Projection projection(Table table, List<Selection> select, Limit limit, int level) {
        var projection = new Projection(apiVersion);
        for (var item : select) {
            switch (item) {
                case Selection.Value value -> addValue(projection, table, value);
                case Selection.Children(var children) -> addChildren(projection, table, children, limit, level + 1);
                case Selection.TypeOf typeOf -> addTypeOf(projection, table, typeOf, select);
                case Selection.RowCount _ ->
                    throw QueryRefusal.malformed("Only root queries support aggregate expressions");
            }
        }
        return projection;
    }

    private void addValue(Projection projection, Table table, Selection.Value value) {
        var terms = query.terms(table);
        var term = value.term();
        var path = source.placing(term, () -> terms.path(term));
        var function = source.placing(term, () -> terms.function(term, path)).values();
        source.run(
                term,
                () -> value.alias()
                        .ifPresentOrElse(
                                alias ->
                                        projection.addValue(alias.value(), record -> function.apply(path.read(record))),
                                () -> projection.addField(path, function)));
    }

    private void addTypeOf(Projection projection, Table table, Selection.TypeOf typeOf, List<Selection> select) {
        if (select.stream().anyMatch(SelectList::isFunction)) {
            throw source.at(typeOf, QueryRefusal.malformed("TYPEOF is not allowed in a query with functions"));
        }
        var step = source.placing(typeOf.relationship(), () -> polymorphic(table, typeOf.relationship()));
        var byObject = new HashMap<String, Projection>();
        for (var branch : typeOf.branches()) {
            var target = source.placing(branch.type(), () -> target(step, branch.type()));
            byObject.put(
                    target.description().name().value(),
                    ofFields(branch.fields(), path -> paths.resolve(target, path)));
        }
        var otherwise = typeOf.otherwise().isEmpty() ? null : ofFields(typeOf.otherwise(), paths::resolveName);
        source.run(typeOf, () -> projection.addParent(step, byObject, otherwise));
    }

    private static boolean isFunction(Selection item) {
        return item instanceof Selection.Value(var term, var _) && !(term instanceof Term.Field);
    }

    private ResolvedPath.Step polymorphic(Table table, RelationshipName relationship) {
        var step = paths.step(table, relationship);
        if (!step.polymorphic()) {
            throw QueryRefusal.malformed("TYPEOF needs a polymorphic relationship, not " + step.relationship());
        }
        return step;
    }

    private Table target(ResolvedPath.Step step, ObjectName type) {
        var target = paths.table(type.value());
        if (!step.targets().contains(target)) {
            throw QueryRefusal.malformed(
                    "%s is not a type of the relationship %s".formatted(type, step.relationship()));
        }
        paths.countRelationship(step.relationship() + "." + type);
        return target;
    }

    private Projection ofFields(List<FieldPath> fields, Function<FieldPath, ResolvedPath> resolver) {
        var projection = new Projection(apiVersion);
        for (var field : fields) {
            projection.addField(source.placing(field, () -> resolver.apply(field)), ValueFunction.NONE);
        }
        return projection;
    }

    private void addChildren(Projection projection, Table parent, ChildQuery children, Limit parentLimit, int level) {
        source.run(children.relationship(), () -> requireLimits(children, parentLimit, level));
        var relationship = parent.description()
                .child(children.relationship().value())
                .orElseThrow(() -> source.at(
                        children.relationship(),
                        QueryRefusal.unknownRelationship(children.relationship().value())));
        var table = paths.table(relationship.childObject().value());
        SemiJoins.first(children.where()).ifPresent(join -> {
            throw source.at(join.field(), QueryRefusal.nestedSemiJoin());
        });
        int lookup = table.column(relationship.field());
        var matches = query.filter(table, children.where());
        var order = query.order(table, children.orderBy());
        var rows = projection(table, children.select(), children.limit(), level);
        projection.addChildren(relationship.name().value(), owner -> {
            var matching = table.referencing(lookup, owner.id()).stream()
                    .filter(query::visible)
                    .filter(matches)
                    .sorted(order)
                    .toList();
            var selected = QueryEvaluator.slice(matching, children.limit(), children.offset()).stream()
                    .map(rows::row)
                    .toList();
            return selected.isEmpty() ? null : ChildResult.of(selected);
        });
    }

    private void requireLimits(ChildQuery children, Limit parentLimit, int level) {
        childQueries++;
        if (childQueries > SoqlLimits.MAX_SUB_QUERIES) {
            throw QueryRefusal.malformed("maximum number of child sub-queries exceeded: " + SoqlLimits.MAX_SUB_QUERIES);
        }
        if (level > SoqlLimits.MAX_LEVELS) {
            throw QueryRefusal.malformed("SOQL statements cannot query aggregate relationships more than %d level away"
                            .formatted(SoqlLimits.MAX_LEVELS - 1)
                    + " from the root entity object.");
        }
        QueryEvaluator.requireOffset(children.offset());
        if (children.offset() > 0 && !(level == 2 && parentLimit.equals(new Limit.AtMost(1)))) {
            throw QueryRefusal.malformed("OFFSET in a sub-query requires LIMIT 1 in its parent query");
        }
    }
}
