package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.FieldProperties.Flag;
import io.weir.adapter.out.sandbox.org.RecordId;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the values of single fields by their descriptions, and completes ids. */
final class FieldChecks {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@,;<>()\"]+@[^\\s@,;<>()\"]+\\.[^\\s@,;<>()\"]{2,}");
    /** The most digits before the decimal point of any number. */
    static final int MOST_DIGITS = 40;

    private static final int INT_DIGITS = 10;
    private static final int MOST_LATITUDE = 90;
    private static final int MOST_LONGITUDE = 180;

    private final SandboxOrg org;
    private final List<WriteError> errors = new ArrayList<>();

    private FieldChecks(SandboxOrg org) {
        this.org = org;
    }

    /** Sets the values of {@code input} in {@code draft}; throws {@link WriteRefusal} with all that is wrong. */
    static void apply(SandboxOrg org, RecordInput input, Table.Draft draft, boolean create) {
        checkAccess(input, create);
        var checks = new FieldChecks(org);
        input.values().forEach((name, value) -> {
            var field = input.table().field(name).orElseThrow();
            draft.set(name, checks.checked(field, normalized(field, value)));
        });
        input.parents().forEach(parent -> draft.set(parent.lookup(), checks.idOf(parent)));
        WriteRefusal.check(checks.errors);
    }

    private static void checkAccess(RecordInput input, boolean create) {
        if (input.values().containsKey("Id")) {
            throw new WriteRefusal(
                    create
                            ? new WriteError(
                                    "INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", "Id")
                            : new WriteError(
                                    "INVALID_FIELD", "The Id field should not be specified in the sobject data."));
        }
        var needed = create ? Flag.CREATEABLE : Flag.UPDATEABLE;
        var refused = input.values().keySet().stream()
                .filter(name -> !input.table().field(name).orElseThrow().has(needed))
                .toList();
        if (!refused.isEmpty()) {
            throw new WriteRefusal(new WriteError(
                    "INVALID_FIELD_FOR_INSERT_UPDATE",
                    "Unable to create/update fields: %s. Please check the security settings of this field and verify"
                                    .formatted(String.join(", ", refused))
                            + " that it is read/write for your profile or permission set.",
                    refused,
                    null));
        }
    }

    /** Text without white space at its ends; empty text is no value. */
    private static @Nullable Object normalized(Field field, @Nullable Object value) {
        if (value == null && field.type() == FieldType.BOOLEAN) {
            return false;
        }
        return value instanceof String text ? (text.isBlank() ? null : text.strip()) : value;
    }

    private @Nullable Object checked(Field field, @Nullable Object value) {
        return switch (value) {
            case String text -> text(field, text);
            case BigDecimal number -> {
                int digits =
                        field.description().precision() - field.description().scale();
                yield inRange(field, number, digits);
            }
            case Long number -> {
                inRange(field, BigDecimal.valueOf(number), intDigits(field));
                yield number;
            }
            case null, default -> value;
        };
    }

    private static int intDigits(Field field) {
        return field.description().precision() > 0 ? field.description().precision() : INT_DIGITS;
    }

    private BigDecimal inRange(Field field, BigDecimal number, int wholeDigits) {
        long digits = (long) number.precision() - number.scale();
        if (digits > (wholeDigits > 0 ? wholeDigits : MOST_DIGITS) || isOffTheMap(field, number)) {
            refuse(
                    "NUMBER_OUTSIDE_VALID_RANGE",
                    "%s: value outside of valid range on numeric field: %s"
                            .formatted(
                                    field.description().label(),
                                    digits > MOST_DIGITS ? number : number.toPlainString()),
                    field);
        }
        return number;
    }

    /** Whether {@code number} is no latitude or longitude, for a part of an address or of a geolocation. */
    private static boolean isOffTheMap(Field field, BigDecimal number) {
        if (field.description().compoundFieldName().isEmpty()) {
            return false;
        }
        String name = field.name().replace("__s", "").toLowerCase(Locale.ROOT);
        int most = name.endsWith("latitude") ? MOST_LATITUDE : name.endsWith("longitude") ? MOST_LONGITUDE : 0;
        return most > 0 && number.abs().compareTo(BigDecimal.valueOf(most)) > 0;
    }

    private String text(Field field, String text) {
        int length = field.description().length();
        boolean limited = length > 0 && field.type() != FieldType.REFERENCE;
        if (limited && text.codePointCount(0, text.length()) > length) {
            refuse(
                    "STRING_TOO_LONG",
                    "%s: data value too large: %s (max length=%d)"
                            .formatted(field.description().label(), text, length),
                    field);
            return text;
        }
        return switch (field.type()) {
            case REFERENCE -> reference(field, text);
            case EMAIL -> email(field, text);
            case PICKLIST -> picklist(field, text);
            case MULTIPICKLIST -> multipicklist(field, text);
            case STRING,
                    TEXTAREA,
                    COMBOBOX,
                    PHONE,
                    URL,
                    ENCRYPTEDSTRING,
                    ID,
                    BOOLEAN,
                    INT,
                    LONG,
                    DOUBLE,
                    PERCENT,
                    CURRENCY,
                    DATE,
                    DATETIME,
                    TIME,
                    ADDRESS,
                    LOCATION,
                    ANYTYPE,
                    BASE64,
                    COMPLEXVALUE,
                    JSON -> text;
        };
    }

    private String email(Field field, String text) {
        if (!EMAIL.matcher(text).matches()) {
            refuse(
                    "INVALID_EMAIL_ADDRESS",
                    "%s: invalid email address: %s"
                            .formatted(field.description().label(), text),
                    field);
        }
        return text;
    }

    private String picklist(Field field, String text) {
        if (!field.permits(text)) {
            refuse(
                    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                    "%s: bad value for restricted picklist field: %s"
                            .formatted(field.description().label(), text),
                    field);
        }
        return spelled(field, text);
    }

    /** The values in the order of the picklist, as Salesforce stores them. */
    private String multipicklist(Field field, String text) {
        var chosen = new ArrayList<String>();
        for (String value : text.split(";", -1)) {
            if (!value.isBlank() && !chosen.contains(value.strip())) {
                chosen.add(picklist(field, value.strip()));
            }
        }
        var order = field.description().picklistValues();
        chosen.sort((a, b) -> Integer.compare(position(order, a), position(order, b)));
        return String.join(";", chosen);
    }

    private static int position(List<String> order, String value) {
        int position = order.indexOf(value);
        return position < 0 ? order.size() : position;
    }

    private static String spelled(Field field, String text) {
        return field.properties().picklistEntries().stream()
                .map(entry -> entry.value())
                .filter(text::equalsIgnoreCase)
                .findFirst()
                .orElse(text);
    }

    private String reference(Field field, String text) {
        var id = RecordId.canonical(text);
        if (id.isEmpty()) {
            refuse("MALFORMED_ID", wrongId(field, text), field);
            return text;
        }
        var targets = field.description().referenceTo().stream()
                .flatMap(target -> org.table(target.value()).stream())
                .toList();
        var target = targets.stream()
                .filter(table -> id.get().startsWith(table.keyPrefix()))
                .findFirst();
        if (target.isEmpty()) {
            if (!targets.isEmpty()) {
                refuse("FIELD_INTEGRITY_EXCEPTION", wrongId(field, text), field);
            }
            return id.get();
        }
        var parent = target.get().record(id.get());
        if (parent.isEmpty()) {
            errors.add(new WriteError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
        } else if (parent.get().deleted()) {
            errors.add(WriteError.deleted());
        }
        return id.get();
    }

    private static String wrongId(Field field, String text) {
        return "%s: id value of incorrect type: %s"
                .formatted(field.description().label(), text);
    }

    private @Nullable String idOf(RecordInput.ParentReference reference) {
        var parent = org.table(reference.parent().name()).orElseThrow();
        var found = live(parent, reference.keyField(), reference.key());
        if (found.size() == 1) {
            return found.getFirst().id();
        }
        errors.add(
                found.isEmpty()
                        ? new WriteError(
                                "INVALID_FIELD",
                                "Foreign key external ID: %s not found for field %s in entity %s"
                                        .formatted(
                                                reference.key(),
                                                reference.keyField(),
                                                reference.parent().name()))
                        : new WriteError(
                                "DUPLICATE_EXTERNAL_ID",
                                "%s: more than one record found for external id field: %s"
                                        .formatted(
                                                reference.keyField(),
                                                found.stream()
                                                        .map(StoredRecord::id)
                                                        .toList())));
        return null;
    }

    /** The records outside the recycle bin whose {@code field} holds {@code value}. */
    static List<StoredRecord> live(Table table, String field, Object value) {
        Optional<String> id =
                table.column(field) == table.column("Id") ? RecordId.canonical(value.toString()) : Optional.empty();
        return table.holding(table.column(field), id.<Object>map(text -> text).orElse(value)).stream()
                .filter(record -> !record.deleted())
                .toList();
    }

    private void refuse(String code, String message, Field field) {
        errors.add(new WriteError(code, message, field.name()));
    }
}
