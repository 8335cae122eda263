package io.weir.adapter.out.sandbox.soql;

import io.weir.adapter.out.sandbox.statement.ChildQuery;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Selection;
import io.weir.adapter.out.sandbox.statement.Source;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.query.Alias;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Reads a select list. */
final class SoqlSelectList {
    private static final int MAX_FIELDS_LIMIT = 200;

    private final SoqlScanner scanner;
    private final Source source;
    private final NameScope names;
    private final SoqlTerms terms;
    private final Function<NameScope, ChildQuery> children;
    private final List<Selection> entries = new ArrayList<>();
    private int limitedAt = -1;
    private int fieldAliasAt = -1;
    private int unnamedExpressions;

    /**
     * @param children reads a sub-query, in parentheses, of the records of a scope
     */
    SoqlSelectList(SoqlScanner scanner, Source source, NameScope names, Function<NameScope, ChildQuery> children) {
        this.scanner = scanner;
        this.source = source;
        this.names = names;
        this.terms = new SoqlTerms(scanner, source, names);
        this.children = children;
    }

    /**
     * Reads the list up to {@code FROM}.
     *
     * @param selectStart the index of {@code SELECT}
     */
    List<Selection> next(int selectStart) {
        if (scanner.at("FROM")) {
            throw scanner.unexpectedSince(selectStart);
        }
        do {
            add();
        } while (scanner.take(","));
        if (!scanner.at("FROM")) {
            scanner.moveTo(fieldAliasAt < 0 ? scanner.position() : fieldAliasAt);
            throw scanner.unexpected();
        }
        return List.copyOf(entries);
    }

    /** Refuses {@code limit} if the list has {@code FIELDS(ALL)} or {@code FIELDS(CUSTOM)}, and it is too large. */
    void checkLimit(Limit limit) {
        if (limitedAt >= 0 && !limit.cappedAt(MAX_FIELDS_LIMIT).equals(limit)) {
            throw source.atIndex(
                    limitedAt,
                    QueryRefusal.malformed(
                            "The SOQL FIELDS function must have a LIMIT of at most " + MAX_FIELDS_LIMIT));
        }
    }

    private void add() {
        fieldAliasAt = -1;
        if (scanner.at("(")) {
            entries.add(new Selection.Children(children.apply(names)));
        } else if (scanner.atFunction()) {
            switch (scanner.peek().toUpperCase(Locale.ROOT)) {
                case "FIELDS" -> addAllFields();
                case "COUNT" -> addCount();
                default -> addValue();
            }
        } else if (scanner.at("TYPEOF")) {
            addTypeOf();
        } else {
            addValue();
        }
    }

    private void addCount() {
        int start = scanner.position();
        scanner.expect("COUNT", "(");
        if (scanner.take(")")) {
            entries.add(source.put(new Selection.RowCount(), start));
        } else {
            scanner.moveTo(start);
            addValue();
        }
    }

    private void addValue() {
        var term = terms.next();
        int aliasAt = scanner.position();
        var alias = alias();
        // A plain field has no alias: the word may be a misspelt FROM.
        fieldAliasAt = alias.isPresent() && term instanceof Term.Field ? aliasAt : -1;
        entries.add(new Selection.Value(term, alias.isEmpty() && !term.namedAsItsField() ? expression() : alias));
    }

    private Optional<Alias> alias() {
        if (!scanner.atWord() || scanner.at("FROM")) {
            return Optional.empty();
        }
        return Optional.of(SoqlTerms.alias(scanner));
    }

    private Optional<Alias> expression() {
        return Optional.of(new Alias("expr" + unnamedExpressions++));
    }

    private void addAllFields() {
        int start = scanner.position();
        scanner.expect("FIELDS");
        var which = scanner.inParentheses(() -> {
            if (scanner.at("ALL") || scanner.at("STANDARD") || scanner.at("CUSTOM")) {
                return scanner.next();
            }
            throw scanner.unexpected();
        });
        if (limitedAt < 0 && !which.equalsIgnoreCase("STANDARD")) {
            limitedAt = start;
        }
        for (var field : names.requireObject().fields()) {
            boolean custom = field.name().endsWith("__c");
            if (which.equalsIgnoreCase("ALL") || custom == which.equalsIgnoreCase("CUSTOM")) {
                entries.add(Selection.field(source.put(FieldPath.parse(field.name()), start)));
            }
        }
    }

    private void addTypeOf() {
        scanner.expect("TYPEOF");
        int start = scanner.position();
        var segments = names.withoutAlias(SoqlTerms.segments(scanner));
        if (segments.size() > 1) {
            scanner.moveTo(start);
            throw scanner.unexpected();
        }
        var relationship = source.put(new RelationshipName(segments.getFirst()), start);
        var branches = new ArrayList<Selection.Branch>();
        do {
            branches.add(branch());
        } while (scanner.at("WHEN"));
        var otherwise = scanner.take("ELSE") ? fields() : List.<FieldPath>of();
        scanner.expect("END");
        entries.add(source.put(new Selection.TypeOf(relationship, branches, otherwise), start));
    }

    private Selection.Branch branch() {
        scanner.expect("WHEN");
        int start = scanner.position();
        var type = source.put(new ObjectName(SoqlTerms.name(scanner)), start);
        scanner.expect("THEN");
        return new Selection.Branch(type, fields());
    }

    /** Fields of another object, to which the aliases of this query mean nothing. */
    private List<FieldPath> fields() {
        var fields = new ArrayList<FieldPath>();
        do {
            int start = scanner.position();
            fields.add(source.put(new FieldPath(SoqlTerms.segments(scanner)), start));
        } while (scanner.take(","));
        return fields;
    }
}
