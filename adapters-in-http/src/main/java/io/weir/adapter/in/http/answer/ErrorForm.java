package io.weir.adapter.in.http.answer;

import io.weir.adapter.in.http.answer.AnswerStyle.Errors;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.DataAction;
import java.util.List;

/**
 * How somebody is told an error.
 *
 * @param outputs what the error has besides its own members, all of it blank, so that a script never meets a missing one
 * @param lists the same, for every row that an answer has places for
 */
public record ErrorForm(Errors errors, Profile profile, List<ActionOutput> outputs, List<ActionList> lists) {
    /** With as many blanks as an action may have, the whole is not larger than an answer. */
    private static final int MAX_DETAIL = 8 * 1024;

    /** For those whom Weir does not know: by its status, with no member but its own. */
    public static final ErrorForm PLAIN = new ErrorForm(Errors.BY_STATUS, Profile.CXONE, List.of(), List.of());

    /** For one who asks an ad-hoc query, which has no profile. */
    public static ErrorForm ofAdHoc(AnswerStyle style) {
        return new ErrorForm(style.errors(), Profile.CXONE, List.of(), List.of());
    }

    /** For one who asks a data action that there is not, or that it may not run: its outputs are none of the caller's business. */
    public static ErrorForm ofAction(AnswerStyle style) {
        return new ErrorForm(style.errors(), style.profile(), List.of(), List.of());
    }

    /** For one who may run {@code action}. */
    public static ErrorForm ofAction(AnswerStyle style, DataAction action) {
        return new ErrorForm(style.errors(), style.profile(), action.outputs(), action.lists());
    }

    /** {@code error} as the object that its caller gets. */
    public JsonBytes written(ErrorAnswer error, String requestId) {
        var json = new FlatJson(profile);
        json.text("type", error.code().type());
        json.text("title", error.code().title());
        json.number("status", error.code().status().code());
        json.text("detail", FlatJson.beginning(error.detail(), MAX_DETAIL));
        json.text("code", error.code().code());
        json.bool("retryable", error.code().retryable());
        json.text("request_id", requestId);
        json.text("salesforce_code", error.salesforceCode());
        json.bool("ok", false);
        json.text("outcome", "error");
        json.count("count", 0);
        if (!outputs.isEmpty() || !lists.isEmpty()) {
            json.bool("truncated", false);
        }
        outputs.forEach(output -> json.value(output.key().value(), blank(output)));
        lists.forEach(list -> blanks(list, json));
        return json.end();
    }

    private void blanks(ActionList list, FlatJson json) {
        for (int row = 1; row <= list.most(); row++) {
            for (var output : list.outputs()) {
                json.value(list.member(row, output.key()), blank(output));
            }
        }
    }

    private FlatValue blank(ActionOutput output) {
        return FlatValue.blank(output.type(), profile);
    }
}
