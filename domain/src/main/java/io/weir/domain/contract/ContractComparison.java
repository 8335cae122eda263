package io.weir.domain.contract;

import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.DataAction;
import io.weir.domain.contract.ContractChange.Effect;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Compares what flows rely on in two declarations of a data action: which requests it accepts, which outcomes it has,
 * and which members of which type are in its answers. Queries, sources of outputs and bounds are not compared, and of
 * writes only what decides which requests are the same. In doubt, a change breaks: two patterns, or two ways to clean a
 * text, are not compared with each other.
 *
 * <p>If no change breaks, every request that the earlier declaration accepts is accepted by the later one, and its
 * answer has every member of the earlier one, of the same type and with the values that flows know.
 */
public final class ContractComparison {
    /** The outcomes that only the inputs decide; {@link InputComparison} compares those. */
    private static final Set<Verdict> OF_INPUTS = EnumSet.of(Verdict.NO_CALLER_ID, Verdict.INVALID_INPUT);

    private final List<ContractChange> changes = new ArrayList<>();

    private ContractComparison() {}

    /** The differences of {@code now} from {@code before}; none if a flow cannot tell them apart. */
    public static List<ContractChange> of(DataAction before, DataAction now) {
        var comparison = new ContractComparison();
        new InputComparison(before, now, comparison::add).compare();
        comparison.outcomes(before, now);
        new WriteComparison(before, now, comparison::add).compare();
        new MemberComparison(before, now, comparison::add).compare();
        return List.copyOf(comparison.changes);
    }

    /** The differences that break flows. */
    public static List<ContractChange> breaks(DataAction before, DataAction now) {
        return of(before, now).stream().filter(ContractChange::breaks).toList();
    }

    private void outcomes(DataAction before, DataAction now) {
        for (var verdict : now.verdicts()) {
            if (!before.verdicts().contains(verdict) && !OF_INPUTS.contains(verdict)) {
                add(
                        "",
                        "the outcome '%s' is new, and flows have no branch for it".formatted(verdict.label()),
                        Effect.BREAKS);
            }
        }
        for (var verdict : before.verdicts()) {
            if (!now.verdicts().contains(verdict) && !OF_INPUTS.contains(verdict)) {
                add("", "the outcome '%s' is no longer possible".formatted(verdict.label()), Effect.COMPATIBLE);
            }
        }
    }

    private void add(String location, String text, Effect effect) {
        changes.add(new ContractChange(location, text, effect));
    }

    /** Takes the differences that are found. */
    interface Found {
        void add(String location, String text, Effect effect);

        default void breaks(String location, String text) {
            add(location, text, Effect.BREAKS);
        }

        default void compatible(String location, String text) {
            add(location, text, Effect.COMPATIBLE);
        }
    }
}
