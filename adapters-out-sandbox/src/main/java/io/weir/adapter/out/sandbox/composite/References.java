package io.weir.adapter.out.sandbox.composite;

import io.weir.adapter.out.sandbox.reply.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The replies so far of a composite, to which later subrequests refer: {@code @{account.id}},
 * {@code @{contacts.records[0].Id}}. For one request.
 */
final class References {
    private static final Pattern REFERENCE = Pattern.compile("@\\{([^}]*)\\}");
    private static final Pattern STEP = Pattern.compile("\\.([A-Za-z0-9_]+)|\\[([0-9]{1,6})\\]");
    private static final Pattern START = Pattern.compile("[A-Za-z0-9_]+");

    private final boolean nullsAllowed;
    private final Map<String, JsonValue> bodies = new HashMap<>();

    /**
     * @param nullsAllowed whether a reference to an empty field is replaced by null, as since version 52
     */
    References(boolean nullsAllowed) {
        this.nullsAllowed = nullsAllowed;
    }

    /** A reference has no value, so its subrequest cannot run. The message names only the reference. */
    static final class Unresolved extends RuntimeException {
        private Unresolved(String reference, String id) {
            super("Invalid reference specified. No value for %s found in %s.".formatted(reference, id));
        }
    }

    /** Remembers the reply to the subrequest {@code id}. */
    void put(String id, byte[] body) {
        if (body.length > 0) {
            bodies.put(id, JsonValue.read(body));
        }
    }

    /** {@code text} with each reference replaced by its value, {@code encoding} applied; throws {@link Unresolved}. */
    String inText(String text, UnaryOperator<String> encoding) {
        var replaced = new StringBuilder();
        var matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            var value = value(matcher.group(1)).value();
            String replacement = value == null ? "" : encoding.apply(String.valueOf(value));
            matcher.appendReplacement(replaced, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(replaced).toString();
    }

    /** {@code body} with the references in its fields replaced; throws {@link Unresolved}. */
    JsonValue inBody(JsonValue body) {
        if (body.isObject()) {
            var members = new LinkedHashMap<String, JsonValue>();
            body.members().forEach((name, member) -> members.put(name, inBody(member)));
            return new JsonValue(body.token(), members, body.line(), body.column());
        }
        if (body.isArray()) {
            var items = new ArrayList<JsonValue>();
            body.items().forEach(item -> items.add(inBody(item)));
            return new JsonValue(body.token(), items, body.line(), body.column());
        }
        if (!(body.value() instanceof String text)) {
            return body;
        }
        var whole = REFERENCE.matcher(text);
        return whole.matches()
                ? value(whole.group(1))
                : new JsonValue(body.token(), inText(text, UnaryOperator.identity()), body.line(), body.column());
    }

    private JsonValue value(String reference) {
        var start = START.matcher(reference);
        String id = start.lookingAt() ? start.group() : reference;
        var value = bodies.get(id);
        int position = id.length();
        while (value != null && position < reference.length()) {
            var step = STEP.matcher(reference).region(position, reference.length());
            value = step.lookingAt() ? step(value, step) : null;
            position = step.lookingAt() ? step.end() : reference.length();
        }
        if (value == null || value.isObject() || value.isArray() || (value.value() == null && !nullsAllowed)) {
            throw new Unresolved(reference, id);
        }
        return value;
    }

    private static @Nullable JsonValue step(JsonValue value, Matcher step) {
        if (step.group(1) != null) {
            return value.members().get(step.group(1));
        }
        int index = Integer.parseInt(step.group(2));
        return index < value.items().size() ? value.items().get(index) : null;
    }
}
