package io.weir.adapter.in.http.answer;

import io.weir.adapter.in.http.answer.AnswerStyle.Errors;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.json.JsonText;
import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.DataAction;
import java.util.List;

/**
 * The form of an error.
 *
 * @param outputs members in addition to those of an error, all of them blank, so that a script never misses one
 * @param lists the same, for every row of an answer
 * @param writes whether the error is of an action that writes, whose answers have a reason
 */
public record ErrorForm(
        Errors errors, Profile profile, List<ActionOutput> outputs, List<ActionList> lists, boolean writes) {
    /** In bytes: with the blanks of the largest action, an error is not larger than an answer. */
    private static final int MAX_DETAIL = 8 * 1024;

    /** For unknown callers: by status, without further members. */
    public static final ErrorForm PLAIN = new ErrorForm(Errors.BY_STATUS, Profile.CXONE, List.of(), List.of(), false);

    /** For ad-hoc queries, which have no profile. */
    public static ErrorForm ofAdHoc(AnswerStyle style) {
        return new ErrorForm(style.errors(), Profile.CXONE, List.of(), List.of(), false);
    }

    /** For an unknown data action, or one that the caller may not run: without its outputs. */
    public static ErrorForm ofAction(AnswerStyle style) {
        return new ErrorForm(style.errors(), style.profile(), List.of(), List.of(), false);
    }

    /** For callers who may run {@code action}. */
    public static ErrorForm ofAction(AnswerStyle style, DataAction action) {
        return new ErrorForm(
                style.errors(),
                style.profile(),
                action.outputs(),
                action.lists(),
                !action.writes().isEmpty());
    }

    /** The body of {@code error}. */
    public JsonBytes written(ErrorAnswer error, String requestId) {
        var json = new FlatJson(profile);
        json.text("type", error.code().type());
        json.text("title", error.code().title());
        json.number("status", error.code().status().code());
        json.text("detail", JsonText.beginning(error.detail(), MAX_DETAIL));
        json.text("code", error.code().code());
        json.bool("retryable", error.code().retryable());
        json.text("request_id", requestId);
        json.text("salesforce_code", error.salesforceCode());
        json.bool("ok", false);
        json.text("outcome", "error");
        json.count("count", 0);
        if (!outputs.isEmpty() || !lists.isEmpty() || writes) {
            json.bool("truncated", false);
            json.text("invalid", "");
            json.text("invalid_reason", "");
        }
        if (writes) {
            json.text("reason", "");
        }
        outputs.forEach(output -> json.value(output.key().value(), blank(output)));
        lists.forEach(list -> list.members().forEach((member, output) -> json.value(member, blank(output))));
        return json.end();
    }

    private FlatValue blank(ActionOutput output) {
        return FlatValue.blank(output.type(), profile);
    }
}
