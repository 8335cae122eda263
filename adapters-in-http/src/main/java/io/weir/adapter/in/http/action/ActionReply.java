package io.weir.adapter.in.http.action;

import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorForm;
import io.weir.adapter.in.http.webhook.Webhook.Reply;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.DataAction;
import io.weir.domain.port.SalesforceFailure;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** The reply to a run of a data action. */
public final class ActionReply {
    private ActionReply() {}

    static Reply of(DataAction action, ActionOutcome outcome, AnswerStyle.Profile profile, String requestId) {
        return switch (outcome) {
            case ActionOutcome.Answered(var answer) ->
                new Reply.Answered(
                        answer.count(),
                        answer.verdict().label(),
                        ActionAnswerWriter.written(action, answer, requestId, profile));
            case ActionOutcome.Forbidden() -> forbidden();
            case ActionOutcome.Unsuitable _ -> new Reply.Refusal(ErrorAnswer.unsuitable());
            case ActionOutcome.Refused(var denial) -> new Reply.Refusal(ErrorAnswer.of(denial));
            case ActionOutcome.JournalUnavailable() -> new Reply.Refusal(ErrorAnswer.journalUnavailable());
        };
    }

    static Reply forbidden() {
        return new Reply.Refusal(ErrorAnswer.forbidden("this data action"));
    }

    static Reply mayNotWrite() {
        return new Reply.Refusal(ErrorAnswer.forbidden("this data action, which writes: its list 'writes' lacks it"));
    }

    /** The body of the reply to {@code run}, which may throw {@link SalesforceFailure}: one line of JSON. */
    public static String text(DataAction action, Supplier<ActionOutcome> run, String requestId, AnswerStyle style) {
        Reply reply;
        try {
            reply = of(action, run.get(), style.profile(), requestId);
        } catch (SalesforceFailure failure) {
            reply = new Reply.Refusal(ErrorAnswer.of(failure));
        }
        var body = switch (reply) {
            case Reply.Answered(var _, var _, var answer) -> answer;
            case Reply.DryRun(var description) -> description;
            case Reply.Described(var description) -> description;
            case Reply.Refusal(var error) -> ErrorForm.ofAction(style, action).written(error, requestId);
        };
        return new String(body.toByteArray(), StandardCharsets.UTF_8);
    }
}
