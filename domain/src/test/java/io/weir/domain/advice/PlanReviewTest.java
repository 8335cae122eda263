package io.weir.domain.advice;

import static io.weir.domain.advice.Plans.contains;
import static io.weir.domain.advice.Plans.equal;
import static io.weir.domain.advice.Plans.index;
import static io.weir.domain.advice.Plans.not;
import static io.weir.domain.advice.Plans.notEqual;
import static io.weir.domain.advice.Plans.scan;
import static io.weir.domain.advice.Plans.startsWith;
import static io.weir.domain.advice.Plans.unindexed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Value;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPlan;
import io.weir.domain.query.SelectItem;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One pair of tests for each line of Salesforce's plans: when it gives its advice, and when it does not. */
class PlanReviewTest {
    private static final int MANY = 2_400_000;
    private static final String READS_ALL = "Salesforce reads all of the about 2,400,000 Contact records";
    private static final Filter PHONE = equal("Phone");
    private static final Filter EMAIL = equal("Email");
    private static final Filter BIRTHDATE = equal("Birthdate");

    private static PlanReview review(Filter where, QueryPlan... plans) {
        return Plans.review(Plans.contacts(where), 1, plans);
    }

    @Test
    void aScanOfASmallObjectIsFine() {
        var review = review(PHONE, scan(99_999));

        assertThat(review.finding()).isEqualTo(Finding.SMALL_OBJECT);
        assertThat(review.advice()).isEmpty();
        assertThat(review.reason())
                .isEqualTo("Salesforce reads all Contact records, but about 99,999 records need no index.");
        assertThat(review(PHONE, scan(100_000)).advice()).isPresent();
    }

    @Test
    void aScanForAPhoneNumberNeedsAnIndexOnThePhoneFields() {
        var review = review(new Filter.AnyOf(List.of(PHONE, equal("MobilePhone"))), scan(MANY));

        assertThat(review.finding()).isEqualTo(Finding.PHONE_WITHOUT_INDEX);
        assertThat(review.object()).isEqualTo("Contact");
        assertThat(review.fields()).containsExactly("Phone", "MobilePhone");
        assertThat(review.advice())
                .contains(
                        "Let a data action search for the number (strategy: search_then_recent), ask Salesforce Support"
                                + " for a custom index on Phone and MobilePhone of Contact, or filter on a"
                                + " text field that is marked as External ID and holds the number in international form"
                                + " (E.164).");
        assertThat(review.reason()).isEqualTo("Salesforce does not index phone fields, so " + READS_ALL + ".");
    }

    @Test
    void aPhoneFieldThatSalesforceNotesNoLackForHasAnIndex() {
        var review = review(new Filter.AllOf(List.of(PHONE, BIRTHDATE)), scan(MANY, unindexed("Birthdate")));

        assertThat(review.finding()).isEqualTo(Finding.FIELD_WITHOUT_INDEX);
        assertThat(review.fields()).containsExactly("Birthdate");
    }

    @Test
    void withoutADescriptionAPhoneFieldIsKnownByItsName() {
        assertThat(Plans.reviewWithoutDescription(Plans.contacts(equal("Work_Phone__c")), scan(MANY))
                        .finding())
                .isEqualTo(Finding.PHONE_WITHOUT_INDEX);
        assertThat(Plans.reviewWithoutDescription(Plans.contacts(equal("Region__c")), scan(MANY))
                        .finding())
                .isEqualTo(Finding.NO_SELECTIVE_FILTER);
    }

    @Test
    void aNotedFieldNeedsAnIndex() {
        var review = review(BIRTHDATE, scan(MANY, unindexed("IsDeleted"), unindexed("Birthdate")));

        assertThat(review.finding()).isEqualTo(Finding.FIELD_WITHOUT_INDEX);
        assertThat(review.advice())
                .contains("Ask Salesforce Support for a custom index on Birthdate of Contact, or add a selective filter"
                        + " on an indexed field, such as CreatedDate, RecordTypeId or a lookup.");
        assertThat(review.reason()).isEqualTo("The filter on Birthdate has no index, so " + READS_ALL + ".");
    }

