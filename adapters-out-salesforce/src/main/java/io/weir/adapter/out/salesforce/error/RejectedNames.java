package io.weir.adapter.out.salesforce.error;

import java.util.regex.Pattern;

/**
 * Finds the name in a query that Salesforce does not know.
 *
 * <p>Salesforce's message holds the name and a part of the query with the caller's values. Only an identifier at the
 * place where Salesforce writes one is used.
 */
final class RejectedNames {
    private static final String NAME = "'([A-Za-z][A-Za-z0-9_.]{0,254})'";
    private static final Pattern FIELD = Pattern.compile("No such column " + NAME + " on entity " + NAME);
    private static final Pattern OBJECT = Pattern.compile("sObject type " + NAME + " is not supported");
    private static final Pattern RELATIONSHIP = Pattern.compile("Didn't understand relationship " + NAME);

    private RejectedNames() {}

    /** A sentence for the author of the query. */
    static String explain(ErrorEntry entry) {
        var field = FIELD.matcher(entry.message());
        if (field.find()) {
            return "Salesforce has no field '%s' on '%s' that the run-as user may read"
                    .formatted(field.group(1), field.group(2));
        }
        var object = OBJECT.matcher(entry.message());
        if (object.find()) {
            return "Salesforce has no object '%s' that the run-as user may read".formatted(object.group(1));
        }
        var relationship = RELATIONSHIP.matcher(entry.message());
        if (relationship.find()) {
            return "Salesforce has no relationship '%s' there".formatted(relationship.group(1));
        }
        return "Salesforce refuses the query";
    }
}
