package io.weir.domain.advice;

import io.weir.domain.action.DataAction;
import io.weir.domain.advice.ActionAdvice.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds what an operator can improve in one data action. */
final class ActionRules {
    /** Fewer requests than these prove nothing. */
    private static final int ENOUGH = 200;

    private final DataAction action;

    ActionRules(DataAction action) {
        this.action = action;
    }

    List<ActionAdvice> onDeclaration() {
        var advice = new ArrayList<ActionAdvice>();
        unusedFields(advice);
        return advice;
    }

    List<ActionAdvice> onDeclarationAnd(ActionStatistics statistics) {
        var advice = onDeclaration();
        if (statistics.requests() >= ENOUGH) {
            timeLimit(statistics, advice);
        }
        if (statistics.sample().requests() >= ENOUGH) {
            rowCap(statistics.sample(), advice);
            cache(statistics.sample(), advice);
        }
        return advice;
    }

    private void unusedFields(List<ActionAdvice> advice) {
        var unused = new UnusedFields(action);
        for (var step : action.steps()) {
            var fields = unused.of(step);
            if (!fields.isEmpty()) {
                advice.add(new ActionAdvice(
                        action.name(),
                        Kind.UNUSED_FIELDS,
                        List.of(step.name().value()),
                        fields,
                        "Remove %s from the fields of step %s of %s."
                                .formatted(NameList.joined(fields), step.name(), action.name()),
                        "No output, list or later step uses %1$s, so Salesforce reads and sends %1$s for nothing."
                                .formatted(fields.size() == 1 ? "it" : "them")));
            }
        }
    }

    private void timeLimit(ActionStatistics statistics, List<ActionAdvice> advice) {
        var limit = action.bounds().time();
        if (statistics.p99().compareTo(limit) >= 0) {
            add(
                    advice,
                    Kind.TIME_LIMIT_REACHED,
                    "Make the queries of %s faster, or raise its time_limit, now %s ms."
                            .formatted(action.name(), number(limit.toMillis())),
                    "At least one run in a hundred reaches the time limit and ends without an answer.");
        }
    }

    /** A cap at or below the usual one costs nothing. */
    private void rowCap(ActionStatistics.Sample sample, List<ActionAdvice> advice) {
        int cap = action.bounds().rowCap();
        long enough = Math.max(DataAction.Bounds.DEFAULT.rowCap(), sample.mostRows() * 2);
        if (enough < cap) {
            add(
                    advice,
                    Kind.UNREACHED_ROW_CAP,
                    "Lower the row_cap of %s from %s to %s.".formatted(action.name(), number(cap), number(enough)),
                    "None of %s requests read more than %s rows, so the cap allows far more than the action needs."
                            .formatted(number(sample.requests()), number(sample.mostRows())));
        }
    }

    private void cache(ActionStatistics.Sample sample, List<ActionAdvice> advice) {
        if (action.bounds().keepAnswers().isPositive() && sample.cacheHits() == 0) {
            add(
                    advice,
                    Kind.UNUSED_CACHE,
                    "Set the cache of %s to 0s, or to a longer time if its answers may be older."
                            .formatted(action.name()),
                    "The cache answered none of %s requests, so it holds answers in memory for nothing."
                            .formatted(number(sample.requests())));
        }
    }

    private void add(List<ActionAdvice> advice, Kind kind, String sentence, String reason) {
        advice.add(new ActionAdvice(action.name(), kind, List.of(), List.of(), sentence, reason));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
