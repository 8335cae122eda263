package io.weir.domain.advice;

import io.weir.domain.action.DataAction;
import io.weir.domain.caller.ActionName;
import java.util.List;
import java.util.Locale;

/**
 * What the operator can improve in the declaration of a data action. Holds names and numbers, no value of a request.
 *
 * @param steps the steps that the advice is about; empty where it is about the whole action
 * @param fields the fields that the advice is about; empty where it is about none
 * @param advice what to do, in one sentence
 * @param reason why, in one sentence
 */
public record ActionAdvice(
        ActionName action, Kind kind, List<String> steps, List<String> fields, String advice, String reason) {
    /** What the advice is about. */
    public enum Kind {
        /** A step selects fields that nothing uses. */
        UNUSED_FIELDS,
        /** No run comes near a row cap that was raised. */
        UNREACHED_ROW_CAP,
        /** The cache answers no request. */
        UNUSED_CACHE,
        /** More than one run in a hundred reaches the time limit. */
        TIME_LIMIT_REACHED;

        /** The stable name in answers, in lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ActionAdvice {
        steps = List.copyOf(steps);
        fields = List.copyOf(fields);
    }

    /** What the declaration of {@code action} shows. */
    public static List<ActionAdvice> of(DataAction action) {
        return new ActionRules(action).onDeclaration();
    }

    /** What the declaration of {@code action} and its {@code statistics} show. */
    public static List<ActionAdvice> of(DataAction action, ActionStatistics statistics) {
        return new ActionRules(action).onDeclarationAnd(statistics);
    }
}
