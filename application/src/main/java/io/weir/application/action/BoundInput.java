package io.weir.application.action;

import io.weir.domain.action.PhoneNumber;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.Input;
import io.weir.domain.filter.Value;
import java.util.List;

/** The value of a declared input in one request. No {@code toString} shows it. */
public sealed interface BoundInput {
    /** Values of the declared type. */
    record Values(Input input) implements BoundInput {}

    /** One or more telephone numbers; a comparison that takes a list looks for every spelling. */
    record Phone(List<PhoneNumber> numbers) implements BoundInput {
        public Phone {
            numbers = List.copyOf(numbers);
        }

        /** Every spelling of every number. */
        List<String> spellings() {
            return numbers.stream()
                    .flatMap(number -> number.spellings().stream())
                    .distinct()
                    .toList();
        }

        /** Every number in international form, E.164. */
        List<String> international() {
            return numbers.stream().map(PhoneNumber::e164).toList();
        }
    }

    /** The value that a comparison by {@code operator} uses. */
    default Input comparedBy(ConditionOperator operator) {
        return switch (this) {
            case Values(var input) -> input;
            case Phone phone -> operator.takesList() ? texts(phone.spellings()) : phone.shown();
        };
    }

    /** The value as a dry run shows it: converted to its declared type. */
    default Input shown() {
        return switch (this) {
            case Values(Input.Many(var inputs)) ->
                new Input.Many(inputs.stream().map(BoundInput::typed).toList());
            case Values(var input) -> typed(input);
            case Phone phone ->
                phone.numbers().size() == 1
                        ? new Input.Text(phone.international().getFirst())
                        : texts(phone.international());
        };
    }

    private static Input typed(Input input) {
        return switch (Coercion.ofOwnType(input)) {
            case Coercion.Fits(var value) -> typed(value);
            case Coercion.Mismatch _ -> input;
        };
    }

    private static Input typed(Value value) {
        return switch (value) {
            case Value.Text(var text) -> new Input.Text(text);
            case Value.Bool(var bool) -> new Input.Bool(bool);
            case Value.Decimal(var number) -> new Input.Numeric(number);
            case Value.Money(var isoCode, var amount) -> new Input.Text(isoCode + amount.toPlainString());
            case Value.Date(var date) -> new Input.Text(date.toString());
            case Value.DateTime(var instant) -> new Input.Text(instant.toString());
            case Value.Time(var time) -> new Input.Text(time.toString());
            case Value.RelativeDate(var literal) -> new Input.Text(literal.soql());
            case Value.Null() -> new Input.Null();
        };
    }

    private static Input texts(List<String> texts) {
        return new Input.Many(texts.stream().<Input>map(Input.Text::new).toList());
    }
}
