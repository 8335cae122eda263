package io.weir.adapter.out.profiler.trace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a run's queries read, in few words.
 *
 * @param text such as {@code SELECT Contact SELECT Case}; empty without a query
 * @param collection the object, if the run reads one object only; else empty
 */
record QuerySummary(String text, String collection) {
    private static final String FROM = " FROM ";
    private static final int MOST_QUERIES = 8;

    /** The summary of a run with {@code shape}, which is as in {@link io.weir.domain.history.Execution}. */
    static QuerySummary of(String shape) {
        if (shape.isEmpty()) {
            return new QuerySummary("", "");
        }
        var objects = objects(shape);
        return new QuerySummary(
                objects.stream()
                        .limit(MOST_QUERIES)
                        .map(name -> "SELECT " + name)
                        .collect(Collectors.joining(" ")),
                new LinkedHashSet<>(objects).size() == 1 ? objects.getFirst() : "");
    }

    /** The objects of the queries themselves, without those in parentheses. A shape has no quotation marks. */
    private static List<String> objects(String shape) {
        var objects = new ArrayList<String>();
        int depth = 0;
        for (int at = 0; at < shape.length(); at++) {
            char c = shape.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && shape.startsWith(FROM, at)) {
                int begin = at + FROM.length();
                int end = begin;
                while (end < shape.length() && shape.charAt(end) != ' ' && shape.charAt(end) != ';') {
                    end++;
                }
                objects.add(shape.substring(begin, end));
            }
        }
        return objects;
    }
}
