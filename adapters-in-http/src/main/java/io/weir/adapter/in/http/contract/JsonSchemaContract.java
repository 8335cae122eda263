package io.weir.adapter.in.http.contract;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.ValidationLimitExceededException;
import io.weir.adapter.in.http.answer.RowSize;
import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.pattern.PatternWork;
import io.weir.adapter.in.http.watch.WorkerPool;
import io.weir.domain.answer.Answer;
import io.weir.domain.answer.AnswerContract.Violation;
import java.util.List;
import java.util.Optional;

/** A contract that a JSON Schema describes; it checks the JSON that the caller receives. Thread-safe. */
final class JsonSchemaContract {
    private static final int MAX_DEPTH = 1_000;
    private static final long STEPS = 50_000;
    private static final long STEPS_PER_RECORD = 500;
    private static final long PATTERN_STEPS = 2_000_000;
    private static final long PATTERN_STEPS_PER_RECORD = 5_000;

    /** What little work is: a millisecond or two. */
    private static final long FEW_STEPS = 4_000;

    private static final long FEW_PATTERN_STEPS = 100_000;
    private static final int SMALL_ANSWER = 32 * 1024;

    private final Schema schema;
    private final boolean mayReadRecords;
    private final long weight;
    private volatile boolean tookMuchWork;

    /**
     * @param mayReadRecords whether the schema may look at the records
     * @param weight about how many bytes of heap it keeps
     */
    JsonSchemaContract(Schema schema, boolean mayReadRecords, long weight) {
        this.schema = schema;
        this.mayReadRecords = mayReadRecords;
        this.weight = weight;
    }

    long weight() {
        return weight;
    }

    /** How {@code answer} breaks the contract, where that takes little work; empty where it may take more. */
    Optional<List<Violation>> quickViolations(Answer answer) {
        if (tookMuchWork || !RowSize.areWithin(answer.records(), SMALL_ANSWER)) {
            return Optional.empty();
        }
        try {
            return Optional.of(violations(answer, FEW_STEPS, FEW_PATTERN_STEPS));
        } catch (PatternWork.Spent | ValidationLimitExceededException tooExpensive) {
            tookMuchWork = true;
            return Optional.empty();
        }
    }

    /** How {@code answer} breaks the contract; empty if it keeps it. May take seconds; can be interrupted. */
    List<Violation> violations(Answer answer) {
        int records = answer.records().size();
        long steps = STEPS + STEPS_PER_RECORD * records;
        try {
            return violations(answer, steps, PATTERN_STEPS + PATTERN_STEPS_PER_RECORD * records);
        } catch (PatternWork.Spent tooExpensive) {
            return List.of(new Violation("", "the schema's patterns take too long to check this answer"));
        } catch (ValidationLimitExceededException tooExpensive) {
            return List.of(
                    new Violation("", "the schema takes more than %d steps to check this answer".formatted(steps)));
        }
    }

    private List<Violation> violations(Answer answer, long steps, long patternSteps) {
        try {
            return PatternWork.within(
                    patternSteps,
                    () -> schema
                            .validate(
                                    new InterruptibleContext(steps),
                                    mayReadRecords ? AnswerTree.of(answer) : AnswerTree.withoutRecords(answer),
                                    OutputFormat.DEFAULT)
                            .stream()
                            .map(JsonSchemaContract::violation)
                            .toList());
        } catch (WorkerPool.Interrupted | PatternWork.Spent | ValidationLimitExceededException | OutOfMemoryError end) {
            throw end;
        } catch (RuntimeException | Error unusable) {
            // the library meets odd schemas with anything, and what a caller sent is no bug of ours
            return List.of(new Violation("", "the schema cannot be applied to this answer"));
        }
    }

    /** Counts the library's steps, and stops at one when the time is up. */
    private static final class InterruptibleContext extends ExecutionContext {
        InterruptibleContext(long steps) {
            executionConfig(config -> config.maxEvaluationSteps(steps).maxEvaluationDepth(MAX_DEPTH));
        }

        @Override
        public void evaluationPathAddLast(String keyword) {
            WorkerPool.checkpoint();
            super.evaluationPathAddLast(keyword);
        }
    }

    /** The rule is the schema's own word; the library's messages quote values. */
    private static Violation violation(com.networknt.schema.Error error) {
        String keyword = String.valueOf(error.getKeyword());
        String location = String.valueOf(error.getInstanceLocation());
        String rule = switch (keyword) {
            case "required" -> "required '%s'".formatted(JsonPlace.shown(String.valueOf(error.getProperty())));
            case "type" ->
                "type " + JsonPlace.shown(String.valueOf(error.getSchemaNode()).replace("\"", ""));
            case "false" -> "nothing is allowed here";
            default -> keyword;
        };
        return new Violation(location, rule);
    }
}
