package io.weir.bootstrap.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The names in a PromQL expression. It does not check the syntax: promtool does.
 *
 * @param selectors the series that the expression reads
 * @param labels the labels that it groups or matches by
 */
record PromQl(List<Selector> selectors, Set<String> labels) {
    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|\\[[^]]*]|[a-zA-Z_:][\\w:]*|[0-9][\\w.]*|[=!]~|!=|\\S");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");
    private static final Set<String> LABEL_LISTS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

    /**
     * Series of one metric.
     *
     * @param values the value, or the regular expression, of each label that it names
     */
    record Selector(String metric, Map<String, String> values) {}

    static PromQl of(String expression) {
        var tokens = TOKEN.matcher(expression).results().map(MatchResult::group).toList();
        var selectors = new ArrayList<Selector>();
        var labels = new LinkedHashSet<String>();
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            var next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
            if (!NAME.matcher(token).matches() || OPERATORS.contains(token)) {
                continue;
            }
            if (LABEL_LISTS.contains(token)) {
                int end = i + tokens.subList(i, tokens.size()).indexOf(")");
                tokens.subList(i + 2, end).stream()
                        .filter(it -> !it.equals(","))
                        .forEach(labels::add);
                i = end;
            } else if (next.equals("{")) {
                int end = i + tokens.subList(i, tokens.size()).indexOf("}");
                selectors.add(new Selector(token, matchers(tokens.subList(i + 2, end))));
                i = end;
            } else if (!next.equals("(") && !LABEL_LISTS.contains(next)) {
                selectors.add(new Selector(token, Map.of()));
            }
        }
        return new PromQl(List.copyOf(selectors), labels);
    }

    private static Map<String, String> matchers(List<String> tokens) {
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i + 2 < tokens.size(); i += 4) {
            var quoted = tokens.get(i + 2);
            values.put(tokens.get(i), quoted.substring(1, quoted.length() - 1));
        }
        return values;
    }
}
