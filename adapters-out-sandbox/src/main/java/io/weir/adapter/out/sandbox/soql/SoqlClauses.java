package io.weir.adapter.out.sandbox.soql;

import io.weir.adapter.out.sandbox.statement.Grouping;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Scope;
import io.weir.adapter.out.sandbox.statement.SortKey;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads the clauses around the conditions of a statement, each of which may be missing. */
final class SoqlClauses {
    private final SoqlScanner scanner;

    SoqlClauses(SoqlScanner scanner) {
        this.scanner = scanner;
    }

    Scope usingScope() {
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
        var scope = scanner.placing(() -> Scope.named(scanner.peek())
                .orElseThrow(() -> new QueryRefusal("INVALID_QUERY_SCOPE", "invalid query scope: " + scanner.peek())));
        scanner.next();
        return scope;
    }

    void refuseWith() {
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

    Grouping groupBy(SoqlTerms terms) {
        if (!scanner.take("GROUP")) {
            return Grouping.NONE;
        }
        scanner.expect("BY");
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

    List<SortKey> orderBy(SoqlTerms terms) {
        var keys = new ArrayList<SortKey>();
        if (scanner.take("ORDER")) {
            scanner.expect("BY");
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

    Limit limit() {
        return scanner.take("LIMIT") ? new Limit.AtMost(scanner.placing(this::rowCount)) : new Limit.Unlimited();
    }

    int offset() {
        return scanner.take("OFFSET") ? scanner.placing(this::rowCount) : 0;
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

    Set<Statement.SideEffect> sideEffects() {
        var effects = EnumSet.noneOf(Statement.SideEffect.class);
        while (scanner.at("FOR")) {
            effects.add(scanner.placing(this::readingFor));
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

    private Statement.SideEffect readingFor() {
        scanner.expect("FOR");
        if (scanner.at("UPDATE")) {
            throw notInThisContext("FOR UPDATE");
        }
        return effect(Statement.SideEffect.FOR_VIEW, "VIEW", Statement.SideEffect.FOR_REFERENCE, "REFERENCE");
    }

    private Statement.SideEffect effect(
            Statement.SideEffect one, String word, Statement.SideEffect other, String otherWord) {
        if (scanner.take(word)) {
            return one;
        }
        scanner.expect(otherWord);
        return other;
    }

    void refuseAllRows() {
        if (scanner.at("ALL")) {
            scanner.placing(() -> {
                throw notInThisContext("ALL ROWS");
            });
        }
    }

    /** The refusal of what only Apex takes. */
    private static QueryRefusal notInThisContext(String clause) {
        return QueryRefusal.malformed(clause + " not allowed in this context");
    }
}
