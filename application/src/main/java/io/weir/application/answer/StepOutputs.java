package io.weir.application.answer;

import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.RowSource;
import io.weir.domain.schema.FieldPath;
import java.util.Optional;
import java.util.function.Function;

/** The outputs of a data action that may have fields of one step. */
public final class StepOutputs {
    private StepOutputs() {}

    /** Takes an output. */
    public interface Visitor {
        /**
         * Takes {@code output}, which is declared at {@code location}.
         *
         * @param paths the path of a field from the step's row; empty if the field is not of the step
         */
        void visit(ActionOutput output, String location, Function<Source.Field, Optional<FieldPath>> paths);
    }

    /** Shows {@code visitor} each output of {@code action}, and those of its lists that have rows of {@code step}. */
    public static void visit(DataAction action, ActionStep step, Visitor visitor) {
        for (var output : action.outputs()) {
            visitor.visit(
                    output,
                    "/outputs/" + output.key(),
                    field -> Optional.of(field)
                            .filter(source -> source.step().equals(step.name()))
                            .map(Source.Field::path));
        }
        for (var list : action.lists()) {
            if (list.rows().step().equals(step.name())) {
                for (var output : list.outputs()) {
                    String location = "/lists/" + list.prefix() + "/outputs/" + output.key();
                    visitor.visit(output, location, field -> within(list.rows(), field.path()));
                }
            }
        }
    }

    /** The path from the step's row; empty if it has too many segments. */
    static Optional<FieldPath> within(RowSource rows, FieldPath path) {
        return switch (rows) {
            case RowSource.Step _ -> Optional.of(path);
            case RowSource.Children(var _, var relationship) ->
                path.segments().size() > FieldPath.MAX_PARENTS
                        ? Optional.empty()
                        : Optional.of(path.under(relationship));
        };
    }
}
