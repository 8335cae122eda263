package io.weir.application.plan;

import static io.weir.application.Drafts.all;
import static io.weir.application.Drafts.any;
import static io.weir.application.Drafts.by;
import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.fields;
import static io.weir.application.Drafts.grouped;
import static io.weir.application.Drafts.in;
import static io.weir.application.Drafts.ordered;
import static io.weir.application.Drafts.selecting;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.weir.application.Drafts;
import io.weir.application.FakeSchema;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.ChildDraft;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.Problem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which objects and fields a policy denies, by every way to them. */
class PolicyTest extends PolicyPlanning {
    private static QueryPolicy fieldsDenied(String... denied) {
        return new QueryPolicy(NameRules.ALL, new NameRules(List.of("*"), List.of(denied)), true, 10, 100, 2_000);
    }

    private static QueryPolicy allowing(String... fields) {
        return new QueryPolicy(NameRules.ALL, new NameRules(List.of(fields), List.of()), true, 10, 100, 2_000);
    }

    private static List<String> doubts(SchemaCatalog catalog, QueryPolicy policy, QueryDraft draft) {
        return new PlanQuery(catalog, policy).plan(draft, SOON) instanceof PlanQuery.Plan.Undecided(var doubts)
                ? doubts.stream().map(Problem::message).toList()
                : List.of();
    }

    private static List<DraftItem> cases() {
        return List.of(children("Cases"));
    }

    private static DraftItem children(String relationship) {
        return new DraftItem.Children(
                "/children/" + relationship,
                new ChildDraft(
                        new RelationshipName(relationship),
                        fields("Id"),
                        new Condition.Everything(),
                        List.of(),
                        new Limit.Unlimited(),
                        0));
    }

    @Test
    void deniesAnObjectAsRootParentChildAndInASemiJoin() {
        var noCases = objects(List.of("*"), List.of("CASE"));
        var noAccounts = objects(List.of("*"), List.of("acc*"));

        assertThat(denials(noCases, QueryDraft.of(new ObjectName("case"), fields("Id"), all())))
                .containsExactly("object case may not be queried");
        assertThat(schema.described()).as("no call is spent on it").isZero();
        assertThat(denials(noCases, selecting(cases()))).containsExactly("object Case may not be queried");
        assertThat(denials(noCases, contacts(in("Id", "ContactId", "Case"))))
                .containsExactly("object Case may not be queried");
        assertThat(denials(noAccounts, selecting(fields("Account.Name"))))
                .containsExactly("object Account may not be queried");
        assertThat(denials(noAccounts, contacts(where("Account.Parent.Name", "=", text("abc")))))
                .containsExactly("object Account may not be queried");
        assertThat(denials(noAccounts, ordered(fields("Id"), by("Account.Name"))))
                .containsExactly("object Account may not be queried");
        assertThat(denials(noAccounts, contacts(where("AccountId", "is_not_null", text("")))))
                .isEmpty();
    }

    @Test
    void deniesAFieldWhereverItIsUsed() {
        var policy = fieldsDenied("contact.phone", "*.Name", "Case.*");

        assertThat(denials(policy, selecting(fields("PHONE")))).containsExactly("field Contact.Phone may not be used");
        assertThat(denials(policy, selecting(fields("Id"), where("Phone", "=", text("1")))))
                .containsExactly("field Contact.Phone may not be used");
        assertThat(denials(policy, ordered(fields("Id"), by("Phone"))))
                .containsExactly("field Contact.Phone may not be used");
        assertThat(denials(policy, selecting(fields("Account.Name"))))
                .containsExactly("field Account.Name may not be used");
        assertThat(denials(fieldsDenied("Case.Id"), selecting(cases())))
                .containsExactly("field Case.Id may not be used");
        assertThat(denials(policy, selecting(fields("MobilePhone")))).isEmpty();
    }

