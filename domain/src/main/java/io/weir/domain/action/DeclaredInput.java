package io.weir.domain.action;

import io.weir.domain.action.InvalidInput.Reason;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Input;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One input of a data action.
 *
 * @param required whether a request in which it is missing or blank is refused
 * @param defaultValue the value of an absent input
 * @param pattern the pattern that the whole text must match
 * @param maxLength the longest text, in characters; 1 to {@link Coercion#MAX_TEXT}
 * @param allowed the only values it may have, case-sensitive; empty for any value
 * @param sensitive whether a dry run hides its value
 * @param cleaning what happens to a text before it is checked
 * @param range the least and the greatest number
 * @param asked whether the caller was asked for this telephone number, so that anything else is an invalid input
 */
public record DeclaredInput(
        MemberName name,
        InputType type,
        String description,
        boolean required,
        Optional<Input> defaultValue,
        Optional<TextPattern> pattern,
        int maxLength,
        List<String> allowed,
        boolean sensitive,
        Cleaning cleaning,
        Range range,
        boolean asked) {
    /** The contact in CXone that a request is about. */
    public static final String CONTACT_ID = "contactId";

    /** The caller's id of the request. */
    public static final String REQUEST_ID = "requestId";

    /** How long the caller waits, in milliseconds. */
    public static final String TIMEOUT_MS = "timeoutMs";

    /** The members that every request may have; inputs cannot have these names. */
    public static final List<String> RESERVED = List.of(CONTACT_ID, REQUEST_ID, TIMEOUT_MS);

    /** Throws {@link IllegalArgumentException} for a length out of range, and for a default of a required input. */
    public DeclaredInput {
        allowed = List.copyOf(allowed);
        if (maxLength < 1 || maxLength > Coercion.MAX_TEXT) {
            throw new IllegalArgumentException(
                    "an input has 1 to %d characters at most, not %d".formatted(Coercion.MAX_TEXT, maxLength));
        }
        if (required && defaultValue.isPresent()) {
            throw new IllegalArgumentException("an input with a default is not required; leave out one of the two");
        }
    }

    /** An input that is taken as it is sent. */
    public DeclaredInput(
            MemberName name,
            InputType type,
            String description,
            boolean required,
            Optional<Input> defaultValue,
            Optional<TextPattern> pattern,
            int maxLength,
            List<String> allowed,
            boolean sensitive) {
        this(
                name,
                type,
                description,
                required,
                defaultValue,
                pattern,
                maxLength,
                allowed,
                sensitive,
                Cleaning.NONE,
                Range.ALL,
                false);
    }

    /** Why a request may be refused for this input alone. */
    Set<Reason> reasons() {
        var reasons = EnumSet.of(Reason.UNFILLED, Reason.DOES_NOT_FIT);
        boolean phone = type instanceof InputType.Phone;
        addIf(required && (!phone || asked), Reason.MISSING, reasons);
        addIf(asked, Reason.NOT_A_NUMBER, reasons);
        addIf(!phone, Reason.TOO_LONG, reasons);
        addIf(!allowed.isEmpty(), Reason.NOT_ALLOWED, reasons);
        addIf(pattern.isPresent() || cleaning.digitsOnly(), Reason.WRONG_FORM, reasons);
        addIf(!range.equals(Range.ALL), Reason.OUT_OF_RANGE, reasons);
        addIf(!isAnyShortText(), Reason.UNREADABLE, reasons);
        return reasons;
    }

    /** Whether braces may be meant, because every text that is not too long is accepted as it is. */
    public boolean isFreeText() {
        boolean text = switch (type) {
            case InputType.Scalar(var field) -> field.literalKind() == FieldType.LiteralKind.TEXT;
            case InputType.Several(var field) -> field.literalKind() == FieldType.LiteralKind.TEXT;
            case InputType.Phone _ -> false;
        };
        return text && pattern.isEmpty() && allowed.isEmpty() && !cleaning.digitsOnly();
    }

    private static void addIf(boolean possible, Reason reason, Set<Reason> reasons) {
        if (possible) {
            reasons.add(reason);
        }
    }

    /** Whether everything that is not too long can be read: a character counts once, and may be two in a text. */
    private boolean isAnyShortText() {
        return switch (type) {
            case InputType.Scalar(var field) -> isAnyShortText(field);
            case InputType.Several(var field) -> isAnyShortText(field);
            case InputType.Phone _ -> false;
        };
    }

    private boolean isAnyShortText(FieldType field) {
        return field.literalKind() == FieldType.LiteralKind.TEXT
                && (!allowed.isEmpty() || maxLength <= Coercion.MAX_TEXT / 2);
    }

    /** The numbers from {@code least} to {@code most}, both included. */
    public record Range(Optional<BigDecimal> least, Optional<BigDecimal> most) {
        /** Every number. */
        public static final Range ALL = new Range(Optional.empty(), Optional.empty());

        /** Throws {@link IllegalArgumentException} for a range without a number. */
        public Range {
            if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0) {
                throw new IllegalArgumentException("no number is at least 'min' and at most 'max'");
            }
        }

        public boolean contains(BigDecimal number) {
            return least.filter(bound -> number.compareTo(bound) < 0).isEmpty()
                    && most.filter(bound -> number.compareTo(bound) > 0).isEmpty();
        }
    }

    /**
     * A regular expression. Two are equal if their sources are.
     *
     * @param source the expression as the operator wrote it
     * @param matches whether a whole text matches it, in time linear in the text
     */
    public record TextPattern(String source, Predicate<String> matches) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof TextPattern(var written, var _) && source.equals(written);
        }

        @Override
        public int hashCode() {
            return source.hashCode();
        }
    }
}
