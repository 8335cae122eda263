package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.JsonText;
import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.OutputValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether an answer has room for all that is declared. A text that a flow branches on must never be cut. */
final class AnswerRoom {
    /** The members that every answer has, with their longest values. */
    private static final int EVERY_ANSWER = 512;

    private static final int AROUND_A_KEY = "\"\":,".length();

    private AnswerRoom() {}

    /** The problem of an answer whose names, constants and defaults alone can be too long; empty if there is room. */
    static Optional<String> problem(List<ActionOutput> outputs, List<ActionList> lists) {
        long bytes = EVERY_ANSWER
                + outputs.stream()
                        .mapToLong(output -> around(output.key().value()) + longest(output))
                        .sum()
                + lists.stream()
                        .flatMap(list -> list.members().keySet().stream())
                        .mapToLong(member -> around(member) + "null".length())
                        .sum();
        return bytes > ActionAnswer.MAX_BYTES
                ? Optional.of("an answer can have %d bytes of names, constants and defaults; shorten them to %d"
                        .formatted(bytes, ActionAnswer.MAX_BYTES))
                : Optional.empty();
    }

    private static int around(String key) {
        return key.length() + AROUND_A_KEY;
    }

    /** The size of the longest value that is declared for {@code output}. */
    private static long longest(ActionOutput output) {
        return Stream.concat(output.possible().stream(), output.defaultValue().stream())
                .mapToLong(AnswerRoom::size)
                .max()
                .orElse("null".length());
    }

    private static long size(OutputValue value) {
        return switch (value) {
            case OutputValue.Text(var text) -> JsonText.quotedSize(text);
            case OutputValue.Numeric(var number) -> digits(number);
            case OutputValue.Bool _ -> "\"false\"".length();
            case OutputValue.Day _, OutputValue.Moment _ -> "\"2026-01-31 10:00:00.000000000Z\"".length();
            case OutputValue.Blank _ -> "null".length();
        };
    }

    /** At least what {@code number} takes without an exponent. */
    private static long digits(BigDecimal number) {
        return "\"-0.\"".length() + number.precision() + Math.abs((long) number.scale());
    }
}
