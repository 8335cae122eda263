package io.weir.adapter.in.http.contract;

import io.weir.adapter.in.http.pattern.LinearPattern;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * About how many bytes of heap a compiled schema keeps, rather too many than too few. Measured with JDK 25 and
 * compressed references by what stayed after a collection: 438 bytes for an empty schema in {@code properties}, 320
 * more for {@code type} in it, 230 for {@code maxLength}, 92 for each element of an {@code enum}, 74 for a step of a
 * pattern's program and up to 140 once it has matched.
 */
final class SchemaWeight {
    private static final long BASE = 4_096;
    private static final long PER_SCHEMA = 440;
    private static final long PER_KEYWORD = 280;
    private static final long PER_NODE = 100;
    private static final long PER_STEP = 150;

    private SchemaWeight() {}

    /**
     * @param text what is kept with it
     * @param root the whole document
     * @param schemas every schema in it
     */
    static long of(String text, JsonNode root, List<JsonNode> schemas, Collection<LinearPattern> patterns) {
        long keywords = schemas.stream().mapToLong(JsonNode::size).sum();
        long patternSizes = patterns.stream().mapToLong(LinearPattern::size).sum();
        return BASE
                + 2L * text.length()
                + PER_SCHEMA * schemas.size()
                + PER_KEYWORD * keywords
                + PER_NODE * nodes(root)
                + PER_STEP * patternSizes;
    }

    private static long nodes(JsonNode node) {
        long nodes = 1;
        for (var inner : node) {
            nodes += nodes(inner);
        }
        return nodes;
    }
}
