package io.weir.adapter.in.http.answer;

import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.json.JsonText;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.OutputValue;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Input;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.time.Instant;

/** A value of a flat answer. {@code toString} hides it. */
public record FlatValue(String text, Kind kind) {
    private static final String SALESFORCE_MOMENT = "2026-01-31T10:00:00.000+0000";

    /** How JSON has the text, and whether a part of it is useful. */
    public enum Kind {
        /** A string that may be cut. */
        TEXT,
        /** A string that must not be cut. */
        WHOLE,
        /** Not a string. */
        BARE
    }

    /** {@code value}, of an output of {@code type}, in {@code profile}. */
    public static FlatValue of(OutputValue value, ActionOutput.Type type, Profile profile) {
        return switch (value) {
            case OutputValue.Text(var text) -> text(text, profile);
            case OutputValue.Bool(var bool) -> bool(bool, profile);
            case OutputValue.Numeric(var number) -> number(number, profile);
            case OutputValue.Day(var date) -> new FlatValue(date.toString(), Kind.WHOLE);
            case OutputValue.Moment(var instant) -> moment(instant, profile);
            case OutputValue.Blank() -> blank(type, profile);
        };
    }

    /** A text as it is, but for a moment as Salesforce writes it: no person does, and Json.NET would rewrite it. */
    private static FlatValue text(String text, Profile profile) {
        boolean looksLikeIt =
                text.length() == SALESFORCE_MOMENT.length() && text.charAt(10) == 'T' && text.charAt(19) == '.';
        return profile == Profile.CXONE
                        && looksLikeIt
                        && Coercion.of(new Input.Text(text), FieldType.DATETIME)
                                instanceof Coercion.Fits(Value.DateTime(var instant))
                ? moment(instant, profile)
                : new FlatValue(JsonText.whole(text), Kind.TEXT);
    }

    private static FlatValue moment(Instant instant, Profile profile) {
        return new FlatValue(
                switch (profile) {
                    // Json.NET would parse a date with a T, and write it differently
                    case CXONE -> instant.toString().replace('T', ' ');
                    case JSON -> instant.toString();
                },
                Kind.WHOLE);
    }

    /** The value of an output of {@code type} that has none. */
    public static FlatValue blank(ActionOutput.Type type, Profile profile) {
        return switch (profile) {
            case CXONE -> new FlatValue("", Kind.WHOLE);
            case JSON ->
                switch (type) {
                    case STRING, DATE, DATETIME -> new FlatValue("", Kind.WHOLE);
                    case BOOLEAN, INTEGER, NUMBER -> new FlatValue("null", Kind.BARE);
                };
        };
    }

    static FlatValue bool(boolean bool, Profile profile) {
        return new FlatValue(Boolean.toString(bool), bareIn(profile));
    }

    static FlatValue count(long count, Profile profile) {
        return new FlatValue(Long.toString(count), bareIn(profile));
    }

    /** Every digit, without an exponent; with one only for a number of more digits than anybody reads. */
    static FlatValue number(BigDecimal number, Profile profile) {
        return new FlatValue(Value.isWritable(number) ? number.toPlainString() : number.toString(), bareIn(profile));
    }

    private static Kind bareIn(Profile profile) {
        return switch (profile) {
            case CXONE -> Kind.WHOLE;
            case JSON -> Kind.BARE;
        };
    }

    /** The size in bytes, quotes included. */
    public int size() {
        return kind == Kind.BARE ? text.length() : JsonText.quotedSize(text);
    }

    /** The longest beginning of this text that takes at most {@code bytes}, 2 or more; no character is cut apart. */
    public FlatValue cutTo(int bytes) {
        return new FlatValue(JsonText.beginning(text, bytes - 2), kind);
    }

    @Override
    public String toString() {
        return Value.HIDDEN;
    }
}
