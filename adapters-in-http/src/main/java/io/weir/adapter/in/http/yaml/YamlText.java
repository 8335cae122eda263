package io.weir.adapter.in.http.yaml;

import io.weir.adapter.in.http.json.CheckedJson;
import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.JsonText;
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
import org.snakeyaml.engine.v2.scanner.StreamReader;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Turns one YAML document into JSON, and remembers the line of everything. Only what JSON has too is read: no anchors,
 * no tags, no second document, no key twice.
 */
public final class YamlText {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final String NO_ANCHORS = "no anchors (&) and aliases (*) here; quote a text that begins so";
    private static final String NO_TAGS = "no tags (!) here; quote a text that begins so";

    /** A value that begins with braces and goes on behind them. */
    private static final Pattern TEXT_BEHIND_BRACES = Pattern.compile("[:,-]\\s+\\{[^{}\"']*}\\s*[^\\s,}\\]#]");

    private static final JsonFactory JSON = new JsonFactory();

    private final Scalars scalars;
    private final Iterator<Event> events;
    private final StringWriter text = new StringWriter();
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text);
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<DeclarationError> errors = new ArrayList<>();

    private YamlText(String yaml, Scalars scalars) {
        this.scalars = scalars;
        var settings = LoadSettings.builder()
                .setCodePointLimit(Math.max(1, yaml.length()))
                .setUseMarks(true)
                .build();
        this.events = new Parse(settings).parseString(yaml).iterator();
    }

    /** What a value without quotes is. */
    public enum Scalars {
        /** {@code true}, {@code false} and JSON's numbers are what they look like; anything else is a text. */
        TYPED,
        /** A text, exactly as it is written. */
        TEXTS
    }

    /**
     * What was read.
     *
     * @param json the document without what is wrong in it; empty where the rest could not be read
     * @param lines the line of each value, counted from 1, by its JSON pointer
     * @param errors what is wrong in it
     */
    record Read(String json, Map<String, Integer> lines, List<DeclarationError> errors) {
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

    /** After this the rest of the text cannot be read. */
    private static final class SyntaxError extends RuntimeException {
        private final int line;

        SyntaxError(int line, String message) {
            super(message, null, false, false);
            this.line = line;
        }
    }

    /** Reads {@code yaml}. Without quotes, {@code null}, {@code ~} and nothing are null. */
    static Read read(String yaml, Scalars scalars) {
        var reading = new YamlText(yaml, scalars);
        try {
            return reading.document();
        } catch (SyntaxError wrong) {
            return reading.endedBy(wrong.line, String.valueOf(wrong.getMessage()));
        } catch (MarkedYamlEngineException wrong) {
            return reading.endedBy(line(wrong), described(wrong, lineOf(yaml, line(wrong))));
        } catch (YamlEngineException wrong) {
            return reading.endedBy(
                    lineOfControlCharacter(yaml), "a control character; remove it, or write it as an escape in quotes");
        }
    }

    private Read endedBy(int line, String remedy) {
        errors.add(new DeclarationError(line, "", remedy));
        return new Read("", lines, errors);
    }

    private Read document() {
        events.next(); // the stream's start
        var first = events.next();
        if (first.getEventId() == Event.ID.StreamEnd) {
            throw new SyntaxError(1, "the file is empty");
        }
        value(events.next(), JsonPlace.ROOT, 0);
        json.close();
        events.next(); // the document's end
        var after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            error(after, JsonPlace.ROOT, "a second document begins here; a file holds one");
        }
        return new Read(text.toString(), lines, errors);
    }

    private void value(Event event, JsonPlace place, int depth) {
        lines.putIfAbsent(place.toString(), line(event));
        refuseAnchor(event, place);
        switch (event) {
            case AliasEvent _ -> json.writeNull();
            case ScalarEvent scalar -> {
                refuseTag(scalar.getTag().isPresent(), event, place);
                scalar(scalar, place);
            }
            case CollectionStartEvent collection -> {
                refuseTag(collection.getTag().isPresent(), event, place);
                if (depth == CheckedJson.MAX_DEPTH) {
                    throw new SyntaxError(line(event), "nested more than %d deep".formatted(CheckedJson.MAX_DEPTH));
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
                throw new SyntaxError(line(event), "a key is a text here, not a list, a mapping or an alias");
            }
            var at = place.member(key.getValue());
            refuseAnchor(key, at);
            refuseTag(key.getTag().isPresent(), key, at);
            Integer before = seen.putIfAbsent(key.getValue(), line(key));
            if (before == null) {
                lines.put(at.toString(), line(key));
                json.writeName(key.getValue());
                value(events.next(), at, depth + 1);
            } else {
                error(key, at, "duplicate key; first used on line %d".formatted(before));
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
        boolean typed = scalar.isPlain() && scalars == Scalars.TYPED;
        if (scalar.isPlain() && (value.isEmpty() || value.equals("null") || value.equals("~"))) {
            json.writeNull();
        } else if (typed && (value.equals("true") || value.equals("false"))) {
            json.writeBoolean(value.equals("true"));
        } else if (typed && NUMBER.matcher(value).matches()) {
            json.writeNumber(value);
        } else if (!JsonText.isWhole(value)) {
            error(scalar, place, "half of a character: an escape such as \\ud83d stands alone");
            json.writeNull();
        } else {
            json.writeString(value);
        }
    }

    private void refuseAnchor(Event event, JsonPlace place) {
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            error(event, place, NO_ANCHORS);
        }
    }

    private void refuseTag(boolean tagged, Event event, JsonPlace place) {
        if (tagged) {
            error(event, place, NO_TAGS);
        }
    }

    private void error(Event event, JsonPlace place, String remedy) {
        errors.add(new DeclarationError(line(event), place.toString(), remedy));
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

    private static int lineOfControlCharacter(String yaml) {
        int line = 1;
        for (int c : yaml.codePoints().takeWhile(StreamReader::isPrintable).toArray()) {
            line += c == '\n' ? 1 : 0;
        }
        return line;
    }

    private static String lineOf(String yaml, int line) {
        return yaml.lines().skip(line - 1L).findFirst().orElse("");
    }

    /**
     * The parser's words, or better ones for frequent errors.
     *
     * @param line the text of the line with the error
     */
    private static String described(MarkedYamlEngineException wrong, String line) {
        String problem = String.valueOf(wrong.getProblem());
        if (problem.contains("TAB")) {
            return "a tab; YAML is indented by spaces";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "not YAML: a ':' where no key can stand; check the indentation, and quote a text that holds ': '";
        }
        if (problem.contains("unknown escape character")) {
            return "in double quotes a backslash begins an escape; put the text in single quotes, as in '\\d{8}'";
        }
        String context = String.valueOf(wrong.getContext());
        if (context.contains("anchor") || context.contains("alias")) {
            return NO_ANCHORS;
        }
        if (context.contains("tag") || problem.contains("tag")) {
            // the parser's words would show the tag, which may be a part of a secret
            return NO_TAGS;
        }
        if (TEXT_BEHIND_BRACES.matcher(line).find()) {
            return "not YAML: text follows braces; put quotes around the whole text, as in \"{FirstName} {LastName}\"";
        }
        return "not YAML: %s; check indentation, quotes and brackets around here".formatted(problem);
    }
}
