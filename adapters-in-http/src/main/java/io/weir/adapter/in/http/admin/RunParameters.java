package io.weir.adapter.in.http.admin;

import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.yaml.ShortTime;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.history.Execution;
import io.weir.domain.history.Execution.Served;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.SummaryQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters that select runs, of a URL or of the command line. Throws {@link InvalidParameter} for values that
 * cannot be used.
 *
 * @param values the value of a parameter by its name; empty if it is absent
 * @param now the time that durations count back from
 */
public record RunParameters(Function<String, Optional<String>> values, Instant now) {
    static final int MOST = 1_000;

    static final String LIMIT = "limit";
    static final String SINCE = "since";
    static final String UNTIL = "until";
    static final String ACTION = "action";
    static final String CALLER = "caller";
    static final String SHAPE = "shape";
    static final String OUTCOME = "outcome";
    static final String BUSINESS_OUTCOME = "business_outcome";
    static final String INSTANCE = "instance";
    private static final String SERVED = "served";
    private static final String SLOWER_THAN = "slower_than";

    /** The parameters of {@link #selection}. */
    public static final List<String> SELECTION =
            List.of(SINCE, UNTIL, ACTION, CALLER, OUTCOME, BUSINESS_OUTCOME, SERVED, SHAPE, SLOWER_THAN, INSTANCE);

    private static final List<String> CODES = Stream.concat(
                    Stream.of(Execution.ANSWERED), Stream.of(ErrorCode.values()).map(ErrorCode::code))
            .toList();
    private static final List<String> BUSINESS_OUTCOMES = Stream.concat(
                    Stream.of(Verdict.values()).map(Verdict::label), Stream.of(Execution.ERROR))
            .toList();
    private static final Predicate<String> IS_SHAPE =
            Pattern.compile("[0-9a-f]{16}").asMatchPredicate();
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern HOURS_OR_DAYS = Pattern.compile("(\\d{1,9})([hd])");
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** The runs that the {@link #SELECTION} selects, newest first, at most {@code limit} on a page. */
    public HistoryQuery selection(int limit) {
        var since = time(SINCE);
        var until = time(UNTIL);
        if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
            throw new InvalidParameter(SINCE, "is not before until; name an earlier time");
        }
        return new HistoryQuery(
                runs(),
                choice(SERVED, Served.class),
                Optional.empty(),
                Set.of(),
                since,
                until,
                duration(SLOWER_THAN),
                Optional.empty(),
                limit);
    }

    /** The runs that the action, caller, shape, outcomes and instance select. */
    RunFilter runs() {
        var outcome = known(OUTCOME, CODES, "; what a data action answered is its business outcome");
        var businessOutcome = known(BUSINESS_OUTCOME, BUSINESS_OUTCOMES, "");
        var shape = values.apply(SHAPE);
        if (!shape.stream().allMatch(IS_SHAPE)) {
            throw new InvalidParameter(
                    SHAPE, "is not the id of a shape; copy it from a run: 16 of the digits 0 to 9 and a to f");
        }
        return new RunFilter(
                values.apply(ACTION), values.apply(CALLER), shape, outcome, businessOutcome, values.apply(INSTANCE));
    }

    /** The value of {@code name}, which is one of {@code known}. */
    private Optional<String> known(String name, List<String> known, String hint) {
        var value = values.apply(name);
        if (!value.stream().allMatch(known::contains)) {
            throw new InvalidParameter(name, "is unknown; name one of " + String.join(", ", known) + hint);
        }
        return value;
    }

    /** A period in the past. */
    record Past(Instant since, Instant until) {}

    /** The period from since to until, by default the last hour. */
    Past past() {
        var end = time(UNTIL).orElse(now);
        var begin = time(SINCE).orElseGet(() -> end.minus(PERIOD));
        if (!begin.isBefore(end)) {
            throw new InvalidParameter(
                    SINCE, "is not before until, which is now if it is absent; name an earlier time");
        }
        if (Duration.between(begin, end).compareTo(SummaryQuery.LONGEST) > 0) {
            throw new InvalidParameter(
                    SINCE,
                    "is more than %d days before until, which is now if it is absent; name a later time"
                            .formatted(SummaryQuery.LONGEST.toDays()));
        }
        return new Past(begin, end);
    }

    /** The time {@code name}: an instant, or how long before now. */
    Optional<Instant> time(String name) {
        return values.apply(name)
                .map(text -> parsedInstant(text)
                        .or(() -> parsedDuration(text).map(now::minus))
                        .filter(time -> !time.isBefore(EARLIEST) && time.isBefore(LATEST))
                        .orElseThrow(() -> new InvalidParameter(
                                name,
                                "is not a time; write an instant such as 2026-01-31T10:00:00Z, or how long ago, such"
                                        + " as 30m, 24h or 7d")));
    }

    /** The duration {@code name}. */
    Optional<Duration> duration(String name) {
        return values.apply(name)
                .map(text -> parsedDuration(text)
                        .orElseThrow(() ->
                                new InvalidParameter(name, "is not a duration; write one such as 500ms, 2s or PT2S")));
    }

    int limit(int otherwise) {
        return values.apply(LIMIT).map(RunParameters::limit).orElse(otherwise);
    }

    /** The member of {@code type} that {@code name} names in lower case. */
    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return values.apply(name)
                .map(text -> members(type)
                        .filter(member -> label(member).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new InvalidParameter(
                                name,
                                "is unknown; name one of "
                                        + members(type)
                                                .map(RunParameters::label)
                                                .collect(Collectors.joining(", ")))));
    }

    static String label(Enum<?> member) {
        return member.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> Stream<E> members(Class<E> type) {
        return Arrays.stream(type.getEnumConstants());
    }

    private static int limit(String text) {
        // parseInt alone would take a sign and the digits of every script
        if (DIGITS.matcher(text).matches()) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        throw new InvalidParameter(LIMIT, "is not a whole number from 1 to %d; write one".formatted(MOST));
    }

    private static Optional<Instant> parsedInstant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    /** The duration that {@code text} spells: {@code 500ms}, {@code 2s}, {@code 7d}, or in the form of ISO 8601. */
    private static Optional<Duration> parsedDuration(String text) {
        return ShortTime.read(text)
                .or(() -> hoursOrDays(text))
                .or(() -> isoDuration(text))
                .filter(time -> !time.isNegative() && time.compareTo(LONGEST) <= 0);
    }

    private static Optional<Duration> hoursOrDays(String text) {
        return Optional.of(HOURS_OR_DAYS.matcher(text)).filter(Matcher::matches).map(time -> {
            long amount = Long.parseLong(time.group(1));
            return time.group(2).equals("h") ? Duration.ofHours(amount) : Duration.ofDays(amount);
        });
    }

    private static Optional<Duration> isoDuration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
