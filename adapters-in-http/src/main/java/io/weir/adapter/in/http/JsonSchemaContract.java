package io.weir.adapter.in.http;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.ValidationLimitExceededException;
import io.weir.domain.action.Answer;
import io.weir.domain.action.AnswerContract;
import java.util.List;

/** A contract that a JSON Schema describes; it judges the very JSON that the caller would get. Thread-safe. */
final class JsonSchemaContract implements AnswerContract {
    private static final int MAX_DEPTH = 1_000;
    private static final long STEPS = 50_000;
    private static final long STEPS_PER_RECORD = 500;
    private static final long PATTERN_STEPS = 2_000_000;
    private static final long PATTERN_STEPS_PER_RECORD = 5_000;

    private final Schema schema;

    JsonSchemaContract(Schema schema) {
        this.schema = schema;
    }

    @Override
    public List<Violation> violations(Answer answer) {
        int records = answer.records().size();
        long steps = STEPS + STEPS_PER_RECORD * records;
        try {
            return PatternWork.within(
                    PATTERN_STEPS + PATTERN_STEPS_PER_RECORD * records, () -> violations(answer, steps));
        } catch (PatternWork.Spent tooExpensive) {
            return List.of(new Violation("", "the schema's patterns take too long to check this answer"));
        } catch (ValidationLimitExceededException tooExpensive) {
            return List.of(
                    new Violation("", "the schema takes more than %d steps to check this answer".formatted(steps)));
        } catch (RuntimeException unusable) {
            // the library meets odd schemas with any exception, and what a caller sent is no bug of ours
            return List.of(new Violation("", "the schema cannot be applied to this answer"));
        }
    }

    private List<Violation> violations(Answer answer, long steps) {
        return schema
                .validate(
                        AnswerTree.of(answer),
                        context -> context.executionConfig(
                                config -> config.maxEvaluationSteps(steps).maxEvaluationDepth(MAX_DEPTH)))
                .stream()
                .map(JsonSchemaContract::violation)
                .toList();
    }

    /** The rule is the schema's own word; the library's messages quote values. */
    private static Violation violation(Error error) {
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
