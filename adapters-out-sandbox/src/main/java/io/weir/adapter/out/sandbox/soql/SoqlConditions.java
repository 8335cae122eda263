package io.weir.adapter.out.sandbox.soql;

import io.weir.adapter.out.sandbox.statement.Condition;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the conditions of {@code WHERE} and {@code HAVING}. */
final class SoqlConditions {
    private final SoqlScanner scanner;
    private final SoqlTerms terms;
    private final SemiJoinReader semiJoins;

    /** Reads the sub-query, in parentheses, that {@code field} is compared with. */
    interface SemiJoinReader {
        Condition.SemiJoin read(FieldPath field, boolean negated);
    }

    SoqlConditions(SoqlScanner scanner, SoqlTerms terms, SemiJoinReader semiJoins) {
        this.scanner = scanner;
        this.terms = terms;
        this.semiJoins = semiJoins;
    }

    /** Conditions joined by {@code AND} or by {@code OR}, not by both, or one condition after {@code NOT}. */
    Condition next() {
        if (scanner.take("NOT")) {
            return new Condition.Not(single());
        }
        var parts = new ArrayList<Condition>();
        parts.add(single());
        if (scanner.at("AND")) {
            return new Condition.AllOf(joined(parts, "AND"));
        }
        return scanner.at("OR") ? new Condition.AnyOf(joined(parts, "OR")) : parts.getFirst();
    }

    private List<Condition> joined(List<Condition> parts, String conjunction) {
        while (scanner.take(conjunction)) {
            parts.add(single());
        }
        return parts;
    }

    private Condition single() {
        if (scanner.at("(")) {
            return new Condition.Parentheses(scanner.inParentheses(this::next));
        }
        if (scanner.at("FORMULA") && scanner.atFunction()) {
            throw QueryRefusal.unsupported("FORMULA");
        }
        int start = scanner.position();
        return scanner.placing(() -> comparison(terms.next(), start));
    }

    private Condition comparison(Term term, int start) {
        if (term instanceof Term.Distance && !scanner.at("<") && !scanner.at(">")) {
            throw QueryRefusal.invalidOperator("DISTANCE is compared by < or > only");
        }
        if (scanner.at("+") || scanner.at("-")) {
            throw QueryRefusal.unsupported("arithmetic in WHERE");
        }
        if (scanner.take("LIKE")) {
            return like(term);
        }
        if (scanner.take("IN")) {
            return in(term, false, start);
        }
        if (scanner.take("NOT")) {
            if (!scanner.take("IN")) {
                throw scanner.unexpectedSince(start);
            }
            return in(term, true, start);
        }
        if (scanner.take("INCLUDES")) {
            return new Condition.Includes(term, list(this::selection));
        }
        if (scanner.take("EXCLUDES")) {
            return new Condition.Excludes(term, list(this::selection));
        }
        var operator = operator(start);
        var value = SoqlValues.next(scanner);
        if (operator.ordering() && (value instanceof Value.Null || value instanceof Value.Bool)) {
            throw QueryRefusal.invalidOperator("invalid operator for field '%s'".formatted(term));
        }
        return new Condition.Comparison(term, operator, value);
    }

    private Operator operator(int start) {
        if (scanner.take("<>")) {
            return Operator.NOT_EQUAL;
        }
        for (var operator : Operator.values()) {
            if (scanner.take(operator.symbol())) {
                return operator;
            }
        }
        throw scanner.unexpectedSince(start);
    }

    private Condition like(Term term) {
        if (scanner.at(":")) {
            throw SoqlValues.bind(scanner);
        }
        if (!scanner.atString()) {
            throw scanner.unexpected();
        }
        return new Condition.Like(term, scanner.placing(() -> SoqlStrings.pattern(scanner.next())));
    }

    private Condition in(Term term, boolean negated, int start) {
        if (scanner.at(":")) {
            throw SoqlValues.bind(scanner);
        }
        int list = scanner.position();
        if (!scanner.take("(") || scanner.at(")")) {
            throw scanner.unexpectedSince(start);
        }
        boolean subQuery = scanner.at("SELECT");
        scanner.moveTo(list);
        if (subQuery && term instanceof Term.Field(var field)) {
            return semiJoins.read(field, negated);
        }
        var values = list(() -> SoqlValues.next(scanner));
        return negated ? new Condition.NotIn(term, values) : new Condition.In(term, values);
    }

    private <T> List<T> list(Supplier<T> element) {
        return scanner.inParentheses(() -> {
            var elements = new ArrayList<T>();
            do {
                elements.add(element.get());
            } while (scanner.take(","));
            return elements;
        });
    }

    private Set<String> selection() {
        return scanner.placing(this::selected);
    }

    private Set<String> selected() {
        if (SoqlValues.next(scanner) instanceof Value.Text(var text)) {
            return Set.copyOf(List.of(text.split(";", -1)));
        }
        throw QueryRefusal.malformed("INCLUDES and EXCLUDES require strings");
    }
}
