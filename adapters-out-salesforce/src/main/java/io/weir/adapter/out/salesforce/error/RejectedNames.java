package io.weir.adapter.out.salesforce.error;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds the name in a query that Salesforce does not know.
 *
 * <p>Salesforce's message holds the name and a part of the query with the caller's values. Only an identifier at the
 * place where Salesforce writes one is used.
 */
final class RejectedNames {
    private static final String NAME = "'[A-Za-z][A-Za-z0-9_.]{0,254}'";
    private static final Pattern UNKNOWN = Pattern.compile(String.join(
            "|",
            "No such column (?<field>%1$s) on entity (?<of>%1$s)".formatted(NAME),
            "sObject type (?<object>%s) is not supported".formatted(NAME),
            "Didn't understand relationship (?<relationship>%s)".formatted(NAME)));

    private RejectedNames() {}

    /** A sentence for the author of the query. */
    static String explain(ErrorEntry entry) {
        // the query, whose values may say the same, comes before what Salesforce itself says
        return UNKNOWN.matcher(entry.message())
                .results()
                .reduce((_, later) -> later)
                .map(RejectedNames::sentence)
                .orElse("Salesforce refuses the query");
    }

    private static String sentence(MatchResult unknown) {
        if (unknown.group("field") != null) {
            return "Salesforce has no field %s on %s that the run-as user may read"
                    .formatted(unknown.group("field"), unknown.group("of"));
        }
        return unknown.group("object") != null
                ? "Salesforce has no object %s that the run-as user may read".formatted(unknown.group("object"))
                : "Salesforce has no relationship %s there".formatted(unknown.group("relationship"));
    }
}