    @Test
    void theNoteOnIsDeletedIsNoiseAndATypeWithoutCustomIndexesGetsNone() {
        var noise = review(BIRTHDATE, scan(MANY, unindexed("IsDeleted")));
        assertThat(noise.finding()).isEqualTo(Finding.NO_SELECTIVE_FILTER);
        assertThat(noise.plan().notes()).isEmpty();

        assertThat(review(equal("Secret__c"), scan(MANY, unindexed("Secret__c")))
                        .finding())
                .isEqualTo(Finding.NO_SELECTIVE_FILTER);
    }

    @Test
    void anIndexOnAValueThatIsTooCommonDoesNotHelp() {
        var query = Plans.contacts(equal("AccountId")).limitedTo(new Limit.AtMost(51));

        var review = Plans.review(query, 51, index(1.8, 700_000, "AccountId"));
        assertThat(review.finding()).isEqualTo(Finding.VALUE_TOO_COMMON);
        assertThat(review.fields()).containsExactly("AccountId");
        assertThat(review.advice())
                .contains(
                        "Add a second, selective filter to the query on Contact, such as CreatedDate or RecordTypeId.");
        assertThat(review.reason())
                .isEqualTo("Too many records match for an index to help,"
                        + " so the query costs 1.8 times what a selective query may cost.");
        assertThat(Plans.review(query, 51, scan(MANY), index(1.8, 700_000, "AccountId"))
                        .finding())
                .isEqualTo(Finding.VALUE_TOO_COMMON);

        assertThat(Plans.review(query, 51, index(1.0, 1_000, "AccountId")))
                .returns(Finding.SELECTIVE, PlanReview::finding)
                .returns(Optional.empty(), PlanReview::advice);
    }

    @Test
    void negativeFiltersAloneUseNoIndex() {
        var negative = new Filter.AllOf(List.of(
                notEqual("Tier__c"),
                new Filter.Exclusion(FieldPath.parse("AccountId"), List.of(new Value.Text("a"))),
                new Filter.Excludes(FieldPath.parse("Interests__c"), List.of(Set.of("Golf"))),
                not(equal("CreatedDate"))));
        var review = review(negative, scan(MANY));

        assertThat(review.finding()).isEqualTo(Finding.NEGATIVE_FILTER);
        assertThat(review.fields()).containsExactly("Tier__c", "AccountId", "Interests__c", "CreatedDate");
        assertThat(review.advice())
                .contains(
                        "List the values of Tier__c, AccountId, Interests__c and CreatedDate of Contact that are wanted"
                                + " instead of those that are not, or add a selective filter on an indexed field.");
        assertThat(review.reason())
                .isEqualTo("Negative filters (!=, NOT IN, NOT, EXCLUDES) use no index, so " + READS_ALL + ".");

        var beside = new Filter.AllOf(List.of(notEqual("Tier__c"), BIRTHDATE));
        assertThat(review(beside, scan(MANY)).finding()).isEqualTo(Finding.NO_SELECTIVE_FILTER);
        assertThat(review(notEqual("Phone"), scan(MANY)).finding()).isEqualTo(Finding.NEGATIVE_FILTER);
    }

    @Test
    void aPatternThatBeginsWithAWildcardUsesNoIndex() {
        var review = review(contains("Name"), scan(MANY));

        assertThat(review.finding()).isEqualTo(Finding.LEADING_WILDCARD);
        assertThat(review.advice())
                .contains("Compare Name of Contact with starts_with instead of contains, ends_with or a pattern that"
                        + " begins with a wildcard.");
        assertThat(review.reason())
                .isEqualTo("No index finds text inside or at the end of a value, so " + READS_ALL + ".");

        assertThat(review(startsWith("Name"), scan(MANY)).finding()).isEqualTo(Finding.NO_SELECTIVE_FILTER);
        assertThat(review(new Filter.AllOf(List.of(contains("Name"), PHONE)), scan(MANY))
                        .finding())
                .isEqualTo(Finding.PHONE_WITHOUT_INDEX);
    }

    @Test
    void mostIndexesHoldNoEmptyValues() {
        var review = review(Plans.equalNull("AccountId"), scan(MANY));

        assertThat(review.finding()).isEqualTo(Finding.NULL_FILTER);
        assertThat(review.advice())
                .contains("Ask Salesforce Support to include empty values in the index on AccountId of Contact, or give"
                        + " the field a default value and filter on that value.");
        assertThat(review.reason()).isEqualTo("Most indexes contain no empty values, so " + READS_ALL + ".");

        assertThat(review(equal("AccountId"), scan(MANY)).finding()).isEqualTo(Finding.NO_SELECTIVE_FILTER);
    }

