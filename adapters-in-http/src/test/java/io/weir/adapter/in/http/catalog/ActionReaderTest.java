package io.weir.adapter.in.http.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.weir.adapter.in.http.yaml.DeclarationError;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.QueryTemplate.Blank;
import io.weir.domain.action.Reference;
import io.weir.domain.action.RowSource;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.Input;
import io.weir.domain.limit.Priority;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.RelationshipName;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a declaration means. */
public class ActionReaderTest {
    private static final String EVERYTHING = """
        name: everything
        version: 7
        description: Everything that a declaration may have.
        inputs:
          number:
            type: text
            required: true
            pattern: '[0-9]+'
            max_length: 8
            sensitive: true
            description: as it stands on the invoice
          tiers:
            type: list of picklist
            default: [Gold, Silver]
            enum: [Gold, Silver, Bronze]
          city: {type: text}
        steps:
          account:
            query:
              object_name: Account
              fields: [Id, Name]
              relationships: {Owner: [Name]}
              filters: {AccountNumber: {op: "=", val: "{ number }"}}
              where:
                all:
                  - {field: Tier__c, op: IN, val: "{tiers}"}
                  - {field: BillingCity, op: contains, val: "{city}", if_absent: skip}
                  - {field: Name, op: "!=", val: "{not a name}"}
              children:
                Contacts:
                  fields: [Name]
                  where: {field: MailingCity, op: "=", val: "{city}", if_absent: skip}
              order_by: [Name]
            on_many: first
            on_none: denied
          cases:
            query:
              object_name: Case
              fields: [CaseNumber, CreatedDate]
              where: {field: AccountId, op: "=", val: "{account.Id}"}
              order_by: [CreatedDate DESC]
        outputs:
          accountName: Name
          owner: {path: Owner.Name, default: nobody, format: upper, description: who looks after it}
          newest: {step: cases, path: CaseNumber}
          since: {step: cases, path: CreatedDate, format: date_only, default: 2026-01-31}
          sinceEpoch: {step: cases, path: CreatedDate, format: epoch, default: 0}
          contacts: {count: account.Contacts}
          hasCases: {exists: cases, default: false}
        lists:
          c: {from: account.Contacts, outputs: {name: Name}}
          r: {from: cases, most: 5, outputs: {caseNumber: CaseNumber, openedAt: {path: CreatedDate, type: datetime}}}
        time_limit: 900ms
        cache: 0s
        priority: low
        row_cap: 7
        """;

    private final DataAction action = read("everything", EVERYTHING);

    @Test
    void inputsHaveTheirTypesAndRules() {
        assertThat(action.inputs())
                .extracting(DeclaredInput::name)
                .containsExactly(name("number"), name("tiers"), name("city"));
        var number = action.inputs().getFirst();
        assertThat(number.type()).isEqualTo(new InputType.Scalar(FieldType.STRING));
        assertThat(number.required()).isTrue();
        assertThat(number.sensitive()).isTrue();
        assertThat(number.maxLength()).isEqualTo(8);
        assertThat(number.pattern().orElseThrow().matches()).accepts("123").rejects("12a", "a12", "12\n", "");
        var tiers = action.inputs().get(1);
        assertThat(tiers.type()).isEqualTo(new InputType.Several(FieldType.PICKLIST));
        assertThat(tiers.allowed()).containsExactly("Gold", "Silver", "Bronze");
        assertThat(tiers.defaultValue().orElseThrow())
                .asInstanceOf(type(Input.Many.class))
                .satisfies(many -> assertThat(many.inputs()).hasSize(2));
    }

    @Test
    void wholeTextsInBracesAreBlanksWhereverAValueStands() {
        assertThat(action.steps().getFirst().queries().getFirst().blanks())
                .containsOnly(
                        Map.entry("/steps/account/query/filters/AccountNumber", blank("number", false)),
                        Map.entry("/steps/account/query/where/all/0", blank("tiers", false)),
                        Map.entry("/steps/account/query/where/all/1", blank("city", true)),
                        Map.entry("/steps/account/query/children/Contacts/where", blank("city", true)));
        assertThat(action.steps().get(1).queries().getFirst().blanks())
                .containsEntry(
                        "/steps/cases/query/where",
                        new Blank(new Reference.OfStep(name("account"), FieldPath.parse("Id")), false));
    }

    @Test
    void bracesAroundAnythingButANameAreText() {
        assertThat(action.steps().getFirst().queries().getFirst().draft().where())
                .asInstanceOf(type(Condition.All.class))
                .satisfies(all -> assertThat(all.conditions().get(1))
                        .asInstanceOf(type(Condition.All.class))
                        .satisfies(tree -> assertThat(tree.conditions().get(2))
                                .asInstanceOf(type(Condition.Leaf.class))
                                .satisfies(leaf -> assertThat(((Input.Text) leaf.value()).text())
                                        .isEqualTo("{not a name}"))));
    }

    @Test
    void stepsSayWhatNothingAndMuchMean() {
        assertThat(action.steps()).extracting(ActionStep::name).containsExactly(name("account"), name("cases"));
        assertThat(action.steps()).extracting(ActionStep::location).containsExactly("/steps/account", "/steps/cases");
        assertThat(action.steps())
                .extracting(ActionStep::onNone)
                .containsExactly(ActionStep.OnNone.DENIED, ActionStep.OnNone.GO_ON);
        assertThat(action.steps())
                .extracting(ActionStep::onMany)
                .containsExactly(ActionStep.OnMany.FIRST, ActionStep.OnMany.FIRST);
    }

