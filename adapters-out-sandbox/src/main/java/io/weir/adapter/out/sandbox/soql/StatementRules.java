package io.weir.adapter.out.sandbox.soql;

import io.weir.adapter.out.sandbox.statement.Condition;
import io.weir.adapter.out.sandbox.statement.Grouping;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Selection;
import io.weir.adapter.out.sandbox.statement.SortKey;
import io.weir.adapter.out.sandbox.statement.Statement;
import io.weir.adapter.out.sandbox.statement.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** The rules of SOQL that hold in every org: what a statement may select, group by and order by. */
final class StatementRules {
    private static final int MAX_SUBTOTALS = 3;
    private static final String ROOT_ONLY = "Only root queries support aggregate expressions";

    private final Statement statement;

    private StatementRules(Statement statement) {
        this.statement = statement;
    }

    /** Throws {@link QueryRefusal} for the first rule that {@code statement} breaks. */
    static void check(Statement statement) {
        var rules = new StatementRules(statement);
        rules.checkSelected(statement.select());
        rules.checkWhere(statement.where());
        if (statement.countsRows()) {
            rules.checkCount();
        } else if (statement.aggregates()
                || statement.orderBy().stream().anyMatch(key -> key.term().aggregates())) {
            rules.checkGroups();
        } else {
            rules.checkRecords(statement.select());
        }
    }

    private void checkSelected(List<Selection> select) {
        Set<String> seen = new HashSet<>();
        for (var item : select) {
            switch (item) {
                case Selection.Value(var term, var alias) -> {
                    if (alias.isEmpty() && !seen.add(key(term.path().toString()))) {
                        throw at(term, QueryRefusal.invalidField("duplicate field selected: " + term.path()));
                    }
                }
                case Selection.Children(var children) -> {
                    if (!seen.add(key("(" + children.relationship()))) {
                        throw at(
                                children.relationship(),
                                QueryRefusal.malformed("selected twice: " + children.relationship()));
                    }
                    checkSelected(children.select());
                    checkRecords(children.select());
                    checkWhere(children.where());
                    children.orderBy().stream().map(SortKey::term).forEach(this::requireOfRecord);
                }
                case Selection.RowCount _, Selection.TypeOf _ -> {}
            }
        }
    }

    private void checkCount() {
        if (statement.select().size() > 1 || statement.grouping().groups()) {
            throw at(
                    statement.grouping().groups()
                            ? statement.grouping().terms().getFirst()
                            : statement.select().getFirst(),
                    QueryRefusal.malformed("COUNT() can not be combined with other fields or with GROUP BY"));
        }
    }

    /** The rules of rows that are records: no aggregates, no parts of dates, and no alias of a plain field. */
    private void checkRecords(List<Selection> select) {
        for (var item : select) {
            if (item instanceof Selection.RowCount count) {
                throw at(count, QueryRefusal.malformed(ROOT_ONLY));
            }
            if (item instanceof Selection.Value(var term, var alias)) {
                requireOfRecord(term);
                if (term instanceof Term.DatePart) {
                    throw at(term, QueryRefusal.malformed("Field must be grouped or aggregated: " + term.path()));
                }
                if (alias.isPresent() && term instanceof Term.Field) {
                    throw at(term, QueryRefusal.malformed("only aggregate expressions use field aliasing"));
                }
            }
        }
    }

    private void checkGroups() {
        for (var item : statement.select()) {
            switch (item) {
                case Selection.Value(var term, var _) -> {
                    requireNotGrouped(term);
                    requireOfGroups(term, "Field must be grouped or aggregated: ");
                }
                case Selection.Children(var children) ->
                    throw at(
                            children.relationship(),
                            QueryRefusal.malformed("Grouped query cannot use child relationships in the SELECT list"));
                case Selection.TypeOf typeOf ->
                    throw at(typeOf, QueryRefusal.malformed("TYPEOF is not allowed in a query with groups"));
                case Selection.RowCount _ -> {}
            }
        }
        if (statement.grouping().kind() != Grouping.Kind.PLAIN
                && statement.grouping().terms().size() > MAX_SUBTOTALS) {
            throw at(
                    statement.grouping().terms().get(MAX_SUBTOTALS),
                    QueryRefusal.malformed("GROUP BY %s takes at most %d fields"
                            .formatted(statement.grouping().kind(), MAX_SUBTOTALS)));
        }
        terms(statement.having(), term -> requireOfGroups(term, "Having field must be grouped or aggregated: "));
        for (var key : statement.orderBy()) {
            requireOfGroups(key.term(), "Ordered field must be grouped or aggregated: ");
        }
    }

    private void requireNotGrouped(Term term) {
        if (term instanceof Term.Aggregate(var _, var path)
                && statement.grouping().indexOf(new Term.Field(path)) >= 0) {
            throw at(term, QueryRefusal.malformed("Grouped field should not be aggregated: " + path));
        }
    }

    private void requireOfGroups(Term term, String message) {
        switch (term) {
            case Term.Aggregate _ -> {}
            case Term.Subtotal _ -> {
                if (statement.grouping().kind() == Grouping.Kind.PLAIN) {
                    throw at(
                            term,
                            QueryRefusal.malformed("GROUPING is only allowed with GROUP BY ROLLUP or GROUP BY CUBE"));
                }
            }
            case Term.Formatted(var formatted) -> requireOfGroups(formatted, message);
            case Term.Field _, Term.DatePart _, Term.Label _, Term.Converted _, Term.Distance _ -> {
                if (statement.grouping().indexOf(term) < 0
                        && statement.grouping().indexOf(new Term.Field(term.path())) < 0) {
                    throw at(term, QueryRefusal.malformed(message + term.path()));
                }
            }
        }
    }

    private void checkWhere(Condition where) {
        terms(where, term -> {
            if (term.aggregates()) {
                throw at(
                        term,
                        QueryRefusal.malformed("unexpected token: '%s'"
                                .formatted(term.toString().replaceFirst("\\(.*", ""))));
            }
        });
    }

    private void requireOfRecord(Term term) {
        if (term.aggregates()) {
            throw at(term, QueryRefusal.malformed(ROOT_ONLY));
        }
    }

    private static void terms(Condition condition, Consumer<Term> action) {
        switch (condition) {
            case Condition.Everything _ -> {}
            case Condition.Comparison(var term, var _, var _) -> action.accept(term);
            case Condition.Like(var term, var _) -> action.accept(term);
            case Condition.In(var term, var _) -> action.accept(term);
            case Condition.NotIn(var term, var _) -> action.accept(term);
            case Condition.Includes(var term, var _) -> action.accept(term);
            case Condition.Excludes(var term, var _) -> action.accept(term);
            case Condition.SemiJoin join -> {
                action.accept(new Term.Field(join.field()));
                terms(join.where(), action);
            }
            case Condition.Parentheses(var inner) -> terms(inner, action);
            case Condition.Not(var negated) -> terms(negated, action);
            case Condition.AllOf(var parts) -> parts.forEach(part -> terms(part, action));
            case Condition.AnyOf(var parts) -> parts.forEach(part -> terms(part, action));
        }
    }

    private QueryRefusal at(Object part, QueryRefusal refusal) {
        return statement.source().at(part, refusal);
    }

    private static String key(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
