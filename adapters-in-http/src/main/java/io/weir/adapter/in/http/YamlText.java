package io.weir.adapter.in.http;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Turns one YAML document into JSON, and remembers the line of everything. Only what JSON has too is read: no anchors, no tags, no
 * second document. Unquoted, {@code true}, {@code false}, {@code null}, {@code ~} and JSON's numbers are what they look like, and
 * everything else is a text: {@code no}, {@code 0123} and {@code 2026-01-31} stay what they are.
 */
final class YamlText {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final String NO_ANCHORS = "no anchors (&) and aliases (*) here; quote a text that begins so";
    private static final JsonFactory JSON = new JsonFactory();

    private final Iterator<Event> events;
    private final StringWriter text = new StringWriter();
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text);
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    private YamlText(String yaml) {
        var settings = LoadSettings.builder()
                .setCodePointLimit(Math.max(1, yaml.length()))
                .setUseMarks(true)
                .build();
        this.events = new Parse(settings).parseString(yaml).iterator();
    }

    /**
     * What was read.
     *
     * @param json the document; without what is wrong in it
     * @param lines the line of each value, counted from 1, by its JSON pointer
     * @param mistakes what is wrong in it
     */
    record Read(String json, Map<String, Integer> lines, List<Mistake> mistakes) {
        /** The line of {@code pointer}, or of the nearest place around it that has one. */
        int lineOf(String pointer) {
            String place = pointer;
            while (true) {
                Integer line = lines.get(place);
                if (line != null) {
                    return line;
                }
                int slash = place.lastIndexOf('/');
                if (slash < 0) {
                    return 1;
                }
                place = place.substring(0, slash);
            }
        }
    }

    /** A text that is no YAML, or more of it than JSON has. */
    static final class NotYaml extends RuntimeException {
        private final int line;

        NotYaml(int line, String message) {
            super(message, null, false, false);
            this.line = line;
        }

        /** Where it went wrong, counted from 1. */
        int line() {
            return line;
        }
    }

    /** Reads {@code yaml}; throws {@link NotYaml}. */
    static Read read(String yaml) {
        try {
            return new YamlText(yaml).document();
        } catch (MarkedYamlEngineException wrong) {
            throw new NotYaml(line(wrong), told(wrong));
        } catch (YamlEngineException wrong) {
            throw new NotYaml(1, "not YAML: it probably has a control character in it");
        }
    }

    private Read document() {
        events.next(); // the stream's start
        var first = events.next();
        if (first.getEventId() == Event.ID.StreamEnd) {
            throw new NotYaml(1, "the file is empty");
        }
        value(events.next(), JsonPlace.ROOT, 0);
        json.close();
        events.next(); // the document's end
        var after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            throw new NotYaml(line(after), "a second document begins here; a file holds one");
        }
        return new Read(text.toString(), lines, mistakes);
    }

    private void value(Event event, JsonPlace place, int depth) {
        lines.putIfAbsent(place.toString(), line(event));
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new NotYaml(line(event), NO_ANCHORS);
        }
        switch (event) {
            case AliasEvent _ -> throw new NotYaml(line(event), NO_ANCHORS);
            case ScalarEvent scalar -> {
                refuseTag(scalar.getTag().isPresent(), event);
                scalar(scalar, place);
            }
            case CollectionStartEvent collection -> {
                refuseTag(collection.getTag().isPresent(), event);
                if (depth == JsonCheck.MAX_DEPTH) {
                    throw new NotYaml(line(event), "nested more than %d deep".formatted(JsonCheck.MAX_DEPTH));
                }
                if (event.getEventId() == Event.ID.MappingStart) {
                    mapping(place, depth);
                } else {
                    sequence(place, depth);
                }
            }
            default -> throw new IllegalStateException("no value begins with " + event.getEventId());
        }
    }

    private void mapping(JsonPlace place, int depth) {
        var seen = new HashMap<String, Integer>();
        json.writeStartObject();
        for (var event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(event instanceof ScalarEvent key)) {
                throw new NotYaml(line(event), "a key is a text here, not a list or a mapping");
            }
            var at = place.member(key.getValue());
            int line = line(event);
            Integer before = seen.putIfAbsent(key.getValue(), line);
            if (before == null) {
                lines.put(at.toString(), line);
                json.writeName(key.getValue());
                value(events.next(), at, depth + 1);
            } else {
                mistakes.add(new Mistake(
                        line, at.toString(), "stands on line %d already; a key stands once".formatted(before)));
                skip();
            }
        }
        json.writeEndObject();
    }

    private void sequence(JsonPlace place, int depth) {
        int index = 0;
        json.writeStartArray();
        for (var event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            value(event, place.element(index++), depth + 1);
        }
        json.writeEndArray();
    }

    private void skip() {
        int open = 0;
        do {
            switch (events.next().getEventId()) {
                case MappingStart, SequenceStart -> open++;
                case MappingEnd, SequenceEnd -> open--;
                case Alias, Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
            }
        } while (open > 0);
    }

    private void scalar(ScalarEvent scalar, JsonPlace place) {
        String value = scalar.getValue();
        if (scalar.isPlain() && (value.isEmpty() || value.equals("null") || value.equals("~"))) {
            json.writeNull();
        } else if (scalar.isPlain() && (value.equals("true") || value.equals("false"))) {
            json.writeBoolean(value.equals("true"));
        } else if (scalar.isPlain() && NUMBER.matcher(value).matches()) {
            json.writeNumber(value);
        } else if (value.codePoints().anyMatch(c -> c <= 0xFFFF && Character.isSurrogate((char) c))) {
            mistakes.add(new Mistake(
                    line(scalar), place.toString(), "half of a character: an escape such as \\ud83d stands alone"));
            json.writeString("");
        } else {
            json.writeString(value);
        }
    }

    private static void refuseTag(boolean tagged, Event event) {
        if (tagged) {
            throw new NotYaml(line(event), "no tags (!) here; quote a text that begins so");
        }
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static int line(MarkedYamlEngineException wrong) {
        return wrong.getProblemMark()
                        .or(wrong::getContextMark)
                        .map(Mark::getLine)
                        .orElse(0)
                + 1;
    }

    /** The parser's words, or better ones for the mistakes that people make. */
    private static String told(MarkedYamlEngineException wrong) {
        String problem = String.valueOf(wrong.getProblem());
        if (problem.contains("TAB")) {
            return "a tab; YAML is indented by spaces";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "not YAML: a ':' where no key can stand; check the indentation, and quote a text that holds ': '";
        }
        if (problem.contains("undefined alias") || problem.contains("alphabetic or numeric character")) {
            return NO_ANCHORS;
        }
        return "not YAML: %s; check indentation, quotes and brackets around here".formatted(problem);
    }
}
