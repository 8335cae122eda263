package io.weir.domain.action;

import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.caller.ActionName;
import io.weir.domain.caller.Caller;
import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A request that the operator has declared and flows send by name: inputs, queries and outputs. Immutable; every
 * reference in it resolves.
 *
 * @param version starts at 1; the operator increases it when the contract changes
 * @param groups inputs that belong together
 * @param steps the queries in the order in which they run; at least one if nothing is written
 * @param firstOf the steps of which the first that finds something answers; empty for the default of {@link
 *     #answering}
 */
public record DataAction(
        ActionName name,
        int version,
        String description,
        List<DeclaredInput> inputs,
        InputGroups groups,
        List<ActionStep> steps,
        List<MemberName> firstOf,
        List<ActionOutput> outputs,
        List<ActionList> lists,
        Writes writes,
        Bounds bounds) {
    /**
     * The bounds of a run.
     *
     * @param time the longest that a run lasts
     * @param keepAnswers how long an answer is cached for identical requests; zero for not at all
     * @param rowCap the most rows that each step reads, 1 to 2,000
     */
    public record Bounds(Duration time, Duration keepAnswers, Priority priority, int rowCap) {
        private static final Duration LONGEST = Duration.ofSeconds(90);
        private static final Duration LONGEST_KEPT = Duration.ofHours(1);
        private static final int MOST_ROWS = 2_000;

        /** The default bounds: 1.8 s, answers kept for 10 s, normal priority, 50 rows. */
        public static final Bounds DEFAULT =
                new Bounds(Duration.ofMillis(1_800), Duration.ofSeconds(10), Priority.NORMAL, 50);

        /** The default bounds of an action that writes: 8 s, because triggers and flows of the org run; not cached. */
        public static final Bounds WRITING = new Bounds(Duration.ofSeconds(8), Duration.ZERO, Priority.NORMAL, 50);

        /** Throws {@link IllegalArgumentException} for a bound out of range: 90 s, one hour, 2,000 rows. */
        public Bounds {
            if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("an action takes 1 ms to 90 s, CXone's own limit");
            }
            if (keepAnswers.isNegative() || keepAnswers.compareTo(LONGEST_KEPT) > 0) {
                throw new IllegalArgumentException("answers are kept for 0 to 60 minutes");
            }
            if (rowCap < 1 || rowCap > MOST_ROWS) {
                throw new IllegalArgumentException("a step reads 1 to %d rows, not %d".formatted(MOST_ROWS, rowCap));
            }
        }
    }

    /** Throws {@link IllegalArgumentException} if {@link #problems} finds any, and for a version below 1. */
    public DataAction {
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
        firstOf = List.copyOf(firstOf);
        outputs = List.copyOf(outputs);
        lists = List.copyOf(lists);
        if (version < 1) {
            throw new IllegalArgumentException("versions count from 1");
        }
        var problems = problems(inputs, groups, steps, firstOf, outputs, lists, writes);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.getFirst().toString());
        }
        if (!writes.isEmpty() && bounds.keepAnswers().isPositive()) {
            throw new IllegalArgumentException("an action that writes is not cached");
        }
    }

    /** An action that only reads. */
    public DataAction(
            ActionName name,
            int version,
            String description,
            List<DeclaredInput> inputs,
            InputGroups groups,
            List<ActionStep> steps,
            List<MemberName> firstOf,
            List<ActionOutput> outputs,
            List<ActionList> lists,
            Bounds bounds) {
        this(name, version, description, inputs, groups, steps, firstOf, outputs, lists, Writes.NONE, bounds);
    }

    /**
     * All inconsistencies, each with its place in the declaration as a JSON pointer: duplicate, reserved and unknown
     * names, references to later steps, outputs that no query selects, rows without an order, answers that are too
     * large.
     */
    public static List<Problem> problems(
            List<DeclaredInput> inputs,
            InputGroups groups,
            List<ActionStep> steps,
            List<MemberName> firstOf,
            List<ActionOutput> outputs,
            List<ActionList> lists,
            Writes writes) {
        return new ActionCheck(inputs, groups, steps, firstOf, outputs, lists, writes).problems();
    }

    /** Whether {@code caller} may run the action: one that writes needs a right of its own. */
    public boolean isOpenTo(Caller caller) {
        return caller.mayRun(name) && (writes.isEmpty() || caller.mayWrite(name));
    }

    /** Its name and version. */
    public ActionVersion id() {
        return new ActionVersion(name, version);
    }

    /**
     * The steps that answer, in order: the first of them that finds something decides {@code count}, and if none does,
     * nothing is found. Without {@code first_of} these are the first step and, as long as they all go on if they find
     * nothing, the steps after it.
     */
    public List<ActionStep> answering() {
        return answering(steps, firstOf);
    }

    /** The same for an action that has these steps; names in {@code firstOf} that no step has are left out. */
    public static List<ActionStep> answering(List<ActionStep> steps, List<MemberName> firstOf) {
        if (!firstOf.isEmpty()) {
            return firstOf.stream()
                    .flatMap(name -> steps.stream()
                            .filter(step -> step.name().equals(name))
                            .limit(1))
                    .toList();
        }
        int others = 0;
        while (others < steps.size() - 1 && steps.get(others).onNone() == ActionStep.OnNone.GO_ON) {
            others++;
        }
        return steps.subList(0, Math.min(steps.size(), others + 1));
    }

    /**
     * The later steps that can be asked in one call with {@code step}, of which the earlier ones are known: they take
     * no value from {@code step} or a step after it, and run on conditions on earlier steps or on each other. A call
     * of the search index can ask nothing along.
     */
    public List<ActionStep> askedAlong(ActionStep step) {
        int place = steps.indexOf(step);
        if (place == steps.size() - 1 || !step.asksRecordsFirst()) {
            return List.of();
        }
        var unknown = new HashSet<MemberName>();
        steps.subList(place, steps.size()).forEach(later -> unknown.add(later.name()));
        var together = new ArrayList<>(List.of(step));
        for (var later : steps.subList(place + 1, steps.size())) {
            boolean needsNoValue = unknown.stream().noneMatch(later::refersTo);
            boolean needsNoOther = later.when().stream()
                    .map(ActionStep.When::step)
                    .allMatch(name -> !unknown.contains(name)
                            || together.stream().map(ActionStep::name).anyMatch(name::equals));
            if (needsNoValue && needsNoOther && later.asksRecordsFirst()) {
                together.add(later);
            }
        }
        return List.copyOf(together.subList(1, together.size()));
    }

    /** The step called {@code name}, or the query that reads back what the write {@code name} wrote. */
    public Optional<ActionStep> readable(MemberName name) {
        return Stream.concat(steps.stream(), writes.steps().stream().map(WriteStep::readBack))
                .filter(step -> step.name().equals(name))
                .findFirst();
    }

    /** The step whose call may ask {@code step} along; empty if it always has a call of its own. */
    public Optional<MemberName> askedWith(ActionStep step) {
        return steps.stream()
                .filter(earlier -> askedAlong(earlier).contains(step))
                .map(ActionStep::name)
                .findFirst();
    }

    /** The verdicts that the declaration allows. */
    public Set<Verdict> verdicts() {
        var verdicts = writes.isEmpty() ? EnumSet.of(Verdict.FOUND) : ofWrites();
        if (writes.isEmpty() && answering().getLast().onNone() == ActionStep.OnNone.GO_ON) {
            verdicts.add(Verdict.NOT_FOUND);
        }
        for (var step : steps) {
            switch (step.onNone()) {
                case NOT_FOUND -> verdicts.add(Verdict.NOT_FOUND);
                case DENIED -> verdicts.add(Verdict.DENIED);
                case GO_ON -> {}
            }
            switch (step.onMany()) {
                case MULTIPLE -> verdicts.add(Verdict.MULTIPLE);
                case FIRST -> {}
            }
        }
        if (inputs.stream().anyMatch(input -> input.type() instanceof InputType.Phone)) {
            verdicts.add(Verdict.NO_CALLER_ID);
        }
        if (!inputs.isEmpty()) {
            verdicts.add(Verdict.INVALID_INPUT);
        }
        return Collections.unmodifiableSet(verdicts);
    }

    private EnumSet<Verdict> ofWrites() {
        var verdicts = EnumSet.of(
                Verdict.REPLAYED,
                Verdict.PENDING,
                Verdict.DUPLICATE,
                Verdict.REJECTED,
                Verdict.DENIED,
                Verdict.INVALID_INPUT);
        for (var write : writes.steps()) {
            switch (write.operation()) {
                case WriteStep.Operation.Create _ -> verdicts.add(Verdict.CREATED);
                case WriteStep.Operation.Update _ -> verdicts.add(Verdict.UPDATED);
                case WriteStep.Operation.Upsert _ -> verdicts.addAll(List.of(Verdict.CREATED, Verdict.UPDATED));
            }
        }
        if (writes.steps().stream().allMatch(WriteStep::mayBeLeftOut)) {
            verdicts.add(Verdict.NOT_FOUND);
        }
        return verdicts;
    }

    /** The reasons for {@link Verdict#INVALID_INPUT} that the declaration allows. */
    public Set<InvalidInput.Reason> invalidReasons() {
        var reasons = EnumSet.noneOf(InvalidInput.Reason.class);
        inputs.forEach(input -> reasons.addAll(input.reasons()));
        if (!groups.oneOf().isEmpty() || !writes.isEmpty()) {
            reasons.add(InvalidInput.Reason.MISSING);
        }
        if (!groups.allOrNone().isEmpty()) {
            reasons.add(InvalidInput.Reason.INCOMPLETE);
        }
        return Collections.unmodifiableSet(reasons);
    }
}
