package io.weir.application;

import io.weir.domain.action.ConditionOperator;
import io.weir.domain.action.Input;
import io.weir.domain.action.PhoneNumber;
import java.util.List;

/** What a declared input has come to in one request. No {@code toString} shows it. */
sealed interface BoundInput {
    /** Values, with the type that was declared for them. */
    record Values(Input input) implements BoundInput {}

    /** A telephone number, to be looked for in every spelling where there is room for several. */
    record Phone(PhoneNumber number) implements BoundInput {}

    /** What a comparison by {@code operator} has for its value. */
    default Input comparedBy(ConditionOperator operator) {
        return switch (this) {
            case Values(var input) -> input;
            case Phone(var number) -> operator.takesList() ? texts(number.spellings()) : new Input.Text(number.e164());
        };
    }

    /** The value as a dry run shows it. */
    default Input shown() {
        return switch (this) {
            case Values(Input.Many(var inputs)) ->
                new Input.Many(inputs.stream().map(BoundInput::undeclared).toList());
            case Values(var input) -> undeclared(input);
            case Phone(var number) -> new Input.Text(number.e164());
        };
    }

    private static Input undeclared(Input input) {
        return input instanceof Input.Declared(var value, var _) ? value : input;
    }

    private static Input texts(List<String> texts) {
        return new Input.Many(texts.stream().<Input>map(Input.Text::new).toList());
    }
}
