package io.weir.adapter.out.sandbox.soql;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.statement.ChildQuery;
import io.weir.adapter.out.sandbox.statement.Condition;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Source;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Parses SOQL text into a {@link Statement}.
 *
 * <p>Does not check whether the org has the named fields; uses the org only to resolve aliases and {@code FIELDS()}.
 * Throws {@link QueryRefusal} for invalid SOQL and for unsupported features.
 */
public final class SoqlParser {
    private static final int MAX_LENGTH = 100_000;
    private static final Set<String> CLAUSES =
            Set.of("ALL", "FOR", "GROUP", "HAVING", "LIMIT", "OFFSET", "ORDER", "UPDATE", "USING", "WHERE", "WITH");

    private static final ObjectDescription NOTHING =
            new ObjectDescription(new ObjectName("Nothing"), "Nothing", false, List.of(), List.of());

    private final SandboxOrg org;
    private final Source source;
    private final SoqlScanner scanner;
    private final SoqlClauses clauses;

    private SoqlParser(SandboxOrg org, Source source, SoqlScanner scanner) {
        this.org = org;
        this.source = source;
        this.scanner = scanner;
        this.clauses = new SoqlClauses(scanner);
    }

    /** The statement that {@code soql} is, with names of {@code org} where aliases and {@code FIELDS()} need them. */
    public static Statement parse(String soql, SandboxOrg org) {
        if (soql.length() > MAX_LENGTH) {
            throw QueryRefusal.malformed("SOQL statements can not be longer than %d characters".formatted(MAX_LENGTH));
        }
        var source = new Source(soql);
        try {
            var statement = new SoqlParser(org, source, new SoqlScanner(soql, source)).statement();
            StatementRules.check(statement);
            return statement;
        } catch (IllegalArgumentException invalidQuery) {
            // The domain rejects invalid names and values with a message for the caller.
            throw QueryRefusal.malformed(String.valueOf(invalidQuery.getMessage()));
        }
    }

    private Statement statement() {
        var head = head(this::objectName, this::describe);
        var list = selectList(head);
        var select = list.next(head.start());
        scanner.moveTo(head.end());
        var names = head.names();
        var scope = clauses.usingScope();
        var where = where(names);
        clauses.refuseWith();
        var grouping = clauses.groupBy(terms(names));
        var having = grouping.groups() && scanner.take("HAVING") ? conditions(names) : new Condition.Everything();
        var orderBy = clauses.orderBy(terms(names));
        var limit = clauses.limit();
        int offset = clauses.offset();
        var sideEffects = clauses.sideEffects();
        clauses.refuseAllRows();
        if (!scanner.atEnd()) {
            throw scanner.unexpected();
        }
        list.checkLimit(limit);
        return new Statement(
                select, head.from(), scope, where, grouping, having, orderBy, limit, offset, sideEffects, source);
    }

    private ChildQuery children(NameScope parent) {
        return scanner.inParentheses(() -> {
            var head = head(
                    () -> new RelationshipName(SoqlTerms.segments(scanner).getLast()),
                    relationship -> describe(relationship, parent));
            var list = selectList(head);
            var select = list.next(head.start());
            scanner.moveTo(head.end());
            var names = head.names();
            var where = where(names);
            clauses.refuseWith();
            if (scanner.at("GROUP")) {
                throw scanner.refused("Only root queries support aggregate expressions");
            }
            var orderBy = clauses.orderBy(terms(names));
            var limit = clauses.limit();
            list.checkLimit(limit);
            int offset = clauses.offset();
            if (scanner.at("FOR") || scanner.at("UPDATE")) {
                throw QueryRefusal.unsupported("FOR and UPDATE in a sub-query");
            }
            return new ChildQuery(head.from(), select, where, orderBy, limit, offset);
        });
    }

    private Condition.SemiJoin semiJoin(FieldPath field, boolean negated) {
        return scanner.inParentheses(() -> {
            var head = head(this::objectName, this::describe);
            var selected = terms(head.names()).next();
            if (!(selected instanceof Term.Field(var path)) || !scanner.at("FROM")) {
                throw scanner.unexpected();
            }
            scanner.moveTo(head.end());
            var where = where(head.names());
            return source.put(new Condition.SemiJoin(field, negated, path, head.from(), where), head.start());
        });
    }

