package io.weir.adapter.out.salesforce.json;

import io.weir.domain.port.SalesforceFailure.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the current value of a streaming parser as the expected type. A value of another type counts as absent.
 *
 * <p>Throws the parser's exception for text that is not JSON. Not thread-safe.
 */
public final class JsonMembers {
    private final JsonParser json;

    /** The document in {@code json}. Throws {@link Unreadable} unless it is an object. */
    public static JsonMembers first(JsonParser json) {
        json.nextToken();
        return new JsonMembers(json);
    }

    /** Throws {@link Unreadable} unless the current value of {@code json} is an object. */
    public JsonMembers(JsonParser json) {
        this.json = json;
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new Unreadable("Salesforce answered with something other than an object");
        }
    }

    /** The result of {@code constructor} for {@code name}; empty if the name is not valid in SOQL. */
    public static <T> Optional<T> named(String name, Function<String, T> constructor) {
        try {
            return Optional.of(constructor.apply(name));
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }

    /** Passes the name of each member of the object to {@code reader}, which must read or skip the value. */
    public void members(Consumer<String> reader) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            skip();
            return;
        }
        String name;
        while ((name = json.nextName()) != null) {
            json.nextToken();
            reader.accept(name);
        }
    }

    /** Reads the member {@code name} of the object with {@code reader}, and skips all others. */
    public void member(String name, Runnable reader) {
        members(member -> {
            if (member.equals(name)) {
                reader.run();
            } else {
                skip();
            }
        });
    }

    /** The results of {@code reader} for the items of the list, without empty ones. */
    public <T> List<T> items(Supplier<Optional<T>> reader) {
        var items = new ArrayList<T>();
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                reader.get().ifPresent(items::add);
            }
        } else {
            skip();
        }
        return items;
    }

    public String text() {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getString();
        }
        skip();
        return "";
    }

    public boolean flag() {
        boolean flag = json.currentToken() == JsonToken.VALUE_TRUE;
        skip();
        return flag;
    }

    public long number() {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return json.getValueAsLong();
        }
        skip();
        return 0;
    }

    public double decimal() {
        var token = json.currentToken();
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            return json.getDoubleValue();
        }
        skip();
        return 0;
    }

    public void skip() {
        json.skipChildren();
    }
}
