package io.weir.application.action;

import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.port.PhoneNumbers;
import java.util.List;
import java.util.Map;

/** Checks the inputs of a data action without running it. Thread-safe. */
public final class CheckInputs {
    private final PhoneNumbers phones;

    public CheckInputs(PhoneNumbers phones) {
        this.phones = phones;
    }

    /** The problems for which {@link RunDataAction#run} would refuse {@code inputs}, with their places. */
    public List<Problem> problems(DataAction action, Map<MemberName, Input> inputs) {
        return switch (InputBinding.bind(action, inputs, phones)) {
            case InputBinding.Binding.Invalid(var problems) -> problems;
            case InputBinding.Binding.NoCallerId _, InputBinding.Binding.Bound _ -> List.of();
        };
    }
}
