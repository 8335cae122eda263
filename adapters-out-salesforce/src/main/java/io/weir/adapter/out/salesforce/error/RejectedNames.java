package io.weir.adapter.out.salesforce.error;

import java.util.Optional;
import java.util.regex.MatchResult;
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
        return last(FIELD, entry)
                .map(field -> "Salesforce has no field '%s' on '%s' that the run-as user may read"
                        .formatted(field.group(1), field.group(2)))
                .or(() -> last(OBJECT, entry)
                        .map(object -> "Salesforce has no object '%s' that the run-as user may read"
                                .formatted(object.group(1))))
                .or(() -> last(RELATIONSHIP, entry)
                        .map(relationship ->
                                "Salesforce has no relationship '%s' there".formatted(relationship.group(1))))
                .orElse("Salesforce refuses the query");
    }

    /** Where Salesforce itself says it: the query, whose values may say the same, comes before that. */
    private static Optional<MatchResult> last(Pattern name, ErrorEntry entry) {
        return name.matcher(entry.message()).results().reduce((_, later) -> later);
    }
}