    @Test
    void anOrScansIfOneSideHasNoIndex() {
        var review = review(new Filter.AnyOf(List.of(EMAIL, PHONE)), scan(MANY));

        assertThat(review.finding()).isEqualTo(Finding.OR_WITHOUT_INDEX);
        assertThat(review.fields()).containsExactly("Phone");
        assertThat(review.advice())
                .contains(
                        "Ask Salesforce Support for a custom index on Phone of Contact, or ask for each side of the OR"
                                + " in a step of its own.");
        assertThat(review.reason()).isEqualTo("One side of the OR filters without an index, so " + READS_ALL + ".");

        var beside = new Filter.AllOf(List.of(equal("OwnerId"), new Filter.AnyOf(List.of(EMAIL, BIRTHDATE))));
        assertThat(review(beside, scan(MANY)).finding()).isEqualTo(Finding.OR_WITHOUT_INDEX);
    }

    @Test
    void anOrOfIndexedSidesIsNotToBlame() {
        var indexed = new Filter.AnyOf(List.of(EMAIL, equal("Customer_Number__c")));
        assertThat(review(indexed, scan(MANY)).finding()).isEqualTo(Finding.NO_SELECTIVE_FILTER);

        var unservable = new Filter.AnyOf(List.of(EMAIL, contains("Name")));
        assertThat(review(unservable, scan(MANY)).finding()).isEqualTo(Finding.LEADING_WILDCARD);
    }

    @Test
    void aFormulaHasNoIndexByDefault() {
        var review = review(equal("Age__c"), scan(MANY, unindexed("Age__c")));

        assertThat(review.finding()).isEqualTo(Finding.FORMULA_FILTER);
        assertThat(review.advice())
                .contains("Let a flow copy Age__c of Contact into a stored field and filter on that field, or, if the"
                        + " formula is deterministic, ask Salesforce Support for a custom index on it.");
        assertThat(review.reason())
                .isEqualTo("Age__c is a formula, and a formula has no index by default, so " + READS_ALL + ".");

        assertThat(review(equal("Age__c"), scan(MANY, unindexed("Birthdate"))).finding())
                .isEqualTo(Finding.NO_SELECTIVE_FILTER);
    }

    @Test
    void rowsWithoutASelectiveFilterAreSortedByAnIndexedField() {
        var newest = Plans.contacts(new Filter.Everything()).limitedTo(new Limit.AtMost(10));

        var review = Plans.review(newest.orderedBy(List.of(Plans.by("LastModifiedDate"))), 10, scan(MANY));
        assertThat(review.finding()).isEqualTo(Finding.ORDER_WITHOUT_INDEX);
        assertThat(review.advice())
                .contains(
                        "Sort by an indexed field, such as CreatedDate or Id, instead of LastModifiedDate of Contact.");
        assertThat(review.reason())
                .isEqualTo("No filter is selective and the sort field has no index, so " + READS_ALL
                        + " before it answers the first row.");

        var byIndex = Plans.review(newest.orderedBy(List.of(Plans.by("CreatedDate"))), 10, scan(MANY));
        assertThat(byIndex.finding()).isEqualTo(Finding.NO_SELECTIVE_FILTER);
        assertThat(byIndex.advice())
                .contains("Add a selective filter on an indexed field of Contact, such as CreatedDate, RecordTypeId or"
                        + " a lookup.");
        assertThat(byIndex.reason()).isEqualTo("No filter is selective, so " + READS_ALL + ".");
    }

    @Test
    void sharingLeadsWhereTheRunAsUserSeesFewRecords() {
        var review = review(PHONE, Plans.plan("Sharing", 0.3, 40, MANY));

        assertThat(review.finding()).isEqualTo(Finding.SHARING);
        assertThat(review.advice())
                .contains("Give the run-as user View All on Contact in a permission set, or accept the time that"
                        + " sharing takes.");
        assertThat(review.reason())
                .isEqualTo("The run-as user sees few Contact records, so Salesforce starts from sharing instead of"
                        + " from a filter.");
        assertThat(review(PHONE, scan(MANY), Plans.plan("Sharing", 2.0, 40, MANY))
                        .finding())
                .isEqualTo(Finding.PHONE_WITHOUT_INDEX);
    }

