package io.weir.adapter.in.http.action;

import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.answer.FlatJson;
import io.weir.adapter.in.http.answer.FlatValue;
import io.weir.adapter.in.http.answer.JsonBytes;
import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.OutputValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes a data action's answer: one flat object that always has the same members, at most
 * {@link AnswerStyle#MAX_BYTES} long.
 *
 * <p>An answer of more than {@link #ROOM} loses rows of its lists, the last ones first; what is too long even then
 * loses the ends of its longest texts; {@code truncated} reports it. For one use.
 */
public final class ActionAnswerWriter {
    /** The limit for an answer with lists, in bytes: half of what CXone takes, because CXone encodes it again. */
    static final int ROOM = 16 * 1024;

    private final DataAction action;
    private final ActionAnswer answer;
    private final String requestId;
    private final Profile profile;
    private final List<FlatValue> outputs;
    private final List<Rows> lists;

    private ActionAnswerWriter(DataAction action, ActionAnswer answer, String requestId, Profile profile) {
        this.action = action;
        this.answer = answer;
        this.requestId = requestId;
        this.profile = profile;
        this.outputs = new ArrayList<>(action.outputs().size());
        for (var output : action.outputs()) {
            var value = answer.outputs().get(output.key());
            outputs.add(
                    value == null
                            ? FlatValue.blank(output.type(), profile)
                            : FlatValue.of(value, output.type(), profile));
        }
        this.lists = new ArrayList<>(action.lists().size());
        for (var list : action.lists()) {
            lists.add(new Rows(list));
        }
    }

    /** {@code answer} of {@code action} as the webhook would send it: one line of JSON. */
    public static String text(DataAction action, ActionAnswer answer, String requestId, Profile profile) {
        return new String(written(action, answer, requestId, profile).toByteArray(), StandardCharsets.UTF_8);
    }

    /** {@code answer} of {@code action}, as one line. */
    static JsonBytes written(DataAction action, ActionAnswer answer, String requestId, Profile profile) {
        return new ActionAnswerWriter(action, answer, requestId, profile).write();
    }

    private JsonBytes write() {
        var whole = written(answer.truncated());
        if (whole.length() <= ROOM) {
            return whole;
        }
        long spared = dropRows(whole.length() - ROOM);
        spared += cutTexts(whole.length() - spared - AnswerStyle.MAX_BYTES);
        spared += dropValues(whole.length() - spared - AnswerStyle.MAX_BYTES);
        return spared == 0 ? whole : written(true);
    }

    private JsonBytes written(boolean truncated) {
        var json = new FlatJson(profile);
        json.bool("ok", true);
        json.text("outcome", answer.verdict().label());
        json.count("count", answer.count());
        json.bool("truncated", truncated);
        json.text("request_id", requestId);
        json.text(
                "invalid",
                answer.invalid().map(invalid -> invalid.input().value()).orElse(""));
        json.text(
                "invalid_reason",
                answer.invalid().map(invalid -> invalid.reason().label()).orElse(""));
        if (!action.writes().isEmpty()) {
            json.text(
                    "reason",
                    answer.reason().map(ActionAnswer.WriteReason::label).orElse(""));
        }
        for (int i = 0; i < outputs.size(); i++) {
            json.value(action.outputs().get(i).key().value(), outputs.get(i));
        }
        for (var rows : lists) {
            rows.writeTo(json);
        }
        return json.end();
    }

    /** Drops rows until {@code bytes} are spared or none is left: always the last one of the list that has most. */
    private long dropRows(long bytes) {
        long spared = 0;
        while (spared < bytes) {
            var longest = lists.stream()
                    .filter(rows -> !rows.values.isEmpty())
                    .max(Comparator.comparingInt(rows -> rows.values.size()));
            if (longest.isEmpty()) {
                return spared;
            }
            spared += longest.get().dropLast();
        }
        return spared;
    }

    /**
     * Cuts the longest texts to one length, so that {@code bytes} are spared; fewer if there is not as much text. A URL is
     * blank rather than cut.
     */
    private long cutTexts(long bytes) {
        int[] texts = IntStream.range(0, outputs.size())
                .filter(i -> outputs.get(i).kind() == FlatValue.Kind.TEXT)
                .toArray();
        int length = lengthThatSpares(bytes, texts);
        long spared = 0;
        for (int i : texts) {
            var text = outputs.get(i);
            if (bytes > 0 && text.size() > length) {
                outputs.set(i, isUrl(i) ? blank(i) : text.cutTo(length));
                spared += text.size() - outputs.get(i).size();
            }
        }
        return spared;
    }

    /** The greatest length to which {@code texts} can be cut so that {@code bytes} are spared, quotes included. */
    private int lengthThatSpares(long bytes, int[] texts) {
        int[] sizes = IntStream.of(texts).map(i -> outputs.get(i).size()).toArray();
        int enough = 2;
        int tooLong = IntStream.of(sizes).max().orElse(enough) + 1;
        while (tooLong - enough > 1) {
            int length = (enough + tooLong) >>> 1;
            long spared = IntStream.of(sizes)
                    .map(size -> Math.max(0, size - length))
                    .asLongStream()
                    .sum();
            if (spared >= bytes) {
                enough = length;
            } else {
                tooLong = length;
            }
        }
        return enough;
    }

    /** Other values than texts cannot be cut: removes the longest ones until {@code bytes} are spared. */
    private long dropValues(long bytes) {
        if (bytes <= 0) {
            return 0;
        }
        var longestFirst = IntStream.range(0, outputs.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> outputs.get(i).size())
                        .reversed())
                .toList();
        long spared = 0;
        for (int i : longestFirst) {
            if (spared < bytes) {
                var blank = blank(i);
                spared += outputs.get(i).size() - blank.size();
                outputs.set(i, blank);
            }
        }
        return spared;
    }

    private boolean isUrl(int output) {
        return action.outputs().get(output).source() instanceof ActionOutput.Source.Written(var template)
                && template.isUrl();
    }

    private FlatValue blank(int output) {
        return FlatValue.blank(action.outputs().get(output).type(), profile);
    }

    /** The rows of one list that are still in the answer. */
    private final class Rows {
        private final ActionList list;
        private final List<List<FlatValue>> values;

        Rows(ActionList list) {
            this.list = list;
            this.values = new ArrayList<>(answer.lists().stream()
                    .filter(rows -> rows.list().prefix().equals(list.prefix()))
                    .flatMap(rows -> rows.rows().stream())
                    .limit(list.most())
                    .map(this::flat)
                    .toList());
        }

        private List<FlatValue> flat(List<OutputValue> row) {
            var flat = new ArrayList<FlatValue>(row.size());
            for (int i = 0; i < list.outputs().size(); i++) {
                flat.add(FlatValue.of(row.get(i), list.outputs().get(i).type(), profile));
            }
            return flat;
        }

        long dropLast() {
            long spared = 0;
            for (var value : values.removeLast()) {
                spared += value.size();
            }
            for (var output : list.outputs()) {
                spared -= blank(output).size();
            }
            return spared;
        }

        void writeTo(FlatJson json) {
            for (int row = 1; row <= list.most(); row++) {
                for (int i = 0; i < list.outputs().size(); i++) {
                    var output = list.outputs().get(i);
                    var value = row <= values.size() ? values.get(row - 1).get(i) : blank(output);
                    json.value(list.member(row, output.key()), value);
                }
            }
        }

        private FlatValue blank(ActionOutput output) {
            return FlatValue.blank(output.type(), profile);
        }
    }
}
