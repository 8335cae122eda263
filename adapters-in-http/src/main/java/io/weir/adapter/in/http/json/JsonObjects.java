package io.weir.adapter.in.http.json;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.util.Map;

/** Texts that {@link JsonCheck} has found to be JSON objects, as such. */
public final class JsonObjects {
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private JsonObjects() {}

    public static JsonObject read(String json) {
        try (var reader = READERS.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
