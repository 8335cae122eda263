package io.weir.adapter.out.sandbox.rule;

import io.weir.adapter.out.sandbox.file.InvalidOrgData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One object of a file with rules, and its place for errors. A member with another name or type is refused. */
final class RuleJson {
    private final String place;
    private final Map<?, ?> json;

    RuleJson(String place, Map<?, ?> json, List<String> known) {
        this.place = place;
        this.json = json;
        for (Object member : json.keySet()) {
            if (!known.contains(String.valueOf(member))) {
                throw problem("does not know \"%s\"; it takes %s".formatted(member, String.join(", ", known)));
            }
        }
    }

    /** The text of {@code member}, which must be there. */
    String text(String member) {
        return textIfAny(member).orElseThrow(() -> problem("lacks \"%s\"; add it as text".formatted(member)));
    }

    Optional<String> textIfAny(String member) {
        return switch (json.get(member)) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            default -> throw problem("has a \"%s\" that is no text; quote it".formatted(member));
        };
    }

    boolean flag(String member, boolean otherwise) {
        return switch (json.get(member)) {
            case null -> otherwise;
            case Boolean flag -> flag;
            default -> throw problem("has a \"%s\" that is neither true nor false".formatted(member));
        };
    }

    List<String> texts(String member) {
        var texts = new ArrayList<String>();
        for (Object item : list(member)) {
            if (!(item instanceof String text)) {
                throw problem("has \"%s\" that are no texts; quote them".formatted(member));
            }
            texts.add(text);
        }
        return texts;
    }

    /** The objects in the array {@code member}, whose members may be {@code known}. */
    List<RuleJson> objects(String member, String... known) {
        var objects = new ArrayList<RuleJson>();
        for (Object item : list(member)) {
            String placeOfItem = "%s, %s %d".formatted(place, member, objects.size() + 1);
            if (!(item instanceof Map<?, ?> object)) {
                throw new InvalidOrgData(placeOfItem, "is no JSON object; write it in braces");
            }
            objects.add(new RuleJson(placeOfItem, object, List.of(known)));
        }
        return objects;
    }

    private List<?> list(String member) {
        return switch (json.get(member)) {
            case null -> List.of();
            case List<?> list -> list;
            default -> throw problem("has \"%s\" that are no array; write them in brackets".formatted(member));
        };
    }

    InvalidOrgData problem(String problem) {
        return new InvalidOrgData(place, problem);
    }
}
