package io.weir.application.action;

import static io.weir.application.Actions.callerLookup;
import static io.weir.application.Actions.step;
import static io.weir.application.Actions.withCases;
import static io.weir.application.Drafts.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Actions;
import io.weir.application.Drafts;
import io.weir.application.FakeSchema;
import io.weir.application.action.DryRunDataAction.DryRunResult;
import io.weir.application.action.DryRunDataAction.Step;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.Reference;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Input;
import io.weir.domain.limit.Priority;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a dry run tells, without asking. */
class DryRunDataActionTest {
    private static final Caller CALLER = Caller.unrestricted("tester", QueryPolicy.DEFAULT);
    private static final MemberName PHONE = new MemberName("phone");
    private static final Map<MemberName, Input> ADA = Map.of(PHONE, text("(415) 555-0100"));

    private static DryRunResult dryRun(
            SchemaCatalog schema, DataAction action, Map<MemberName, Input> inputs, Caller caller) {
        return new DryRunDataAction(schema, Actions.PHONES, () -> Instant.EPOCH)
                .dryRun(new RunDataAction.Request(
                        action, inputs, caller, Drafts.trail("request-1"), Duration.ofSeconds(5)));
    }

    private static DryRunResult dryRun(DataAction action, Map<MemberName, Input> inputs) {
        return dryRun(FakeSchema.contactCentre(), action, inputs, CALLER);
    }

    @Test
    void showsWhatWouldBeBoundAndAsked() {
        assertThat(dryRun(withCases().built(), ADA))
                .isEqualTo(new DryRunResult.Ready(
                        Map.of(PHONE, text("+14155550100")),
                        Map.of(PHONE, List.of("+14155550100", "4155550100")),
                        List.of(
                                new Step(
                                        new MemberName("record"),
                                        "SELECT Id, Name, Account.Name FROM Contact WHERE Phone IN (?)",
                                        Optional.empty(),
                                        Optional.empty()),
                                new Step(
                                        new MemberName("cases"),
                                        "SELECT Id, Subject FROM Case WHERE ContactId = ? ORDER BY Id",
                                        Optional.empty(),
                                        Optional.empty())),
                        List.of(),
                        List.of()));
    }

    @Test
    void showsEachInputAsWhatItHasBecome() {
        var action = callerLookup()
                .input(input("vip", new InputType.Scalar(FieldType.BOOLEAN)))
                .input(input("visits", new InputType.Scalar(FieldType.INT)))
                .input(input("since", new InputType.Scalar(FieldType.DATE)))
                .input(input("contact", new InputType.Scalar(FieldType.ID)))
                .input(input("numbers", new InputType.Several(FieldType.INT)))
                .step(step("more", "Contact")
                        .select("Id")
                        .blank("Active__c", "=", "vip")
                        .blank("Visits__c", "=", "visits")
                        .blank("Birthdate", "=", "since")
                        .blank("Id", "=", "contact")
                        .blank("Visits__c", "IN", "numbers"))
                .built();

        assertThat(dryRun(
                        action,
                        Map.of(
                                PHONE,
                                text("4155550100"),
                                new MemberName("vip"),
                                text("True"),
                                new MemberName("visits"),
                                text(" 5.0 "),
                                new MemberName("since"),
                                text("last_n_days:30"),
                                new MemberName("contact"),
                                text("0035g0000000001"),
                                new MemberName("numbers"),
                                text("1|2.0"))))
                .isInstanceOfSatisfying(
                        DryRunResult.Ready.class,
                        ready -> assertThat(ready.inputs())
                                .isEqualTo(Map.of(
                                        PHONE,
                                        text("+14155550100"),
                                        new MemberName("vip"),
                                        new Input.Bool(true),
                                        new MemberName("visits"),
                                        new Input.Numeric(new BigDecimal("5")),
                                        new MemberName("since"),
                                        text("LAST_N_DAYS:30"),
                                        new MemberName("contact"),
                                        text("0035g0000000001AAA"),
                                        new MemberName("numbers"),
                                        new Input.Many(List.of(
                                                new Input.Numeric(new BigDecimal("1")),
                                                new Input.Numeric(new BigDecimal("2")))))));
    }

    @Test
    void tellsThatANumberIsSearchedInOneSpellingWhereThereIsNoRoomForMore() {
        var action = new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step("record", "Contact").select("Name").blank("Phone", "=", "phone"))
                .built();

        assertThat(dryRun(action, ADA))
                .isInstanceOfSatisfying(
                        DryRunResult.Ready.class,
                        ready -> assertThat(ready.searched()).isEqualTo(Map.of(PHONE, List.of("+14155550100"))));
    }

    private static DeclaredInput input(String name, InputType type) {
        return new DeclaredInput(
                new MemberName(name), type, "", true, Optional.empty(), Optional.empty(), 255, List.of(), false);
    }

    @Test
    void plansALaterStepWithAValueThatFitsItsField() {
        var action = callerLookup()
                .step(step("born", "Contact")
                        .select("Birthdate", "CreatedDate", "Visits__c", "Active__c")
                        .blank("Phone", "=", "phone"))
                .step(step("twins", "Contact")
                        .select("Id")
                        .blank("Birthdate", "=", ofBorn("birthdate"))
                        .blank("CreatedDate", "<", ofBorn("CreatedDate"))
                        .blank("Visits__c", "=", ofBorn("Visits__c"))
                        .blank("Active__c", "=", ofBorn("Active__c"))
                        .onNone(OnNone.GO_ON))
                .built();

        assertThat(dryRun(action, ADA)).isInstanceOf(DryRunResult.Ready.class);
        assertThat(dryRun(SchemaCatalog.NONE, action, ADA, CALLER)).isInstanceOf(DryRunResult.Ready.class);
    }

    private static Reference ofBorn(String path) {
        return new Reference.OfStep(new MemberName("born"), FieldPath.parse(path));
    }

    @Test
    void showsNoSensitiveInput() {
        var action = callerLookup()
                .input(new DeclaredInput(
                        new MemberName("pin"),
                        new InputType.Scalar(FieldType.STRING),
                        "",
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        4,
                        List.of(),
                        true))
                .step(step("pin", "Contact")
                        .select("Id")
                        .blank("Name", "=", "pin")
                        .onNone(OnNone.DENIED))
                .built();

        assertThat(dryRun(action, Map.of(PHONE, text("4155550100"), new MemberName("pin"), text("1234"))))
                .isInstanceOfSatisfying(DryRunResult.Ready.class, ready -> {
                    assertThat(ready.inputs()).containsOnlyKeys(PHONE);
                    assertThat(ready.searched()).containsOnlyKeys(PHONE);
                });
    }

    @Test
    void tellsWhatARunWouldRefuse() {
        assertThat(dryRun(callerLookup().built(), Map.of())).isEqualTo(new DryRunResult.NoCallerId());
        assertThat(dryRun(callerLookup().built(), Map.of(PHONE, new Input.Bool(true))))
                .isInstanceOf(DryRunResult.Invalid.class);
        var unsuitable = callerLookup()
                .step(step("more", "Nosuch").select("Id").blank("Phone", "=", "phone"))
                .built();
        assertThat(dryRun(unsuitable, ADA)).isInstanceOf(DryRunResult.Unsuitable.class);
    }

    @Test
    void explainsToNobodyWithoutTheRight() {
        var caller = new Caller("ivr", NameRules.ALL, new Caller.AdHoc.Never(), false, Priority.HIGH);

        assertThat(dryRun(SchemaCatalog.NONE, callerLookup().built(), ADA, caller))
                .isEqualTo(new DryRunResult.Forbidden());
    }
}
