package io.weir.domain.write;

import io.weir.domain.filter.SalesforceId;

/**
 * Who owns a written Case, Lead or Account. Salesforce assigns by its own rules unless it is told otherwise.
 *
 * <p>Source: REST API Developer Guide, "Assignment Rule Header".
 */
public sealed interface Assignment {
    /** By the org's active rule. */
    record ByRules() implements Assignment {}

    /** The owner stays as it is, or is the one that is written. */
    record Keep() implements Assignment {}

    /** By the rule with this id. */
    record ByRule(SalesforceId rule) implements Assignment {}
}