    @Test
    void deniesAFieldInGroupsAggregatesAndSemiJoins() {
        var policy = fieldsDenied("Contact.Phone", "Contact.AccountId", "Account.Rating", "Case.ContactId");
        String phone = "field Contact.Phone may not be used";
        String lookup = "field Case.ContactId may not be used";
        var none = new Condition.Everything();
        var count = Drafts.aggregated(AggregateFunction.COUNT, "Id", "n");

        assertThat(denials(policy, grouped(List.of(count), List.of("Phone"), none)))
                .containsExactly(phone);
        assertThat(denials(policy, selecting(List.of(Drafts.aggregated(AggregateFunction.MIN, "Phone", "least")))))
                .containsExactly(phone);
        assertThat(denials(
                        policy,
                        grouped(
                                List.of(count),
                                List.of("Email"),
                                Drafts.having(AggregateFunction.MAX, "Phone", ">", text("5")))))
                .containsExactly(phone);
        assertThat(denials(
                        policy,
                        grouped(
                                List.of(count),
                                List.of("Email"),
                                none,
                                by(Drafts.aggregate(AggregateFunction.MAX, "Phone")))))
                .containsExactly(phone);
        assertThat(denials(policy, contacts(in("AccountId", "Id", "Account"))))
                .containsExactly("field Contact.AccountId may not be used");
        assertThat(denials(policy, contacts(in("Id", "ContactId", "Case")))).containsExactly(lookup);
        assertThat(denials(policy, contacts(in("OwnerId", "Id", "Account", where("Rating", "=", text("Hot"))))))
                .containsExactly("field Account.Rating may not be used");
        assertThat(denials(
                        policy,
                        QueryDraft.of(
                                new ObjectName("Case"),
                                fields("Contact.Phone"),
                                any(where("Contact.Phone", "=", text("1")), where("Subject", "=", text("it"))))))
                .as("the lookup is denied, so nothing behind it is even looked at")
                .hasSize(2)
                .containsOnly("a relationship may not be followed: it shows Case.ContactId, which may not be used");
    }

    @Test
    void deniesTheRelationshipsThatShowADeniedLookup() {
        var policy = fieldsDenied("Contact.AccountId");

        assertThat(denials(policy, selecting(fields("Account.Name"))))
                .containsExactly(
                        "a relationship may not be followed: it shows Contact.AccountId, which may not be used");
        assertThat(denials(policy, QueryDraft.of(new ObjectName("Account"), List.of(children("Contacts")), all())))
                .containsExactly("children may not be queried: they show Contact.AccountId, which may not be used");
        assertThat(denials(allowing("Contact.Id", "Account.*"), selecting(fields("Account.Name"))))
                .as("what is merely not allowed by itself")
                .isEmpty();
    }

    @Test
    void deniesACompoundFieldForItsPartsAndThePartsForTheWhole() {
        var people = new FakeSchema()
                .with(
                        "Contact",
                        List.of(),
                        FakeSchema.field("Name", FieldType.STRING).partOf("Name"),
                        FakeSchema.field("LastName", FieldType.STRING).partOf("Name"),
                        FakeSchema.field("MailingStreet", FieldType.STRING).partOf("MailingAddress"),
                        FakeSchema.field("MailingCity", FieldType.STRING).partOf("MailingAddress"),
                        FakeSchema.field("MailingAddress", FieldType.ADDRESS));

        for (var catalog : List.of(people, SchemaCatalog.NONE)) {
            assertThat(denials(catalog, fieldsDenied("Contact.MailingStreet"), selecting(fields("MailingAddress"))))
                    .containsExactly("field Contact.MailingAddress may not be used: it shows Contact.MailingStreet,"
                            + " which may not");
            assertThat(denials(catalog, fieldsDenied("*.LastName"), selecting(fields("Name"))))
                    .containsExactly("field Contact.Name may not be used: it shows Contact.LastName, which may not");
            assertThat(denials(catalog, fieldsDenied("Contact.MailingAddress"), selecting(fields("MailingCity"))))
                    .containsExactly("field Contact.MailingCity may not be used: it is a part of"
                            + " Contact.MailingAddress, which may not");
            assertThat(denials(catalog, fieldsDenied("Contact.MailingStreet"), selecting(fields("MailingCity"))))
                    .isEmpty();
            assertThat(denials(catalog, allowing("Contact.Name"), selecting(fields("Name"))))
                    .as("allowed as a whole")
                    .isEmpty();
        }
        assertThat(denials(schema, fieldsDenied("Account.LastName"), selecting(fields("Account.Name"))))
                .as("this org's accounts are no persons")
                .isEmpty();
    }

