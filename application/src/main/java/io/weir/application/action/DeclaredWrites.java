package io.weir.application.action;

import io.weir.domain.action.WriteStep;
import io.weir.domain.action.WriteStep.Operation;
import io.weir.domain.action.Writes;
import io.weir.domain.query.SoqlShape;
import io.weir.domain.query.Statement;
import io.weir.domain.write.WriteRequest;
import java.util.stream.Stream;

/**
 * A request with the names of all fields that its action declares: Salesforce may name one that the request leaves out,
 * and the names of a declaration are no values of a caller.
 */
record DeclaredWrites(Writes declared, WriteRequest request) implements Statement {
    @Override
    public String text() {
        return request.text();
    }

    @Override
    public SoqlShape shape() {
        return SoqlShape.joined(
                declared.steps().stream().map(DeclaredWrites::shape).toList());
    }

    private static SoqlShape shape(WriteStep step) {
        var fields = Stream.concat(step.contents().stream().map(WriteStep.Field::name), step.uniqueField().stream());
        return SoqlShape.ofWrite(verb(step.operation()), step.object(), fields.toList());
    }

    private static SoqlShape.Verb verb(Operation operation) {
        return switch (operation) {
            case Operation.Create _ -> SoqlShape.Verb.CREATE;
            case Operation.Update _ -> SoqlShape.Verb.UPDATE;
            case Operation.Upsert _ -> SoqlShape.Verb.UPSERT;
        };
    }

    @Override
    public String toString() {
        return "DeclaredWrites[" + shape() + "]";
    }
}
