package io.weir.adapter.out.sandbox.soql;

import io.github.apexdevtools.apexparser.ApexParser;
import io.github.apexdevtools.apexparser.ApexParser.FieldOrderContext;
import io.github.apexdevtools.apexparser.ApexParser.FromNameListContext;
import io.github.apexdevtools.apexparser.ApexParser.GroupByClauseContext;
import io.github.apexdevtools.apexparser.ApexParser.LimitClauseContext;
import io.github.apexdevtools.apexparser.ApexParser.OrderByClauseContext;
import io.github.apexdevtools.apexparser.ApexParser.QueryContext;
import io.github.apexdevtools.apexparser.ApexParser.SelectEntryContext;
import io.github.apexdevtools.apexparser.ApexParser.SubQueryContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereClauseContext;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.QueryRefusal;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.query.ChildQuery;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.Query;
import io.weir.domain.query.SelectItem;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * Parses SOQL text into a {@link Query}.
 *
 * <p>Does not check whether the org has the named fields; uses the org only to resolve aliases and {@code FIELDS()}.
 * Throws {@link QueryRefusal} for invalid SOQL and for unsupported features.
 */
public final class SoqlParser {
    private static final int MAX_LENGTH = 100_000;

    private final SandboxOrg org;
    private final SoqlTokens tokens;

    private SoqlParser(SandboxOrg org, SoqlTokens tokens) {
        this.org = org;
        this.tokens = tokens;
    }

    public static Query parse(String soql, SandboxOrg org) {
        if (soql.length() > MAX_LENGTH) {
            throw QueryRefusal.malformed("SOQL statements can not be longer than %d characters".formatted(MAX_LENGTH));
        }
        var tokens = SoqlTokens.of(soql);
        var parser = new ApexParser(new CommonTokenStream(tokens.tokenSource()));
        parser.removeErrorListeners();
        parser.addErrorListener(new SyntaxErrorListener());
        var tree = parser.query();
        if (parser.getCurrentToken().getType() != Token.EOF) {
            throw SyntaxErrorListener.unexpectedToken(parser.getCurrentToken());
        }
        try {
            return new SoqlParser(org, tokens).query(tree);
        } catch (IllegalArgumentException invalidQuery) {
            // The domain rejects invalid queries, such as a field selected twice, with a message for the caller.
            throw QueryRefusal.malformed(String.valueOf(invalidQuery.getMessage()));
        }
    }

    private Query query(QueryContext tree) {
        refuseUnsupported(tree);
        var object = new ObjectName(singleName(tree.fromNameList()));
        var names = NameScope.of(object.value(), org.describe(object.value()).orElse(null), tree.fromNameList());
        var limit = limit(tree.limitClause());
        var select = new SoqlSelectList(names, limit, this::children);
        var groups = tree.groupByClause();
        tree.selectList().selectEntry().forEach(select::add);
        var groupBy = groupBy(groups, names);
        tree.selectList().selectEntry().stream()
                .map(SelectEntryContext::soqlFunction)
                .forEach(function -> SoqlFunctions.requireNotGrouped(function, groupBy, names));
        var having = groups == null || groups.logicalExpression() == null
                ? new Filter.Everything()
                : filters(names).having(groups.logicalExpression());
        return new Query(
                select.items(groups != null),
                object,
                where(tree.whereClause(), names),
                groupBy,
                having,
                orderBy(tree.orderByClause(), names),
                limit,
                tree.offsetClause() == null ? 0 : rowCount(tree.offsetClause().IntegerLiteral()));
    }

    private ChildQuery children(SubQueryContext tree, NameScope parent) {
        refuseSideEffects(tree);
        var from = NameScope.segments(tree.fromNameList().fieldName(0));
        var relationship = new RelationshipName(from.getLast());
        var child = parent.object()
                .flatMap(object -> object.child(relationship.value()))
                .flatMap(found -> org.describe(found.childObject().value()))
                .orElse(null);
        var names = NameScope.of(relationship.value(), child, tree.fromNameList());
        var limit = limit(tree.limitClause());
        var select = new SoqlSelectList(names, limit, this::children);
        tree.subFieldList().subFieldEntry().forEach(select::add);
        return new ChildQuery(
                relationship,
                select.items(false),
                where(tree.whereClause(), names),
                orderBy(tree.orderByClause(), names),
                limit,
                tokens.offset(tree.getStart()));
    }

