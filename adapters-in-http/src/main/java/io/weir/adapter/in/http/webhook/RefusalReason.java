package io.weir.adapter.in.http.webhook;

import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.domain.draft.Problem;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Describes an error without anything that the request sent. It keeps only declared names, the words of Weir's own
 * messages, and numbers where no name can be; everything else becomes {@code ?}. So a new message can hide too much in
 * the log, but it cannot show a value.
 */
final class RefusalReason {
    private static final int MOST_PROBLEMS = 5;
    private static final String HIDDEN = "?";

    /** Members whose keys are names that the caller chooses. */
    private static final Set<String> MAPS = Set.of("filters", "relationships", "children");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
    private static final Pattern SIGNS = Pattern.compile("[=!<>,%|]+");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** A word, and the punctuation around it. */
    private static final Pattern WORD = Pattern.compile("(\\(?/?)(.*?)([.,:;?)]*)");

    /** Everything from the first quote that begins a word to the last one that ends one. */
    private static final Pattern QUOTED = Pattern.compile("(?s)(?<![\\p{L}\\p{N}])['\"`].*['\"`](?![\\p{L}\\p{N}])");

    private final Set<String> declared;
    private final boolean numbers;

    private RefusalReason(Set<String> declared, boolean numbers) {
        this.declared = declared;
        this.numbers = numbers;
    }

    /** The reason of {@code error}, with names only if they are {@code declared}. */
    static String of(ErrorAnswer error, Set<String> declared) {
        // a message about a schema may hold its keys, which may be numbers
        var reason = new RefusalReason(declared, error.code() != ErrorCode.INVALID_SCHEMA);
        var problems = error.problems();
        if (problems.isEmpty()) {
            return reason.message(error.detail());
        }
        String listed =
                problems.stream().limit(MOST_PROBLEMS).map(reason::problem).collect(Collectors.joining("; "));
        return problems.size() <= MOST_PROBLEMS
                ? listed
                : "%s; and %d more".formatted(listed, problems.size() - MOST_PROBLEMS);
    }

    private String problem(Problem problem) {
        String place = place(problem.location());
        return place.isEmpty() ? message(problem.message()) : place + ": " + message(problem.message());
    }

    /** The JSON pointer {@code location}, as far as its names are declared. */
    private String place(String location) {
        var place = new StringBuilder();
        String parent = HIDDEN;
        for (String segment : location.substring(Math.min(1, location.length())).split("/", -1)) {
            boolean element = NUMBER.matcher(segment).matches() && !parent.equals(HIDDEN) && !MAPS.contains(parent);
            parent = element || declared.contains(segment) ? segment : HIDDEN;
            place.append('/').append(parent);
        }
        return location.isEmpty() ? "" : place.toString();
    }

    private String message(String text) {
        var quoted = QUOTED.matcher(text);
        if (!quoted.find()) {
            return unquoted(text);
        }
        String before = unquoted(text.substring(0, quoted.start()));
        String after = unquoted(text.substring(quoted.end()));
        boolean begins = text.startsWith(" ", quoted.start() - 1) && !before.isEmpty();
        boolean ends = text.startsWith(" ", quoted.end()) && !after.isEmpty();
        return before + (begins ? " " : "") + names(quoted.group()) + (ends ? " " : "") + after;
    }

    /** Declared names in quotes; anything else in quotes may be from the request. */
    private String names(String quoted) {
        var names = List.of(quoted.substring(1, quoted.length() - 1).split("', '", -1));
        return declared.containsAll(names) ? quoted : HIDDEN;
    }

    private String unquoted(String text) {
        return SPACE.splitAsStream(text.strip()).map(this::shown).collect(Collectors.joining(" "));
    }

    private String shown(String token) {
        var parts = WORD.matcher(token);
        if (!parts.matches()) {
            return HIDDEN;
        }
        String word = parts.group(2);
        boolean known = word.isEmpty()
                || MessageWords.has(word)
                || declared.contains(word)
                || SIGNS.matcher(word).matches()
                || (numbers && NUMBER.matcher(word).matches());
        return known ? token : parts.group(1) + HIDDEN + parts.group(3);
    }
}
