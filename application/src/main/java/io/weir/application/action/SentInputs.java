package io.weir.application.action;

import io.weir.domain.action.Cleaning;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.WhiteSpace;
import io.weir.domain.schema.FieldType;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads what a request sends as the value of an input, before its type matters.
 *
 * <p>An input is absent if its key is missing, its value is null, or its text is blank.
 */
public final class SentInputs {
    /** A variable as scripts write it. */
    private static final Pattern VARIABLE = Pattern.compile("\\{[A-Za-z_$][A-Za-z0-9_.$\\[\\]]*\\}");

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /** A whole number that a script has written with a decimal. */
    private static final Pattern WHOLE = Pattern.compile("(\\d+)\\.0");

    private SentInputs() {}

    /**
     * {@code sent} with its texts cleaned; a number or a boolean that is cleaned becomes a text. A JSON number never
     * loses its point, sign or exponent, which would make another number of it.
     */
    static Input cleaned(Input sent, Cleaning cleaning) {
        if (cleaning.equals(Cleaning.NONE)) {
            return sent;
        }
        return switch (sent) {
            case Input.Text(var text) -> new Input.Text(cleaning.clean(whole(WhiteSpace.stripped(text))));
            case Input.Numeric(var number) -> {
                boolean whole = number.stripTrailingZeros().scale() <= 0;
                String text = Coercion.written(whole ? new Input.Numeric(number.stripTrailingZeros()) : sent);
                boolean kept = cleaning.digitsOnly() && !DIGITS.matcher(text).matches();
                yield new Input.Text(kept ? text : cleaning.clean(text));
            }
            case Input.Many(var inputs) ->
                new Input.Many(
                        inputs.stream().map(input -> cleaned(input, cleaning)).toList());
            case Input.Bool _ -> new Input.Text(cleaning.clean(Coercion.written(sent)));
            case Input.Null _, Input.Declared _ -> sent;
        };
    }

    private static String whole(String text) {
        var whole = WHOLE.matcher(text);
        return whole.matches() ? whole.group(1) : text;
    }

    /** Whether {@code sent} has more than the characters that the declaration strips, which mean nothing. */
    static boolean isMoreThanStripped(Input sent, DeclaredInput declared) {
        return !isAbsent(cleaned(sent, declared.cleaning().withOtherThanDigits()), declared.type());
    }

    /** Whether a script sent {@code {ANI}} for a variable that it does not have, also in the text of a list. */
    static boolean isUnfilled(Input input, InputType type) {
        return type instanceof InputType.Several(var element)
                ? elements(input, element).stream().anyMatch(SentInputs::isUnfilled)
                : isUnfilled(input);
    }

    private static boolean isUnfilled(Input input) {
        return switch (input) {
            case Input.Text(var text) ->
                hasBrace(text) && VARIABLE.matcher(WhiteSpace.stripped(text)).matches();
            case Input.Many(var inputs) -> inputs.stream().anyMatch(SentInputs::isUnfilled);
            case Input.Numeric _, Input.Bool _, Input.Null _, Input.Declared _ -> false;
        };
    }

    /** Whether a text of {@code input} has the name of a variable in it, as {@code +1{ANI}} has. */
    static boolean hasVariable(Input input) {
        return switch (input) {
            case Input.Text(var text) ->
                hasBrace(text) && VARIABLE.matcher(text).find();
            case Input.Many(var inputs) -> inputs.stream().anyMatch(SentInputs::hasVariable);
            case Input.Numeric _, Input.Bool _, Input.Null _, Input.Declared _ -> false;
        };
    }

    /** Most texts have none, and need no regular expression. */
    private static boolean hasBrace(String text) {
        return text.indexOf('{') >= 0;
    }

    /** Whether {@code input} counts as absent for {@code type}. */
    static boolean isAbsent(Input input, InputType type) {
        return type instanceof InputType.Several(var element)
                ? elements(input, element).stream().allMatch(SentInputs::isAbsent)
                : isAbsent(input);
    }

    /** A list is absent if all its values are: an empty list would change the meaning of a condition. */
    private static boolean isAbsent(Input input) {
        return switch (input) {
            case Input.Null() -> true;
            case Input.Text(var text) -> WhiteSpace.isAll(text);
            case Input.Many(var inputs) -> inputs.stream().allMatch(SentInputs::isAbsent);
            case Input.Declared(var value, var _) -> isAbsent(value);
            case Input.Numeric _, Input.Bool _ -> false;
        };
    }

    /** The values of a list: a JSON list, CXone's {@code A|B}, or {@code A;B} for a multi-select picklist. */
    public static List<Input> elements(Input input, FieldType type) {
        return switch (input) {
            case Input.Many(var inputs) ->
                inputs.stream().filter(element -> !isAbsent(element)).toList();
            case Input.Text(var text) ->
                Arrays.stream(text.split(type == FieldType.MULTIPICKLIST ? "[|;]" : "\\|"))
                        .filter(element -> !WhiteSpace.isAll(element))
                        .<Input>map(Input.Text::new)
                        .toList();
            case Input.Null _, Input.Numeric _, Input.Bool _, Input.Declared _ -> List.of(input);
        };
    }
}
