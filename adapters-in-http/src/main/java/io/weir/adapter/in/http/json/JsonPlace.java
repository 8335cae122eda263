package io.weir.adapter.in.http.json;

import org.jspecify.annotations.Nullable;

/** A place in a JSON document; its text is the JSON pointer. */
public record JsonPlace(@Nullable JsonPlace parent, String name) {
    private static final int LONGEST_NAME = 80;

    public static final JsonPlace ROOT = new JsonPlace(null, "");

    public JsonPlace member(String key) {
        return new JsonPlace(this, key);
    }

    public JsonPlace element(int index) {
        return new JsonPlace(this, Integer.toString(index));
    }

    /** A key of the caller's as messages may show it: short and printable. */
    public static String shown(String key) {
        var shown = new StringBuilder();
        for (int i = 0; i < key.length() && i < LONGEST_NAME; i++) {
            char c = key.charAt(i);
            shown.append(c < ' ' || c > '~' ? '?' : c);
        }
        return key.length() > LONGEST_NAME ? shown.append("...").toString() : shown.toString();
    }

    @Override
    public String toString() {
        return parent == null
                ? ""
                : parent + "/" + shown(name).replace("~", "~0").replace("/", "~1");
    }
}