    @Test
    void anOptimizationOfSalesforceIsFineWhileItIsSelective() {
        assertThat(review(PHONE, Plans.plan("Other", 1.0, 40, MANY)))
                .returns(Finding.SELECTIVE, PlanReview::finding)
                .returns(Optional.empty(), PlanReview::advice)
                .returns(
                        "Salesforce finds the Contact records by a selective filter, so the time goes elsewhere.",
                        PlanReview::reason);

        var unselective = review(PHONE, Plans.plan("Other", 2.5, 40, MANY));
        assertThat(unselective.finding()).isEqualTo(Finding.PHONE_WITHOUT_INDEX);
        assertThat(unselective.reason())
                .isEqualTo("Salesforce does not index phone fields, so the query costs 2.5 times what a selective query"
                        + " may cost.");
    }

    @Test
    void anEstimateFarFromTheRowsMeansOldStatistics() {
        var query = Plans.contacts(equal("AccountId"));

        assertThat(Plans.review(query, 3, index(1.8, 700_000, "AccountId")))
                .returns(Finding.OLD_STATISTICS, PlanReview::finding)
                .returns(Optional.empty(), PlanReview::advice)
                .returns(
                        "Salesforce expects about 700,000 records, which is far from the rows that were read, so its"
                                + " statistics are old.",
                        PlanReview::reason);
        assertThat(Plans.review(query, 2_000, index(1.8, 20, "AccountId")).finding())
                .isEqualTo(Finding.OLD_STATISTICS);

        assertThat(Plans.review(query, 800, index(1.8, 1_000, "AccountId")).finding())
                .isEqualTo(Finding.VALUE_TOO_COMMON);
        assertThat(Plans.review(query, 3, index(1.8, 900, "AccountId")).finding())
                .isEqualTo(Finding.VALUE_TOO_COMMON);
        var narrowed = Plans.contacts(new Filter.AllOf(List.of(equal("AccountId"), BIRTHDATE)));
        assertThat(Plans.review(narrowed, 3, index(1.8, 700_000, "AccountId")).finding())
                .isEqualTo(Finding.VALUE_TOO_COMMON);
    }

    @Test
    void aRunThatDidNotReadEveryRowSaysNothingAboutTheEstimate() {
        var query = Plans.contacts(equal("AccountId"));
        var failed = new ExplainedQuery(query, List.of(index(1.8, 700_000, "AccountId")), Optional.empty(), 0, true);

        assertThat(PlanReview.of(failed).finding()).isEqualTo(Finding.VALUE_TOO_COMMON);
    }

    @Test
    void groupsSayNothingAboutTheEstimateButACountDoes() {
        var counting = Query.of(List.of(new SelectItem.RowCount()), new ObjectName("Contact"))
                .where(equal("AccountId"))
                .limitedTo(new Limit.AtMost(1));
        assertThat(Plans.review(counting, 90_000, index(1.8, 20, "AccountId")).finding())
                .isEqualTo(Finding.OLD_STATISTICS);

        var grouped = Plans.contacts(equal("AccountId")).groupedBy(Plans.SELECTED, new Filter.Everything());
        assertThat(Plans.review(grouped, 3, index(1.8, 700_000, "AccountId")).finding())
                .isEqualTo(Finding.VALUE_TOO_COMMON);
    }

    @Test
    void keepsNamesAndNumbersOnly() {
        var review = review(
                new Filter.AllOf(List.of(PHONE, contains("Name"))),
                scan(MANY, "of interest: " + Plans.SECRET, unindexed("Phone"), unindexed(Plans.SECRET)));

        assertThat(review.plan().notes()).containsExactly(unindexed("Phone"));
        assertThat(review + " " + review.advice() + review.reason()).doesNotContain(Plans.SECRET);
        assertThat(Plans.explained(Plans.contacts(PHONE), 1, scan(MANY)))
                .asString()
                .doesNotContain(Plans.SECRET);
    }

    @ParameterizedTest
    @EnumSource
    void aFindingIsFoundByItsCode(Finding finding) {
        assertThat(Finding.named(finding.code())).contains(finding);
        assertThat(Finding.named(finding.code() + "x")).isEmpty();
    }

    @Test
    void nothingIsExplainedWithoutAPlan() {
        assertThatThrownBy(() -> review(PHONE)).isInstanceOf(IllegalArgumentException.class);
    }
}
