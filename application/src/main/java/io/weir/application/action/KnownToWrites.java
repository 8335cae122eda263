package io.weir.application.action;

import io.weir.application.answer.StepResults;
import io.weir.application.write.WritePlanning;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.Reference;
import io.weir.domain.draft.Input;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of one run, once its queries are answered. */
record KnownToWrites(String contactId, Map<MemberName, BoundInput> inputs, StepResults results)
        implements WritePlanning.Known {
    @Override
    public Optional<Input> value(Reference reference) {
        return switch (reference) {
            case Reference.OfInput(var name)
            when name.value().equals(DeclaredInput.CONTACT_ID) -> Optional.of(new Input.Text(contactId));
            case Reference.OfInput(var name) ->
                Optional.ofNullable(inputs.get(name))
                        .filter(input -> !isSeveralNumbers(input))
                        .map(BoundInput::shown);
            case Reference.OfStep ofStep -> results.value(ofStep);
        };
    }

    /** A field holds one telephone number, and nothing tells which of several it is. */
    private static boolean isSeveralNumbers(BoundInput input) {
        return input instanceof BoundInput.Phone(var numbers) && numbers.size() > 1;
    }

    @Override
    public boolean meet(List<ActionStep.When> conditions) {
        return results.meet(conditions);
    }

    @Override
    public String toString() {
        return "KnownToWrites[hidden]";
    }
}