    @Test
    void deniesAPolymorphicParentIfOneOfItsObjectsIsDenied() {
        assertThat(denials(objects(List.of("*"), List.of("User")), selecting(fields("Owner.Name"))))
                .containsExactly("object User may not be queried");
        assertThat(denials(fieldsDenied("User.Email"), selecting(fields("Owner.Email"))))
                .containsExactly("field User.Email may not be used");
        assertThat(denials(fieldsDenied("Group.Email"), selecting(fields("Owner.Name"))))
                .isEmpty();
    }

    @Test
    void holdsBackWhatItCannotCheckAsSoonAsThereIsARule() {
        var rule = fieldsDenied("Salary__c.*");
        var objectRule = objects(List.of("*"), List.of("Salary__c"));
        String untold =
                "it is unknown now whether this may be used, because the org's schema is not available; try again";
        String untellable =
                "it is unknown whether this may be used, because the org does not describe what it leads to";

        for (var policy : List.of(rule, objectRule)) {
            assertThat(doubts(SchemaCatalog.NONE, policy, selecting(fields("Account.Name"))))
                    .containsExactly(untold);
            assertThat(doubts(SchemaCatalog.NONE, policy, selecting(cases()))).contains(untold);
            assertThat(denials(policy, selecting(fields("Anything__r.Name")))).containsExactly(untellable);
            assertThat(denials(policy, selecting(fields("Owner.Profile.Name")))).containsExactly(untellable);
            assertThat(denials(SchemaCatalog.NONE, policy, selecting(fields("Name"))))
                    .isEmpty();
        }
        assertThat(denials(SchemaCatalog.NONE, fieldsDenied("contact.NAME"), selecting(fields("name"))))
                .containsExactly("field Contact.name may not be used");
        assertThat(denials(
                        SchemaCatalog.NONE, fieldsDenied("Contact.Email"), selecting(fields("Account.Name", "Email"))))
                .as("what is denied for good is not said to be undecided")
                .containsExactly("field Contact.Email may not be used");
        assertThat(denials(SchemaCatalog.NONE, Drafts.OPEN, selecting(fields("Account.Name"))))
                .isEmpty();
    }

    @Test
    void suggestsNothingThatIsDenied() {
        assertThat(problems(schema, fieldsDenied("*.Email"), selecting(fields("Emial"))))
                .containsExactly("Contact has no field Emial");
        assertThat(problems(
                        schema,
                        objects(List.of("*"), List.of("Account")),
                        QueryDraft.of(new ObjectName("Acount"), fields("Id"), all())))
                .containsExactly("there is no object Acount");
        assertThat(problems(schema, fieldsDenied("Contact.AccountId"), selecting(fields("Acount.Name"))))
                .containsExactly("Contact has no relationship Acount");
        assertThat(problems(schema, objects(List.of("*"), List.of("Account")), selecting(fields("Acount.Name"))))
                .containsExactly("Contact has no relationship Acount");
        assertThat(problems(schema, objects(List.of("*"), List.of("Case")), selecting(List.of(children("Case")))))
                .containsExactly("Contact has no child relationship Case");
    }

    @Test
    void hasPatternsThatCanMatch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fieldsDenied("Salary__c"))
                .withMessage("a pattern of fields names one object and one field, as Contact.Phone or *.Phone do:"
                        + " 'salary__c'");
        for (var unmatchable : List.of("Contact.", ".Phone", "Case.Contact.Phone", "*.*.Phone")) {
            assertThatIllegalArgumentException().isThrownBy(() -> fieldsDenied(unmatchable));
        }
        assertThatNoException().isThrownBy(() -> fieldsDenied("*Phone", "Contact.*", "*.*"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> objects(List.of("Contact.Phone"), List.of()))
                .withMessage("a pattern of objects has no '.': 'contact.phone'");
        assertThatIllegalArgumentException().isThrownBy(() -> bounds(0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> bounds(1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> bounds(1, 1, 0));
    }
}
