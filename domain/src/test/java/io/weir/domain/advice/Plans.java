package io.weir.domain.advice;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPlan;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Query plans of contacts, and queries to go with them, for tests. */
final class Plans {
    /** A value that every filter here compares with. */
    static final String SECRET = "secret value 4711";

    /** What {@link #contacts} selects. */
    static final List<FieldPath> SELECTED = List.of(FieldPath.parse("Name"));

    private static final ObjectDescription CONTACT = new ObjectDescription(
            new ObjectName("Contact"),
            "Contact",
            true,
            List.of(
                    field("Id", FieldType.ID, false, true),
                    field("Name", FieldType.STRING, false, false),
                    field("Phone", FieldType.PHONE, false, false),
                    field("MobilePhone", FieldType.PHONE, false, false),
                    field("Email", FieldType.EMAIL, false, false),
                    field("Birthdate", FieldType.DATE, false, false),
                    field("CreatedDate", FieldType.DATETIME, false, false),
                    field("LastModifiedDate", FieldType.DATETIME, false, false),
                    field("AccountId", FieldType.REFERENCE, false, false),
                    field("OwnerId", FieldType.REFERENCE, false, false),
                    field("Tier__c", FieldType.PICKLIST, false, false),
                    field("Interests__c", FieldType.MULTIPICKLIST, false, false),
                    field("Secret__c", FieldType.ENCRYPTEDSTRING, false, false),
                    field("Age__c", FieldType.DOUBLE, true, false),
                    field("Customer_Number__c", FieldType.STRING, false, true)),
            List.of());

    private Plans() {}

    static QueryPlan scan(long records, String... notes) {
        return new QueryPlan("Contact", "TableScan", 2.1, records, records, List.of(), List.of(notes));
    }

    static QueryPlan index(double cost, long cardinality, String... fields) {
        return new QueryPlan("Contact", "Index", cost, cardinality, 2_400_000, List.of(fields), List.of());
    }

    static QueryPlan plan(String leadingOperation, double cost, long cardinality, long records) {
        return new QueryPlan("Contact", leadingOperation, cost, cardinality, records, List.of(), List.of());
    }

    /** Salesforce's note on a field. */
    static String unindexed(String field) {
        return "Not considering filter for optimization because unindexed: " + field;
    }

    static Query contacts(Filter where) {
        return Query.ofFields("Contact", "Name").where(where);
    }

    static Filter equal(String field) {
        return Filter.Comparison.of(FieldPath.parse(field), Operator.EQUAL, new Value.Text(SECRET));
    }

    static Filter equalNull(String field) {
        return Filter.Comparison.of(FieldPath.parse(field), Operator.EQUAL, new Value.Null());
    }

    static Filter notEqual(String field) {
        return Filter.Comparison.of(FieldPath.parse(field), Operator.NOT_EQUAL, new Value.Text(SECRET));
    }

    static Filter not(Filter filter) {
        return new Filter.Not(filter);
    }

    static Filter contains(String field) {
        return new Filter.Like(FieldPath.parse(field), LikePattern.containing(SECRET));
    }

    static Filter startsWith(String field) {
        return new Filter.Like(FieldPath.parse(field), LikePattern.startingWith(SECRET));
    }

    static Ordering by(String field) {
        return new Ordering(new Operand.Field(FieldPath.parse(field)), Ordering.Direction.DESC, Ordering.Nulls.LAST);
    }

    static ExplainedQuery explained(Query query, int rows, QueryPlan... plans) {
        return new ExplainedQuery(query, List.of(plans), Optional.of(CONTACT), rows, false);
    }

    static PlanReview review(Query query, int rows, QueryPlan... plans) {
        return PlanReview.of(explained(query, rows, plans));
    }

    static PlanReview reviewWithoutDescription(Query query, QueryPlan... plans) {
        return PlanReview.of(new ExplainedQuery(query, List.of(plans), Optional.empty(), 1, false));
    }

    private static FieldDescription field(String name, FieldType type, boolean formula, boolean indexed) {
        return new FieldDescription(
                name,
                name,
                type,
                true,
                true,
                true,
                true,
                true,
                0,
                0,
                0,
                Optional.empty(),
                List.of(),
                false,
                List.of(),
                Optional.empty(),
                formula,
                indexed,
                Map.of(),
                FieldDescription.Writing.ALWAYS);
    }
}
