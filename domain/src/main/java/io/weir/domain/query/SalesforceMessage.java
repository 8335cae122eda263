package io.weir.domain.query;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The message of an error from Salesforce.
 *
 * <p>It may repeat the values of the query, so only {@link #redacted}, which needs the query, shows it.
 */
public sealed interface SalesforceMessage {
    /** The most characters of a redacted message. */
    int LONGEST = 300;

    /** No message, or an irrelevant one. */
    record Nothing() implements SalesforceMessage {}

    /** A known sentence of Salesforce without any value from a caller. */
    record Known(String sentence) implements SalesforceMessage {}

    /** The message as received. */
    record Echo(String text) implements SalesforceMessage {
        /** Hides the message. */
        @Override
        public String toString() {
            return "Echo[hidden]";
        }
    }

    /** The message without values of {@code statement}: one line of at most {@link #LONGEST} characters. */
    default String redacted(Statement statement) {
        return switch (this) {
            case Nothing() -> "";
            case Known(var sentence) -> sentence;
            case Echo(var text) -> new Redaction(statement).of(text);
        };
    }

    /**
     * Keeps words that cannot be personal data: those of the query's shape, and those of {@link MessageVocabulary} that
     * do not resemble a value of the query. Other words become {@code ?}; of punctuation, only that between sentences
     * stays.
     */
    final class Redaction {
        /** The most characters that are read; no message of Salesforce is longer. */
        private static final int READ_AT_MOST = 4_000;

        private static final String HIDDEN = "?";

        /** A word that is always hidden. */
        private static final String TO_HIDE = " 0 ";

        private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}_]+");
        private static final Pattern SPACE = Pattern.compile("\\s+");

        /** The excerpt of the query before an error, with a caret below the place. */
        private static final Pattern EXCERPT = Pattern.compile("(?s).*\\R[ \\t]*\\^[ \\t]*(\\R|$)");

        /** Escaped text, whose words are not what they seem. */
        private static final Pattern ESCAPED = Pattern.compile("\\\\|%[0-9A-Fa-f]{2}|&#?\\w+;");

        /** Text in quotes; a quote inside a word is an apostrophe. */
        private static final Pattern QUOTED =
                Pattern.compile("(?s)(?<![\\p{L}\\p{N}])(['\"`])(.*?)\\1(?![\\p{L}\\p{N}])");

        private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_]+(\\.[\\p{L}\\p{N}_]+)*");
        private static final Pattern ESCAPE = Pattern.compile("(?s)\\\\(u[0-9A-F]{4}|.)");

        private final Set<String> shape;
        private final Set<String> values;

        Redaction(Statement statement) {
            this.shape = words(statement.shape().text());
            this.values = words(statement.text());
            values.addAll(words(ESCAPE.matcher(statement.text()).replaceAll(Redaction::meaning)));
            values.removeAll(shape);
        }

        String of(String message) {
            String text = message.length() > READ_AT_MOST ? message.substring(0, READ_AT_MOST) : message;
            text = EXCERPT.matcher(text).replaceFirst("");
            text = SPACE.splitAsStream(text)
                    .map(run -> ESCAPED.matcher(run).find() ? TO_HIDE : run)
                    .collect(Collectors.joining(" "));
            return line(QUOTED.matcher(text).replaceAll(quoted -> isName(quoted.group(2)) ? " $2 " : TO_HIDE));
        }

        private boolean isName(String text) {
            return NAME.matcher(text).matches() && shape.containsAll(words(text));
        }

        private String line(String text) {
            var line = new StringBuilder();
            var words = WORD.matcher(text);
            int end = 0;
            while (words.find()) {
                String separator = line.isEmpty() ? "" : separator(text.substring(end, words.start()));
                String word = shown(words.group());
                end = words.end();
                if (line.length() + separator.length() + word.length() > LONGEST) {
                    break;
                }
                if (!(word.equals(HIDDEN) && line.toString().endsWith(HIDDEN))) {
                    line.append(separator).append(word);
                }
            }
            return line.toString();
        }

        private static String separator(String between) {
            if (between.equals(".")) {
                return between;
            }
            String marks = between.strip();
            return marks.length() == 1 && ".,:;".contains(marks) ? marks + " " : " ";
        }

        private String shown(String word) {
            String folded = folded(word);
            if (shape.contains(folded)) {
                return word;
            }
            boolean hidden = !MessageVocabulary.has(folded) || values.stream().anyMatch(value -> alike(folded, value));
            return hidden ? HIDDEN : word;
        }

        /** Whether the words are equal or one contains the other; very short words only count if equal. */
        private static boolean alike(String word, String value) {
            return word.equals(value)
                    || (value.length() >= 2 && word.contains(value))
                    || (word.length() >= 3 && value.contains(word));
        }

        private static Set<String> words(String text) {
            return WORD.matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .map(Redaction::folded)
                    .collect(Collectors.toCollection(HashSet::new));
        }

        /** The word for a comparison that ignores case, including that of the German sharp s. */
        private static String folded(String word) {
            return word.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        }

        /** The meaning of an escape sequence in SOQL: white space, or the character itself. */
        private static String meaning(MatchResult escape) {
            String code = escape.group(1);
            return code.length() > 1 || "nrtbf".contains(code) ? " " : "$1";
        }
    }
}
