package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.search.SearchStatement.Returning;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of a parameterized search. Its text may have operators, phrases and wildcards as in SOSL; a text
 * that is not valid SOSL, such as a phone number with punctuation, is searched word by word.
 */
public final class ParameterizedSearch {
    private static final Set<String> SUPPORTED = Set.of(
            "defaultLimit",
            "fields",
            "in",
            "overallLimit",
            "q",
            "sobjects",
            "spellCorrection",
            "updateTracking",
            "updateViewStat");

    private static final List<String> UNSUPPORTED = List.of(
            "dataCategories",
            "dataCategory",
            "division",
            "filter",
            "highlight",
            "metadata",
            "netWorks",
            "network",
            "networkIds",
            "pricebookId",
            "snippet");

    private ParameterizedSearch() {}

    /** The names of all parameters that Salesforce has. */
    public static Set<String> names() {
        var names = new HashSet<>(SUPPORTED);
        names.addAll(UNSUPPORTED);
        return names;
    }

    /**
     * The search with these parameters, as in the JSON body of a request.
     *
     * <p>Spell correction and tracking have no effect in the sandbox. Throws {@link QueryRefusal} for invalid
     * parameters and for those that the sandbox does not support.
     */
    public static SearchStatement of(Map<?, ?> parameters) {
        for (String name : UNSUPPORTED) {
            if (parameters.containsKey(name)) {
                throw SearchErrors.unsupported("the search parameter " + name);
            }
        }
        if (!(parameters.get("q") instanceof String text) || text.isBlank()) {
            throw SearchErrors.malformed("No search term found.");
        }
        int defaultLimit = limit(parameters, "defaultLimit", SearchStatement.MAX_LIMIT);
        String fields = list(parameters.get("fields"));
        var objects = parameters.get("sobjects") instanceof List<?> list ? list : List.of();
        return new SearchStatement(
                "",
                find(text.strip()),
                scope(parameters.get("in")),
                objects.stream()
                        .map(object -> returning(object, fields, defaultLimit))
                        .toList(),
                limit(parameters, "overallLimit", SearchStatement.MAX_LIMIT));
    }

    private static SearchExpression find(String text) {
        if (text.length() < 2) {
            throw SearchErrors.malformed("search term must be longer than one character: " + text);
        }
        String source = text + "}";
        try {
            var parts = SearchText.inBraces(source, 0);
            return parts.endIndex() == text.length() ? FindParser.parse(source, 0, parts) : FindParser.words(text);
        } catch (QueryRefusal notSosl) {
            return FindParser.words(text);
        }
    }

    private static SearchScope scope(@Nullable Object name) {
        return name == null
                ? SearchScope.ALL
                : SearchScope.named(name.toString())
                        .orElseThrow(() -> new QueryRefusal("INVALID_SEARCH_SCOPE", "Invalid search scope: " + name));
    }

    /** The object as SOSL text, so that the same rules hold for its clauses. */
    private static Returning returning(Object json, String fields, int defaultLimit) {
        if (!(json instanceof Map<?, ?> object) || !(object.get("name") instanceof String name)) {
            throw SearchErrors.malformed("An object to search needs a name.");
        }
        String ownFields = list(object.get("fields"));
        var sosl = new StringBuilder(name).append('(');
        sosl.append(!ownFields.isEmpty() ? ownFields : fields.isEmpty() ? "Id" : fields);
        appendClause(sosl, "WHERE", object.get("where"));
        appendClause(sosl, "ORDER BY", object.get("orderBy"));
        sosl.append(" LIMIT ").append(limit(object, "limit", defaultLimit));
        appendClause(sosl, "OFFSET", object.get("offset"));
        String text = sosl.append(')').toString();
        var scanner = new SoslScanner(text);
        var returning = ReturningParser.parse(scanner, text);
        if (!scanner.atEnd()) {
            throw scanner.unexpected();
        }
        return returning;
    }

    private static void appendClause(StringBuilder sosl, String keyword, @Nullable Object clause) {
        if (clause != null && !clause.toString().isBlank()) {
            sosl.append(' ').append(keyword).append(' ').append(clause);
        }
    }

    private static String list(@Nullable Object fields) {
        return fields instanceof List<?> list
                ? list.stream().map(Objects::toString).collect(Collectors.joining(","))
                : Objects.toString(fields, "");
    }

    private static int limit(Map<?, ?> parameters, String name, int otherwise) {
        var value = parameters.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int limit = new BigDecimal(value.toString()).intValueExact();
            if (limit >= 0 && limit <= SearchStatement.MAX_LIMIT) {
                return limit;
            }
        } catch (ArithmeticException | NumberFormatException notANumber) {
            // Refused as a number out of range is.
        }
        throw SearchErrors.malformed("%s must be a number from 0 to %d".formatted(name, SearchStatement.MAX_LIMIT));
    }
}
