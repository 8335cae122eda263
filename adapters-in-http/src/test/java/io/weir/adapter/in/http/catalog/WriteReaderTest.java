package io.weir.adapter.in.http.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.openapi.ActionSchemas;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.Reference;
import io.weir.domain.action.TextTemplate;
import io.weir.domain.action.WriteStep;
import io.weir.domain.action.WriteStep.Content;
import io.weir.domain.action.WriteStep.Once;
import io.weir.domain.action.WriteStep.Operation;
import io.weir.domain.action.WriteStep.Part;
import io.weir.domain.draft.Input;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.write.Assignment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What declared writes mean. */
class WriteReaderTest {
    private static final String SEVERAL = """
        name: open
        version: 1
        description: Opens a case and notes the number.
        inputs:
          phone: {type: phone, region: US, required: true}
          subject: {type: text, required: true}
          sequence: {type: text}
        key: [sequence]
        steps:
          contact:
            query:
              object_name: Contact
              fields: [Id, Name]
              where: {field: Phone, op: IN, val: "{phone}"}
            on_none: go_on
        writes:
          case:
            create: Case
            unique_field: Weir_Key__c
            assignment: rules
            fields:
              ContactId: "{contact.Id}"
              Subject: "{subject}"
              Origin: Phone
              Description: "call {contactId} from { phone }"
              Weight__c: 1.5
              IsEscalated: true
            returning: [CaseNumber, Owner.Name]
          number:
            update: Contact
            id: "{contact.Id}"
            when: {contact: found}
            fields: {Phone: "{phone}", Title: null}
          account:
            upsert: Account
            by: {Number__c: "{sequence}"}
            assignment: 01Q5g000000AbcdAAA
            fields: {Last_Case__c: "{case.Id}"}
        outputs:
          caseNumber: case.CaseNumber
          owner: {path: case.Owner.Name}
          contactName: Name
          url: "{case.recordUrl}"
          any: "{recordUrl}"
          what: "{object}"
        """;

    private static final MemberName CASE = new MemberName("case");
    private static final MemberName NUMBER = new MemberName("number");
    private static final MemberName ACCOUNT = new MemberName("account");
    private static final Reference CONTACTS_ID = new Reference.OfStep(new MemberName("contact"), FieldPath.parse("Id"));

    private static DataAction read(String yaml) {
        return ActionReaderTest.read(yaml.lines().findFirst().orElseThrow().substring("name: ".length()), yaml);
    }

    private static Content input(String name) {
        return new Content.Of(new Reference.OfInput(new MemberName(name)));
    }

    private static Map<String, Content> contents(WriteStep write) {
        return write.fields().stream().collect(Collectors.toMap(WriteStep.Field::name, WriteStep.Field::content));
    }

    @Test
    void theWritesComeInTheOrderOfTheDeclaration() {
        var writes = read(SEVERAL).writes();

        assertThat(writes.key()).containsExactly(new MemberName("sequence"));
        assertThat(writes.steps()).extracting(WriteStep::name).containsExactly(CASE, NUMBER, ACCOUNT);
        assertThat(writes.steps())
                .extracting(WriteStep::location)
                .containsExactly("/writes/case", "/writes/number", "/writes/account");
        assertThat(writes.steps())
                .extracting(WriteStep::object)
                .containsExactly(new ObjectName("Case"), new ObjectName("Contact"), new ObjectName("Account"));
        assertThat(writes.steps())
                .extracting(WriteStep::operation)
                .containsExactly(
                        new Operation.Create(new Once.UniqueField("Weir_Key__c")),
                        new Operation.Update(new Content.Of(CONTACTS_ID)),
                        new Operation.Upsert("Number__c", input("sequence")));
        assertThat(writes.steps())
                .extracting(WriteStep::assignment)
                .containsExactly(
                        Optional.of(new Assignment.ByRules()),
                        Optional.empty(),
                        Optional.of(new Assignment.ByRule(
                                SalesforceId.parse("01Q5g000000AbcdAAA").orElseThrow())));
        assertThat(writes.steps())
                .extracting(WriteStep::when)
                .containsExactly(List.of(), List.of(new ActionStep.When(new MemberName("contact"), true)), List.of());
        assertThat(writes.steps().getFirst().returning())
                .containsExactly(FieldPath.parse("CaseNumber"), FieldPath.parse("Owner.Name"));
    }

