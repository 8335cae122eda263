package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.FlatValue;
import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
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
        return bytes > AnswerStyle.MAX_BYTES
                ? Optional.of("an answer can have %d bytes of names, constants and defaults; shorten them to %d"
                        .formatted(bytes, AnswerStyle.MAX_BYTES))
                : Optional.empty();
    }

    private static int around(String key) {
        return key.length() + AROUND_A_KEY;
    }

    /** The size of the longest value that is declared for {@code output}. */
    private static int longest(ActionOutput output) {
        return Stream.concat(output.possible().stream(), output.defaultValue().stream())
                .map(value -> FlatValue.of(value, output.type(), AnswerStyle.Profile.CXONE))
                .mapToInt(FlatValue::size)
                .max()
                .orElse("null".length());
    }
}