    @Test
    void theStepsThatAnswerWaitForEachOther() {
        var lookup = read("lookup", """
            name: lookup
            version: 1
            description: Who is calling?
            inputs:
              phone: {type: phone, region: US, required: true}
            first_of: [contact, lead]
            steps:
              contact:
                query: {object_name: Contact, fields: [Id, Name], filters: {Phone: {op: IN, val: "{phone}"}}}
              lead:
                query: {object_name: Lead, fields: [Name], filters: {Phone: {op: IN, val: "{phone}"}}}
                on_none: denied
              cases:
                when: {contact: found}
                query: {object_name: Case, fields: [Id], filters: {ContactId: {op: "=", val: "{contact.Id}"}}}
            outputs:
              contactName: Name
              leadName: {step: lead, path: Name}
              openCases: {count: cases}
            """);

        assertThat(lookup.firstOf()).containsExactly(name("contact"), name("lead"));
        assertThat(lookup.steps())
                .extracting(ActionStep::when)
                .containsExactly(
                        List.of(),
                        List.of(new ActionStep.When(name("contact"), false)),
                        List.of(new ActionStep.When(name("contact"), true)));
        assertThat(lookup.steps())
                .extracting(ActionStep::onNone)
                .containsExactly(ActionStep.OnNone.GO_ON, ActionStep.OnNone.DENIED, ActionStep.OnNone.GO_ON);
        assertThat(lookup.steps())
                .extracting(ActionStep::onMany)
                .containsExactly(ActionStep.OnMany.MULTIPLE, ActionStep.OnMany.MULTIPLE, ActionStep.OnMany.FIRST);
    }

    @Test
    void outputsHaveTheirSourcesTypesAndDefaults() {
        assertThat(action.outputs())
                .extracting(ActionOutput::type)
                .containsExactly(
                        ActionOutput.Type.STRING,
                        ActionOutput.Type.STRING,
                        ActionOutput.Type.STRING,
                        ActionOutput.Type.DATE,
                        ActionOutput.Type.INTEGER,
                        ActionOutput.Type.INTEGER,
                        ActionOutput.Type.BOOLEAN);
        assertThat(action.outputs())
                .extracting(ActionOutput::defaultValue)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(new OutputValue.Text("nobody")),
                        Optional.empty(),
                        Optional.of(new OutputValue.Day(LocalDate.of(2026, 1, 31))),
                        Optional.of(new OutputValue.Numeric(BigDecimal.ZERO)),
                        Optional.empty(),
                        Optional.of(new OutputValue.Bool(false)));
        assertThat(action.outputs().get(5).source())
                .isEqualTo(new ActionOutput.Source.Count(
                        new RowSource.Children(name("account"), new RelationshipName("Contacts"))));
        assertThat(action.outputs().get(2).source())
                .isEqualTo(new ActionOutput.Source.Field(name("cases"), FieldPath.parse("CaseNumber")));
    }

    @Test
    void listsHaveThreePlacesUnlessTheySayOtherwise() {
        assertThat(action.lists()).extracting(list -> list.most()).containsExactly(3, 5);
        assertThat(action.lists().getFirst().outputs().getFirst().source())
                .isEqualTo(new ActionOutput.Source.Field(name("account"), FieldPath.parse("Name")));
        assertThat(action.lists().get(1).member(2, name("openedAt"))).isEqualTo("r2_openedAt");
    }

    @Test
    void boundsAreWhatIsDeclared() {
        assertThat(action.version()).isEqualTo(7);
        assertThat(action.bounds())
                .isEqualTo(new DataAction.Bounds(Duration.ofMillis(900), Duration.ZERO, Priority.LOW, 7));
    }

    @Test
    void aSingleQueryIsTheStepCalledRecordWithTheUsualBounds() {
        var plain = read("plain", """
            name: plain
            version: 1
            description: x
            inputs: {id: {type: id, required: true}}
            query:
              object_name: Contact
              fields: [Name]
              where: {field: Id, op: "=", val: "{id}"}
            outputs: {name: Name}
            """);
        assertThat(plain.bounds()).isEqualTo(DataAction.Bounds.DEFAULT);
        assertThat(plain.steps()).singleElement().satisfies(step -> {
            assertThat(step.name()).isEqualTo(name("record"));
            assertThat(step.location()).isEqualTo("/query");
            assertThat(step.onNone()).isEqualTo(ActionStep.OnNone.NOT_FOUND);
            assertThat(step.onMany()).isEqualTo(ActionStep.OnMany.MULTIPLE);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'region: AQ', /region, 'AQ has no telephone numbers of its own; name the country where callers are'",
        "'region: US, max_length: 12', /max_length, 'not allowed for type phone'"
    })
    void aPhoneThatNoNumberCouldBeIsAMistake(String declared, String place, String remedy) {
        var read = new ActionFile().read("by-phone", """
            name: by-phone
            version: 1
            description: x
            inputs: {phone: {type: phone, required: true, %s}}
            query:
              object_name: Contact
              fields: [Name]
              where: {field: Phone, op: IN, val: "{phone}"}
            outputs: {name: Name}
            """.formatted(declared));
        assertThat(read)
                .asInstanceOf(type(ActionFile.Declared.Wrong.class))
                .extracting(ActionFile.Declared.Wrong::errors)
                .isEqualTo(List.of(new DeclarationError(4, "/inputs/phone" + place, remedy)));
    }

    public static DataAction read(String name, String yaml) {
        return switch (new ActionFile().read(name, yaml)) {
            case ActionFile.Declared.Whole(var action, var _, var _) -> action;
            case ActionFile.Declared.Wrong(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    private static Blank blank(String input, boolean skipped) {
        return new Blank(new Reference.OfInput(name(input)), skipped);
    }

    private static MemberName name(String name) {
        return new MemberName(name);
    }
}
