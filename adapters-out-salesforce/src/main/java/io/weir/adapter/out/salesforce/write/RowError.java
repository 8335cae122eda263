package io.weir.adapter.out.salesforce.write;

import io.weir.adapter.out.salesforce.error.ErrorEntry;
import io.weir.adapter.out.salesforce.json.JsonMembers;
import io.weir.domain.filter.SalesforceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * An error of a record.
 *
 * @param fields the fields that it is about, as Salesforce names them
 * @param duplicate the first record that a duplicate rule found, if it did
 */
record RowError(ErrorEntry entry, List<String> fields, Optional<SalesforceId> duplicate) {
    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,79}");

    RowError {
        fields = List.copyOf(fields);
    }

    /** The errors in the current value of {@code json}: an array of them, or one. */
    static List<RowError> all(JsonParser json) {
        var errors = new ArrayList<RowError>();
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() == JsonToken.START_OBJECT) {
                    new Reader(json).readInto(errors);
                } else {
                    json.skipChildren();
                }
            }
        } else if (json.currentToken() == JsonToken.START_OBJECT) {
            new Reader(json).readInto(errors);
        } else {
            json.skipChildren();
        }
        return errors;
    }

    /** Collects the members, whose order and names differ between the APIs. */
    private static final class Reader {
        private final JsonParser json;
        private final JsonMembers members;
        private final List<String> fields = new ArrayList<>();
        private final List<RowError> inner = new ArrayList<>();
        private String code = "";
        private String message = "";
        private Optional<SalesforceId> duplicate = Optional.empty();

        Reader(JsonParser json) {
            this.json = json;
            this.members = new JsonMembers(json);
        }

        void readInto(List<RowError> errors) {
            members.members(this::read);
            // the User Interface API says in general that a record was refused, and inside why
            if (inner.isEmpty()) {
                errors.add(new RowError(ErrorEntry.of(code, message), fields, duplicate));
            } else {
                errors.addAll(inner);
            }
        }

        private void read(String name) {
            switch (name) {
                case "errorCode" -> code = members.text();
                case "statusCode" -> code = json.currentToken() == JsonToken.VALUE_STRING ? members.text() : code;
                case "message" -> message = members.text();
                case "fields" -> members.items(() -> field(members.text())).forEach(fields::add);
                case "field" -> field(members.text()).ifPresent(fields::add);
                // the misspelled name is Salesforce's
                case "duplicateResut", "duplicateResult", "duplicateRecordError" -> duplicate = duplicate();
                case "output" -> object(this::output);
                default -> members.skip();
            }
        }

        private void output(String name) {
            switch (name) {
                case "errors" -> inner.addAll(all(json));
                case "fieldErrors" -> object(_ -> inner.addAll(all(json)));
                default -> members.skip();
            }
        }

        private Optional<SalesforceId> duplicate() {
            var found = new ArrayList<SalesforceId>();
            object(name -> {
                if (name.equals("matchResults")) {
                    members.items(() -> {
                        object(member -> matches(member, found));
                        return Optional.empty();
                    });
                } else {
                    members.skip();
                }
            });
            return found.stream().findFirst();
        }

        private void matches(String name, List<SalesforceId> found) {
            switch (name) {
                case "matchRecordIds" -> found.addAll(members.items(() -> SalesforceId.parse(members.text())));
                case "matchRecords" ->
                    members.items(() -> {
                        object(member -> match(member, found));
                        return Optional.empty();
                    });
                default -> members.skip();
            }
        }

        private void match(String name, List<SalesforceId> found) {
            if (name.equals("record")) {
                object(member -> {
                    if (member.equals("Id")) {
                        SalesforceId.parse(members.text()).ifPresent(found::add);
                    } else {
                        members.skip();
                    }
                });
            } else {
                members.skip();
            }
        }

        private void object(Consumer<String> reader) {
            members.members(reader);
        }

        private static Optional<String> field(String name) {
            return FIELD.matcher(name).matches() ? Optional.of(name) : Optional.empty();
        }
    }

    @Override
    public String toString() {
        return entry + " " + fields;
    }
}
