package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.reply.Reply;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameter {@code fields}: names of fields, separated by commas, with parents by dots. */
final class FieldList {
    private static final Pattern PATH = Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*){0,5}");

    private FieldList() {}

    /** The first of {@code fields} that no field can be called; empty if there is none. */
    static Optional<String> invalid(String fields) {
        return fields.isEmpty()
                ? Optional.empty()
                : Arrays.stream(fields.split(",", -1))
                        .map(String::strip)
                        .filter(field -> !PATH.matcher(field).matches())
                        .findFirst();
    }

    static Reply refusal(String field, String object) {
        return Reply.error(
                400,
                "INVALID_FIELD",
                "No such column '%s' on entity '%s'. If you are attempting to use a custom field, be sure to append the"
                                .formatted(field, object)
                        + " '__c' after the custom field name. Please reference your WSDL or the describe call for the"
                        + " appropriate names.");
    }
}