    @Test
    void aValueIsAReferenceATextWithGapsOrAConstant() {
        var writes = read(SEVERAL).writes().steps();

        assertThat(contents(writes.getFirst()))
                .isEqualTo(Map.of(
                        "ContactId", new Content.Of(CONTACTS_ID),
                        "Subject", input("subject"),
                        "Origin", new Content.Constant(new Input.Text("Phone")),
                        "Description",
                                new Content.Text(List.of(
                                        new Part.Literal("call "),
                                        new Part.Gap(new Reference.OfInput(new MemberName("contactId"))),
                                        new Part.Literal(" from "),
                                        new Part.Gap(new Reference.OfInput(new MemberName("phone"))))),
                        "Weight__c", new Content.Constant(new Input.Numeric(new BigDecimal("1.5"))),
                        "IsEscalated", new Content.Constant(new Input.Bool(true))));
        assertThat(contents(writes.get(1))).containsEntry("Title", new Content.Constant(new Input.Null()));
        assertThat(writes.getFirst().fields().getFirst().location()).isEqualTo("/writes/case/fields/ContactId");
    }

    @Test
    void outputsNameAWriteAsTheyNameAStep() {
        var outputs = read(SEVERAL).outputs();

        assertThat(outputs.get(0).source()).isEqualTo(new Source.Field(CASE, FieldPath.parse("CaseNumber")));
        assertThat(outputs.get(1).source()).isEqualTo(new Source.Field(CASE, FieldPath.parse("Owner.Name")));
        assertThat(outputs.get(2).source())
                .isEqualTo(new Source.Field(new MemberName("contact"), FieldPath.parse("Name")));
        assertThat(outputs.get(3).source())
                .isEqualTo(
                        new Source.Written(new TextTemplate(List.of(new TextTemplate.Part.RecordUrl(List.of(CASE))))));
        assertThat(outputs.get(4).source())
                .isEqualTo(new Source.Written(
                        new TextTemplate(List.of(new TextTemplate.Part.RecordUrl(List.of(CASE, NUMBER, ACCOUNT))))));
        assertThat(outputs.get(5).source())
                .isEqualTo(new Source.Written(
                        new TextTemplate(List.of(new TextTemplate.Part.ObjectName(List.of(CASE, NUMBER, ACCOUNT))))));
    }

    @Test
    void anActionThatWritesHasBoundsOfItsOwn() {
        assertThat(read(SEVERAL).bounds()).isEqualTo(DataAction.Bounds.WRITING);
        assertThat(read(SEVERAL + "time_limit: 5s\n").bounds().time()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void anActionMayWriteWithoutAQuery() {
        var action = read("""
            name: log
            version: 1
            description: Logs a call.
            writes:
              task:
                create: Task
                look_up: [CallObject]
                fields: {CallObject: "{contactId}", Status: Completed}
            outputs:
              taskId: Id
              url: "{recordUrl}"
            """);

        assertThat(action.steps()).isEmpty();
        assertThat(action.inputs()).isEmpty();
        assertThat(action.writes().steps())
                .extracting(WriteStep::operation)
                .containsExactly(new Operation.Create(new Once.LookUp(List.of("CallObject"))));
        assertThat(action.outputs().getFirst().source())
                .isEqualTo(new Source.Field(new MemberName("task"), FieldPath.parse("Id")));
        assertThat(action.verdicts()).contains(Verdict.CREATED, Verdict.PENDING).doesNotContain(Verdict.FOUND);
    }

    @Test
    void schemasSayWhatAFlowSendsAndGets() {
        String answer = ActionSchemas.answerSchema(read(SEVERAL), Profile.CXONE).replaceAll("\\s+", "");
        String request = ActionSchemas.requestSchema(read(SEVERAL), UnknownInputs.REFUSE);

        assertThat(answer)
                .contains(
                        "\"invalid\":{\"type\":\"string\",\"enum\":[\"\",\"phone\",\"subject\",\"sequence\",\"contactId\"]}")
                .contains("\"reason\":{\"type\":\"string\",\"enum\":[\"\",\"validation_rule\",\"locked\",")
                .contains("\"invalid_reason\",\"reason\",\"caseNumber\"")
                .contains("\"what\":{\"type\":\"string\",\"enum\":[\"Case\",\"Contact\",\"Account\",\"\"]}")
                .contains("\"created\",\"updated\",\"replayed\",\"pending\",\"duplicate\",\"rejected\"");
        assertThat(request).contains("Required, here or in the header X-Contact-Id");
        assertThat(ActionSchemas.requestExample(read(SEVERAL))).endsWith(",\"contactId\":\"102030405060\"}");
    }
}