    /**
     * Reads {@code SELECT} and, past the select list, {@code FROM} with the names that the list needs. Leaves the
     * scanner before the select list.
     */
    private <N> Head<N> head(Supplier<N> from, Function<N, Optional<ObjectDescription>> describe) {
        int start = scanner.position();
        scanner.expect("SELECT");
        int list = scanner.position();
        if (!scanner.skipToFrom()) {
            scanner.moveTo(list);
            throw withoutFrom(start);
        }
        scanner.expect("FROM");
        int fromStart = scanner.position();
        var name = source.put(scanner.placing(from), fromStart);
        var names = scope(name.toString(), describe.apply(name).orElse(null));
        int end = scanner.position();
        scanner.moveTo(list);
        return new Head<>(name, names, start, end);
    }

    /** The refusal of a select list that no {@code FROM} follows: of the first word that is no part of the list. */
    private QueryRefusal withoutFrom(int start) {
        new SoqlSelectList(scanner, source, new NameScope(NOTHING.name().value(), NOTHING), this::children).next(start);
        return scanner.unexpected();
    }

    private SoqlSelectList selectList(Head<?> head) {
        return new SoqlSelectList(scanner, source, head.names(), this::children);
    }

    private ObjectName objectName() {
        int start = scanner.position();
        var segments = SoqlTerms.segments(scanner);
        if (segments.size() > 1) {
            throw source.atIndex(start, QueryRefusal.unknownObject(String.join(".", segments)));
        }
        return new ObjectName(segments.getFirst());
    }

    private Optional<ObjectDescription> describe(ObjectName object) {
        return org.describe(object.value());
    }

    private Optional<ObjectDescription> describe(RelationshipName relationship, NameScope parent) {
        return parent.object()
                .flatMap(object -> object.child(relationship.value()))
                .flatMap(child -> org.describe(child.childObject().value()));
    }

    /** Reads the rest of {@code FROM Contact c, c.Account a}: after the object's name, its alias and its parents. */
    private NameScope scope(String objectName, @Nullable ObjectDescription object) {
        var names = new NameScope(objectName, object);
        alias(names, List.of());
        while (scanner.take(",")) {
            int start = scanner.position();
            var segments = SoqlTerms.segments(scanner);
            if (segments.size() == 1) {
                throw source.atIndex(
                        start,
                        QueryRefusal.malformed("A driving SObject type has already been set, all other entity types in"
                                + " the FROM clause must be relationships to the initial object. The driving object is "
                                + objectName + "."));
            }
            var path = names.withoutAlias(segments);
            unknownParent(object, path).ifPresent(name -> {
                throw source.atIndex(start, QueryRefusal.unknownRelationship(name));
            });
            alias(names, path);
        }
        return names;
    }

    /** The first name of {@code path} that is no relationship to a parent, as far as the org knows the objects. */
    private Optional<String> unknownParent(@Nullable ObjectDescription object, List<String> path) {
        var current = Optional.ofNullable(object);
        for (var name : path) {
            var child = current;
            var parents = child.flatMap(known -> known.lookup(name)).map(FieldDescription::referenceTo);
            if (child.isPresent() && parents.isEmpty()) {
                return Optional.of(name);
            }
            current = parents.filter(objects -> objects.size() == 1).flatMap(objects -> describe(objects.getFirst()));
        }
        return Optional.empty();
    }

    private void alias(NameScope names, List<String> path) {
        boolean announced = scanner.take("AS");
        if (announced || (scanner.atWord() && !CLAUSES.contains(scanner.peek().toUpperCase(Locale.ROOT)))) {
            names.addAlias(SoqlTerms.alias(scanner).value(), path);
        }
    }

    private Condition where(NameScope names) {
        return scanner.take("WHERE") ? conditions(names) : new Condition.Everything();
    }

    private Condition conditions(NameScope names) {
        return new SoqlConditions(scanner, terms(names), this::semiJoin).next();
    }

    private SoqlTerms terms(NameScope names) {
        return new SoqlTerms(scanner, source, names);
    }

    /**
     * The beginning of a query.
     *
     * @param from what the query reads
     * @param start the index of {@code SELECT}
     * @param end the index after {@code FROM} and its names
     */
    private record Head<N>(N from, NameScope names, int start, int end) {}
}
