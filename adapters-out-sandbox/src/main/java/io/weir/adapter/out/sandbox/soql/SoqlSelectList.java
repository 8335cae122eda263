package io.weir.adapter.out.sandbox.soql;

import io.github.apexdevtools.apexparser.ApexParser.FieldNameContext;
import io.github.apexdevtools.apexparser.ApexParser.SelectEntryContext;
import io.github.apexdevtools.apexparser.ApexParser.SoqlFieldsParameterContext;
import io.github.apexdevtools.apexparser.ApexParser.SoqlFunctionContext;
import io.github.apexdevtools.apexparser.ApexParser.SoqlIdContext;
import io.github.apexdevtools.apexparser.ApexParser.SubFieldEntryContext;
import io.github.apexdevtools.apexparser.ApexParser.SubQueryContext;
import io.weir.adapter.out.sandbox.query.QueryRefusal;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Operand;
import io.weir.domain.query.Alias;
import io.weir.domain.query.ChildQuery;
import io.weir.domain.query.Limit;
import io.weir.domain.query.SelectItem;
import io.weir.domain.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads a select list. */
final class SoqlSelectList {
    private static final int MAX_FIELDS_LIMIT = 200;

    private final NameScope names;
    private final Limit limit;
    private final BiFunction<SubQueryContext, NameScope, ChildQuery> children;
    private final List<SelectItem> items = new ArrayList<>();
    private boolean fieldsAliased;
    private int unaliasedExpressions;

    SoqlSelectList(NameScope names, Limit limit, BiFunction<SubQueryContext, NameScope, ChildQuery> children) {
        this.names = names;
        this.limit = limit;
        this.children = children;
    }

    void add(SelectEntryContext entry) {
        add(entry.fieldName(), entry.soqlFunction(), entry.subQuery(), entry.soqlId());
    }

    void add(SubFieldEntryContext entry) {
        add(entry.fieldName(), entry.soqlFunction(), entry.subQuery(), entry.soqlId());
    }

    /** The select list. Only queries with groups may have field aliases. */
    List<SelectItem> items(boolean grouped) {
        if (fieldsAliased && !grouped) {
            throw QueryRefusal.malformed("only aggregate expressions use field aliasing");
        }
        return List.copyOf(items);
    }

    private void add(
            @Nullable FieldNameContext field,
            @Nullable SoqlFunctionContext function,
            @Nullable SubQueryContext subQuery,
            @Nullable SoqlIdContext alias) {
        if (field != null) {
            items.add(alias == null ? new SelectItem.Field(names.path(field)) : aliased(names.path(field), alias));
        } else if (subQuery != null) {
            items.add(new SelectItem.Children(children.apply(subQuery, names)));
        } else if (function == null) {
            throw QueryRefusal.unsupported("TYPEOF");
        } else if (function.FIELDS() != null) {
            addAllFields(function.soqlFieldsParameter());
        } else if (SoqlFunctions.countsRows(function)) {
            items.add(new SelectItem.RowCount());
        } else {
            var aggregate = SoqlFunctions.aggregate(function, names);
            var name = alias == null ? "expr" + unaliasedExpressions++ : alias.getText();
            items.add(new SelectItem.Aggregated(aggregate, new Alias(name)));
        }
    }

    /** A grouped field with an alias. All records of a group have the same value, so {@code MIN} returns it. */
    private SelectItem aliased(FieldPath path, SoqlIdContext alias) {
        fieldsAliased = true;
        return new SelectItem.Aggregated(
                new Operand.Aggregate(AggregateFunction.MIN, path), new Alias(alias.getText()));
    }

    private void addAllFields(SoqlFieldsParameterContext which) {
        if (which.STANDARD() == null && !limit.cappedAt(MAX_FIELDS_LIMIT).equals(limit)) {
            throw QueryRefusal.malformed("The SOQL FIELDS function must have a LIMIT of at most " + MAX_FIELDS_LIMIT);
        }
        for (var field : names.requireObject().fields()) {
            boolean custom = field.name().endsWith("__c");
            if (which.ALL() != null || custom == (which.CUSTOM() != null)) {
                items.add(new SelectItem.Field(FieldPath.parse(field.name())));
            }
        }
    }
}