    private Filter.SemiJoin semiJoin(SubQueryContext tree) {
        refuseSideEffects(tree);
        if (tree.orderByClause() != null || tree.limitClause() != null || tokens.offset(tree.getStart()) > 0) {
            throw QueryRefusal.malformed("semi-join sub-selects do not allow ORDER BY, LIMIT or OFFSET");
        }
        var object = new ObjectName(singleName(tree.fromNameList()));
        var names = NameScope.of(object.value(), org.describe(object.value()).orElse(null), tree.fromNameList());
        var select = new SoqlSelectList(names, new Limit.Unlimited(), this::children);
        tree.subFieldList().subFieldEntry().forEach(select::add);
        var items = select.items(false);
        if (items.size() == 1 && items.getFirst() instanceof SelectItem.Field(var selected)) {
            return new Filter.SemiJoin(selected, false, selected, object, where(tree.whereClause(), names));
        }
        throw QueryRefusal.malformed("semi-join sub-selects must select one field");
    }

    private Filter where(@Nullable WhereClauseContext clause, NameScope names) {
        return clause == null ? new Filter.Everything() : filters(names).where(clause.whereLogicalExpression());
    }

    private SoqlFilters filters(NameScope names) {
        return new SoqlFilters(names, this::semiJoin);
    }

    private static List<FieldPath> groupBy(@Nullable GroupByClauseContext clause, NameScope names) {
        if (clause == null) {
            return List.of();
        }
        if (clause.ROLLUP() != null || clause.CUBE() != null) {
            throw QueryRefusal.unsupported("GROUP BY ROLLUP and GROUP BY CUBE");
        }
        return clause.fieldGroupByList().fieldGroupBy().stream()
                .map(field -> {
                    if (field.fieldName() == null) {
                        throw QueryRefusal.unsupported("functions in GROUP BY");
                    }
                    return names.path(field.fieldName());
                })
                .toList();
    }

    private static List<Ordering> orderBy(@Nullable OrderByClauseContext clause, NameScope names) {
        return clause == null
                ? List.of()
                : clause.fieldOrderList().fieldOrder().stream()
                        .map(key -> ordering(key, names))
                        .toList();
    }

    private static Ordering ordering(FieldOrderContext key, NameScope names) {
        var operand = key.fieldName() != null
                ? new Operand.Field(names.path(key.fieldName()))
                : SoqlFunctions.aggregate(key.soqlFunction(), names);
        return new Ordering(
                operand,
                key.DESC() == null ? Ordering.Direction.ASC : Ordering.Direction.DESC,
                key.LAST() == null ? Ordering.Nulls.FIRST : Ordering.Nulls.LAST);
    }

    private static Limit limit(@Nullable LimitClauseContext clause) {
        return clause == null ? new Limit.Unlimited() : new Limit.AtMost(rowCount(clause.IntegerLiteral()));
    }

    private static int rowCount(@Nullable TerminalNode number) {
        if (number == null) {
            throw QueryRefusal.malformed("Bind variables only allowed in Apex code");
        }
        return SoqlStrings.integer(number.getText());
    }

    private static String singleName(FromNameListContext from) {
        var segments = NameScope.segments(from.fieldName(0));
        if (segments.size() > 1) {
            throw QueryRefusal.unknownObject(String.join(".", segments));
        }
        return segments.getFirst();
    }

    private static void refuseUnsupported(QueryContext tree) {
        if (tree.usingScope() != null && !tree.usingScope().soqlId().getText().equalsIgnoreCase("everything")) {
            throw QueryRefusal.unsupported("USING SCOPE");
        }
        if (tree.withClause() != null) {
            throw QueryRefusal.unsupported("WITH");
        }
        if (tree.allRowsClause() != null) {
            throw QueryRefusal.malformed("ALL ROWS is only allowed in Apex code");
        }
        if (!tree.forClauses().FOR().isEmpty()) {
            throw QueryRefusal.unsupported("FOR VIEW, FOR REFERENCE and FOR UPDATE");
        }
        if (tree.updateList() != null) {
            throw QueryRefusal.unsupported("UPDATE TRACKING and UPDATE VIEWSTAT");
        }
    }

    private static void refuseSideEffects(SubQueryContext tree) {
        if (!tree.forClauses().FOR().isEmpty() || tree.updateList() != null) {
            throw QueryRefusal.unsupported("FOR and UPDATE in a sub-query");
        }
    }
}
