package io.weir.adapter.out.sandbox.call;

import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.JsonValue;
import io.weir.adapter.out.sandbox.reply.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The SOQL statements of a request and the objects that it names, those of its subrequests included. */
public final class CallContent {
    /** Stands for the content of a request that is not read: no statements and no objects. */
    public static final CallContent NONE = new CallContent();

    /** A text literal, what a search finds in braces, a parenthesis, a comma or a word. */
    private static final Pattern TOKEN =
            Pattern.compile("\\{(?:[^}\\\\]|\\\\.)*+\\}|'(?:[^'\\\\]|\\\\.)*+'|[(),]|\\w+");

    private static final int DEEPEST = 20;

    private final List<String> soql = new ArrayList<>();
    private final Set<String> objects = new LinkedHashSet<>();

    private CallContent() {}

    /**
     * Reads the content of one request.
     *
     * @param path the path without the query string
     * @param body the body; without effect unless it is JSON
     */
    public static CallContent of(String path, Parameters parameters, byte[] body) {
        var content = new CallContent();
        content.addRequest(path, parameters);
        try {
            content.addJson("", Json.read(body), 0);
        } catch (JsonValue.Malformed notJson) {
            // A form, CSV, or what the API refuses.
        }
        return content;
    }

    /** The SOQL statements in their order. */
    public List<String> soql() {
        return List.copyOf(soql);
    }

    /** The names of the objects in lower case. */
    public Set<String> objects() {
        return Set.copyOf(objects);
    }

    private void addRequest(String path, Parameters parameters) {
        var segments = List.of(path.split("/", -1));
        int sobjects = segments.indexOf("sobjects");
        if (sobjects >= 0 && sobjects + 1 < segments.size()) {
            addObject(segments.get(sobjects + 1));
        }
        parameters.first("explain").ifPresent(this::addSoql);
        parameters.first("q").ifPresent(text -> {
            if (segments.contains("search")) {
                names(text, "RETURNING", true).forEach(this::addObject);
            } else {
                addSoql(text);
            }
        });
    }

    private void addSoql(String statement) {
        soql.add(statement);
        names(statement, "FROM", false).forEach(this::addObject);
    }

    private void addObject(String name) {
        if (!name.isEmpty()) {
            objects.add(name.toLowerCase(Locale.ROOT));
        }
    }

    /** Adds what {@code value}, the member {@code name} of a request's JSON, names. */
    private void addJson(String name, @Nullable Object value, int depth) {
        switch (value) {
            case String text -> addMember(name, text);
            case Map<?, ?> object
            when depth < DEEPEST ->
                object.forEach((member, inner) -> addJson(
                        // The type of a record; a field may be called type too.
                        name.equals("attributes") ? "attributes." + member : String.valueOf(member), inner, depth + 1));
            case List<?> list when depth < DEEPEST -> list.forEach(inner -> addJson(name, inner, depth + 1));
            case null, default -> {}
        }
    }

    private void addMember(String name, String text) {
        switch (name) {
            case "url" -> addUrl(text);
            case "query" -> addSoql(text);
            case "object", "apiName", "attributes.type" -> addObject(text);
            default -> {}
        }
    }

    private void addUrl(String url) {
        int mark = url.indexOf('?');
        try {
            addRequest(mark < 0 ? url : url.substring(0, mark), Parameters.of(mark < 0 ? "" : url.substring(mark + 1)));
        } catch (IllegalArgumentException brokenEncoding) {
            // The API refuses the subrequest.
        }
    }

    /** The first name after {@code keyword} outside parentheses, or all names of a list with commas. */
    private static List<String> names(String statement, String keyword, boolean all) {
        var names = new ArrayList<String>();
        int depth = 0;
        String before = "";
        var token = TOKEN.matcher(statement);
        while (token.find()) {
            String text = token.group();
            if (text.equals(")")) {
                depth--;
            } else if (depth == 0) {
                boolean first = before.equalsIgnoreCase(keyword);
                boolean next = all && !names.isEmpty() && before.equals(",");
                if (first || next) {
                    names.add(text);
                }
                before = text;
            }
            if (text.equals("(")) {
                depth++;
            }
        }
        return all || names.isEmpty() ? names : names.subList(0, 1);
    }
}
