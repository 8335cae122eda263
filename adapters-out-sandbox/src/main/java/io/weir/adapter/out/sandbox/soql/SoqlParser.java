package io.weir.adapter.out.sandbox.soql;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.statement.ChildQuery;
import io.weir.adapter.out.sandbox.statement.Condition;
import io.weir.adapter.out.sandbox.statement.Grouping;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Scope;
import io.weir.adapter.out.sandbox.statement.SortKey;
import io.weir.adapter.out.sandbox.statement.Source;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

    private final SandboxOrg org;
    private final Source source;
    private final SoqlScanner scanner;

    private SoqlParser(SandboxOrg org, Source source, SoqlScanner scanner) {
        this.org = org;
        this.source = source;
        this.scanner = scanner;
    }

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
        int selectStart = scanner.position();
        scanner.expect("SELECT");
        int listStart = scanner.position();
        scanner.skipToFrom();
        scanner.expect("FROM");
        int objectStart = scanner.position();
        var object = source.put(objectName(), objectStart);
        var names = scope(object.value(), describe(object));
        int end = scanner.position();
        scanner.moveTo(listStart);
        var list = new SoqlSelectList(scanner, source, names, this::children);
        var select = list.next(selectStart);
        scanner.moveTo(end);
        var scope = usingScope();
        var where = where(names);
        refuseWith();
        var grouping = groupBy(names);
        var having = grouping.groups() && scanner.take("HAVING") ? conditions(names) : new Condition.Everything();
        var orderBy = orderBy(names);
        var limit = limit();
        int offset = offset();
        var sideEffects = sideEffects();
        refuseAllRows();
        if (!scanner.atEnd()) {
            throw scanner.unexpected();
        }
        list.checkLimit(limit);
        return new Statement(
                select, object, scope, where, grouping, having, orderBy, limit, offset, sideEffects, source);
    }

    private ChildQuery children(NameScope parent) {
        return scanner.inParentheses(() -> {
            int selectStart = scanner.position();
            scanner.expect("SELECT");
            int listStart = scanner.position();
            scanner.skipToFrom();
            scanner.expect("FROM");
            int start = scanner.position();
            var relationship =
                    source.put(new RelationshipName(SoqlTerms.segments(scanner).getLast()), start);
            var child = parent.object()
                    .flatMap(object -> object.child(relationship.value()))
                    .flatMap(found -> org.describe(found.childObject().value()))
                    .orElse(null);
            var names = scope(relationship.value(), child);
            int end = scanner.position();
            scanner.moveTo(listStart);
            var list = new SoqlSelectList(scanner, source, names, this::children);
            var select = list.next(selectStart);
            scanner.moveTo(end);
            var where = where(names);
            refuseWith();
            if (scanner.at("GROUP")) {
                throw scanner.refused("Only root queries support aggregate expressions");
            }
            var orderBy = orderBy(names);
            var limit = limit();
            list.checkLimit(limit);
            int offset = offset();
            if (scanner.at("FOR") || scanner.at("UPDATE")) {
                throw QueryRefusal.unsupported("FOR and UPDATE in a sub-query");
            }
            return new ChildQuery(relationship, select, where, orderBy, limit, offset);
        });
    }

    private Condition.SemiJoin semiJoin(FieldPath field, boolean negated) {
        return scanner.inParentheses(() -> {
            scanner.expect("SELECT");
            int selectStart = scanner.position();
            scanner.skipToFrom();
            scanner.expect("FROM");
            int start = scanner.position();
            var object = source.put(objectName(), start);
            var names = scope(object.value(), describe(object));
            int end = scanner.position();
            scanner.moveTo(selectStart);
            var selected = new SoqlTerms(scanner, source, names).next();
            if (!(selected instanceof Term.Field(var path)) || !scanner.at("FROM")) {
                throw scanner.unexpected();
            }
            scanner.moveTo(end);
            var where = where(names);
            return source.put(new Condition.SemiJoin(field, negated, path, object, where), selectStart);
        });
    }

    private ObjectName objectName() {
        int start = scanner.position();
        var segments = SoqlTerms.segments(scanner);
        if (segments.size() > 1) {
            throw source.atIndex(start, QueryRefusal.unknownObject(String.join(".", segments)));
        }
        return new ObjectName(segments.getFirst());
    }

    private @Nullable ObjectDescription describe(ObjectName object) {
        return org.describe(object.value()).orElse(null);
    }

    /** Reads the rest of {@code FROM Contact c, c.Account a}: the first name is the object, the others are its parents. */
    private NameScope scope(String objectName, @Nullable ObjectDescription object) {
        var names = new NameScope(objectName, object);
        alias(names, List.of());
        while (scanner.take(",")) {
            alias(names, names.withoutAlias(SoqlTerms.segments(scanner)));
        }
        return names;
    }

    private void alias(NameScope names, List<String> path) {
        boolean announced = scanner.take("AS");
        if (announced || (scanner.atWord() && !CLAUSES.contains(scanner.peek().toUpperCase(Locale.ROOT)))) {
            names.addAlias(SoqlSelectList.alias(scanner).value(), path);
        }
    }

    private Scope usingScope() {
        if (!scanner.take("USING")) {
            return Scope.EVERYTHING;
        }
        if (scanner.at("LOOKUP")) {
            throw QueryRefusal.unsupported("USING LOOKUP");
        }
        scanner.expect("SCOPE");
        if (scanner.at("allPrivate") || scanner.at("mru")) {
            throw QueryRefusal.unsupported("USING SCOPE " + scanner.peek());
        }
        var scope = Scope.named(scanner.peek())
                .orElseThrow(() -> new QueryRefusal("INVALID_QUERY_SCOPE", "invalid query scope: " + scanner.peek()));
        scanner.next();
        return scope;
    }

    private Condition where(NameScope names) {
        return scanner.take("WHERE") ? conditions(names) : new Condition.Everything();
    }

    private Condition conditions(NameScope names) {
        return new SoqlConditions(scanner, new SoqlTerms(scanner, source, names), this::semiJoin).next();
    }

    private void refuseWith() {
        if (!scanner.take("WITH")) {
            return;
        }
        if (scanner.at("SECURITY_ENFORCED") || scanner.at("USER_MODE") || scanner.at("SYSTEM_MODE")) {
            throw scanner.refused("rule soqlWithIdentifierClause failed predicate: "
                    + "{this.helper.allowApexSyntax() && this.helper.hasApexContext()}?");
        }
        if (scanner.atWord()) {
            throw QueryRefusal.unsupported(scanner.at("DATA") ? "WITH DATA CATEGORY" : "WITH " + scanner.peek());
        }
        throw scanner.unexpected();
    }

    private Grouping groupBy(NameScope names) {
        if (!scanner.take("GROUP")) {
            return Grouping.NONE;
        }
        scanner.expect("BY");
        var terms = new SoqlTerms(scanner, source, names);
        for (var kind : List.of(Grouping.Kind.ROLLUP, Grouping.Kind.CUBE)) {
            if (scanner.at(kind.name()) && scanner.atFunction()) {
                scanner.next();
                return new Grouping(kind, scanner.inParentheses(() -> list(terms)));
            }
        }
        return new Grouping(Grouping.Kind.PLAIN, list(terms));
    }

    private List<Term> list(SoqlTerms terms) {
        var list = new ArrayList<Term>();
        do {
            list.add(terms.next());
        } while (scanner.take(","));
        return list;
    }

    private List<SortKey> orderBy(NameScope names) {
        var keys = new ArrayList<SortKey>();
        if (scanner.take("ORDER")) {
            scanner.expect("BY");
            var terms = new SoqlTerms(scanner, source, names);
            do {
                keys.add(sortKey(terms.next()));
            } while (scanner.take(","));
        }
        return keys;
    }

    private SortKey sortKey(Term term) {
        boolean descending = !scanner.take("ASC") && scanner.take("DESC");
        boolean last = false;
        if (scanner.take("NULLS")) {
            last = scanner.take("LAST");
            if (!last) {
                scanner.expect("FIRST");
            }
        }
        return new SortKey(
                term,
                descending ? Ordering.Direction.DESC : Ordering.Direction.ASC,
                last ? Ordering.Nulls.LAST : Ordering.Nulls.FIRST);
    }

    private Limit limit() {
        return scanner.take("LIMIT") ? new Limit.AtMost(rowCount()) : new Limit.Unlimited();
    }

    private int offset() {
        return scanner.take("OFFSET") ? rowCount() : 0;
    }

    private int rowCount() {
        if (scanner.at(":")) {
            throw SoqlValues.bind(scanner);
        }
        String digits = scanner.peek();
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw scanner.unexpected();
        }
        scanner.next();
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException tooLarge) {
            throw new QueryRefusal("NUMBER_OUTSIDE_VALID_RANGE", "number out of range: " + digits);
        }
    }

    private Set<Statement.SideEffect> sideEffects() {
        var effects = EnumSet.noneOf(Statement.SideEffect.class);
        while (scanner.take("FOR")) {
            if (scanner.at("UPDATE")) {
                throw notInThisContext("FOR UPDATE");
            }
            effects.add(effect(Statement.SideEffect.FOR_VIEW, "VIEW", Statement.SideEffect.FOR_REFERENCE, "REFERENCE"));
        }
        if (scanner.take("UPDATE")) {
            do {
                effects.add(effect(
                        Statement.SideEffect.UPDATE_TRACKING,
                        "TRACKING",
                        Statement.SideEffect.UPDATE_VIEWSTAT,
                        "VIEWSTAT"));
            } while (scanner.take(","));
        }
        return effects;
    }

    private Statement.SideEffect effect(
            Statement.SideEffect one, String word, Statement.SideEffect other, String otherWord) {
        if (scanner.take(word)) {
            return one;
        }
        scanner.expect(otherWord);
        return other;
    }

    private void refuseAllRows() {
        if (scanner.at("ALL")) {
            throw notInThisContext("ALL ROWS");
        }
    }

    /** The refusal of what only Apex takes. */
    private static QueryRefusal notInThisContext(String clause) {
        return QueryRefusal.malformed(clause + " not allowed in this context");
    }
}
