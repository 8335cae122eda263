package io.weir.adapter.in.http.admin;

import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.adapter.in.http.yaml.ShortTime;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.history.Execution;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.SummaryQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values of the profiler's URL parameters. Throws {@link RequestRefused} for invalid ones; errors never repeat a
 * value, which may be a contact's id.
 *
 * @param now the time that durations count back from
 */
record ProfilerParameters(UrlParameters url, Instant now) {
    static final int MOST = 1_000;
    static final String LIMIT = "limit";
    static final String SINCE = "since";
    static final String UNTIL = "until";
    static final String ACTION = "action";
    static final String CALLER = "caller";
    static final String SHAPE = "shape";
    static final String OUTCOME = "outcome";
    static final String INSTANCE = "instance";

    private static final List<String> CODES = Stream.concat(
                    Stream.of(Execution.ANSWERED), Stream.of(ErrorCode.values()).map(ErrorCode::code))
            .toList();
    private static final List<String> BUSINESS_OUTCOMES =
            Stream.of(Verdict.values()).map(Verdict::label).toList();
    private static final Predicate<String> IS_SHAPE =
            Pattern.compile("[0-9a-f]{16}").asMatchPredicate();
    private static final Pattern HOURS_OR_DAYS = Pattern.compile("(\\d{1,9})([hd])");
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** The runs that the action, caller, shape, outcome and instance select. */
    RunFilter runs() {
        var outcome = url.value(OUTCOME);
        var code = outcome.filter(CODES::contains);
        var businessOutcome = outcome.filter(BUSINESS_OUTCOMES::contains);
        if (outcome.isPresent() && code.isEmpty() && businessOutcome.isEmpty()) {
            throw refused("outcome is one of %s; of a data action also %s"
                    .formatted(String.join(", ", CODES), String.join(", ", BUSINESS_OUTCOMES)));
        }
        var shape = url.value(SHAPE);
        if (!shape.stream().allMatch(IS_SHAPE)) {
            throw refused("shape is the id of a shape: 16 of the digits 0 to 9 and a to f");
        }
        return new RunFilter(url.value(ACTION), url.value(CALLER), shape, code, businessOutcome, url.value(INSTANCE));
    }

    /** A period in the past. */
    record Past(Instant since, Instant until) {}

    /** The period from since to until, by default the last hour; {@code what} is of it, for errors. */
    Past past(String what) {
        var end = time(UNTIL).orElse(now);
        var begin = time(SINCE).orElseGet(() -> end.minus(PERIOD));
        if (!begin.isBefore(end)) {
            throw refused("until, or now without it, is later than since");
        }
        if (Duration.between(begin, end).compareTo(SummaryQuery.LONGEST) > 0) {
            throw refused("%s is of at most %d days".formatted(what, SummaryQuery.LONGEST.toDays()));
        }
        return new Past(begin, end);
    }

    /** The time {@code name}: an instant, or how long before now. */
    Optional<Instant> time(String name) {
        return url.value(name)
                .map(text -> parsedInstant(text)
                        .or(() -> parsedDuration(text).map(now::minus))
                        .filter(time -> !time.isBefore(EARLIEST) && time.isBefore(LATEST))
                        .orElseThrow(() -> refused(
                                name + " is a time such as 2026-01-31T10:00:00Z, or how long ago, such as 30m, 24h or"
                                        + " 7d")));
    }

    /** The duration {@code name}. */
    Optional<Duration> duration(String name) {
        return url.value(name)
                .map(text -> parsedDuration(text)
                        .orElseThrow(() -> refused(name + " is a duration such as 500ms, 2s or PT2S")));
    }

    int limit(int otherwise) {
        return url.value(LIMIT).map(ProfilerParameters::limit).orElse(otherwise);
    }

    /** The member of {@code type} that {@code name} names in lower case. */
    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return url.value(name)
                .map(text -> members(type)
                        .filter(member -> label(member).equals(text))
                        .findFirst()
                        .orElseThrow(() -> refused(name + " is one of "
                                + members(type).map(ProfilerParameters::label).collect(Collectors.joining(", ")))));
    }

    static String label(Enum<?> member) {
        return member.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> Stream<E> members(Class<E> type) {
        return Arrays.stream(type.getEnumConstants());
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, like a number out of range
        }
        throw refused("limit is a whole number from 1 to %d".formatted(MOST));
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

    static RequestRefused refused(String detail) {
        return new RequestRefused(ErrorCode.INVALID_REQUEST, detail);
    }
}
