package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.adapter.in.http.catalog.InvalidActions;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.application.check.CheckActions.Suitability;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.contract.ContractComparison;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Small declarations that somebody wrote without care, from their text to the JSON that a flow gets: each is refused with
 * the place and a remedy, or does not suit the org, or answers whatever it is sent.
 */
class RandomDeclarationsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-31T10:00:00Z"));
    private static final Path FOLDER = folder();
    private static final Pattern ERROR = Pattern.compile("random\\.yaml:[1-9][0-9]*: (/[^ ].*?)?: \\S.{5,}");

    /** What only a developer would understand. */
    private static final Pattern INTERNAL = Pattern.compile(
            "java|[Ee]xception|Optional|NullPointer|io\\.weir|Value\\b|\\$|@[0-9a-f]{4}|[A-Z]_(NULL|FOUND|DATE|TIME)");

    private static final Words TYPES = new Words(
            List.of("text", "picklist", "list of text", "phone, region: US", "phone, region: US, asked: true"),
            List.of("integer", "boolean", "date", "time", "id", "list of integer", "list of phone", "phone", "shoe"));
    private static final Words RULES = new Words(
            List.of("description: x", "sensitive: true"),
            List.of(
                    "required: true",
                    "default: 1",
                    "default: \"{x}\"",
                    "default: TODAY",
                    "default: [a, b]",
                    "enum: [a, b, 1]",
                    "enum: []",
                    "min: 3, max: 1",
                    "min: a",
                    "max: 9",
                    "pattern: '[0-9]+'",
                    "pattern: '['",
                    "max_length: 3",
                    "max_length: 0",
                    "strip: \"#\"",
                    "digits: true",
                    "case: upper",
                    "case: title",
                    "pad: {to: 8, with: \"0\"}",
                    "pad: {to: 0}",
                    "asked: true",
                    "region: XX"));
    private static final Words FIELDS = new Words(
            List.of(
                    "Name",
                    "Birthdate",
                    "VIP__c",
                    "Tier__c",
                    "Lifetime_Value__c",
                    "Satisfaction__c",
                    "Last_Contacted__c",
                    "Preferred_Call_Time__c",
                    "Languages__c",
                    "Id",
                    "MailingAddress",
                    "Account.Name",
                    "Account.NumberOfEmployees",
                    "cases.CaseNumber",
                    "cases.Due_On__c"),
            List.of("Nme", "no name", "{Name}", "contact.Name"));
    private static final Words FORMATS = new Words(
            List.of(
                    "plain",
                    "date_only",
                    "epoch",
                    "spoken_date",
                    "spoken_time",
                    "spoken_datetime",
                    "number",
                    "money, currency: USD",
                    "money, currency: \"{Name}\"",
                    "digits",
                    "label",
                    "upper",
                    "mask",
                    "number, decimals: 0",
                    "spoken_date, zone: Europe/Berlin, language: de"),
            List.of("money", "number, decimals: 11", "upper, zone: UTC", "shout"));
    private static final Words CONSTANTS = new Words(
            List.of("vip", "standard", "\"\""),
            List.of("1", "2.50", "true", "\"{Name}\"", "TODAY", "2026-01-31", "null", "[a]", "1e400"));
    private static final Words KEYS = new Words(
            List.of("Gold", "true", "false", "1", "\"*\"", "\"\""),
            List.of("yes", "1.0", "\"{x}\"", "2026-01-31", "null"));
    private static final Words COMPARISONS = new Words(
            List.of("\"=\", val: a", "\"<\", val: 2", "IN, val: [a, 2026-01-31]", "is_null", "\"=\", val: 2026-01-31"),
            List.of("LIKE, val: a", "between", "\"=\", val: TODAY", "\"=\", val: \"{x}\"", "\"=\"", "IN, val: [[a]]"));
    private static final List<Input> SENT = List.of(
            new Input.Text(""),
            new Input.Text("1"),
            new Input.Text("a"),
            new Input.Text("{ANI}"),
            new Input.Text("(415) 555-0100"),
            new Input.Text("anonymous"),
            new Input.Text("9".repeat(400)),
            new Input.Text("2026-01-31"),
            new Input.Text("a|b"),
            new Input.Text("\ud83d\ude00'\\"),
            new Input.Numeric(new BigDecimal("1e999")),
            new Input.Numeric(new BigDecimal("-1.50")),
            new Input.Bool(true),
            new Input.Null(),
            new Input.Many(List.of(new Input.Text("1"), new Input.Bool(false))));

    /** What may be written at one place, and slips of the pen. */
    private record Words(List<String> right, List<String> wrong) {}

    /** Writes words with slips in {@code slips} of a hundred places. */
    private record Writer(RandomChoices choices, int slips) {
        String of(Words words) {
            return choices.of(choices.percent(slips) ? words.wrong() : words.right());
        }

        String of(List<String> right, String... wrong) {
            return of(new Words(right, List.of(wrong)));
        }
    }

    @AfterContainer
    static void cleanUp() throws IOException {
        Files.deleteIfExists(FOLDER.resolve("random.yaml"));
        Files.delete(FOLDER);
    }

    @Property(tries = 150)
    void aDeclarationIsRefusedWithItsRemedyOrAnswersWhateverItIsSent(@ForAll Random random) throws IOException {
        var choices = new RandomChoices(random);
        String yaml = yaml(choices);
        var action = loaded(yaml);
        if (action.isEmpty()) {
            return;
        }
        assertThat(ContractComparison.of(action.get(), action.get())).as(yaml).isEmpty();
        var org = new SandboxAnswers(org(), CLOCK);
        switch (org.suitability(action.get())) {
            case Suitability.Suitable(var warnings) -> assertInWords(warnings, yaml);
            case Suitability.Unsuitable(var problems) -> {
                assertThat(problems).as(yaml).isNotEmpty();
                assertInWords(problems, yaml);
            }
            case Suitability.Undecided(var objects) ->
                assertThat(objects).as(yaml).isEmpty();
        }
        for (int i = 0; i < 5; i++) {
            var inputs = new HashMap<MemberName, Input>();
            action.get().inputs().forEach(input -> inputs.put(input.name(), choices.of(SENT)));
            String answer = org.answer(action.get(), inputs);
            assertThat(keys(answer)).as(yaml).isEqualTo(keys(org.answer(action.get(), Map.of())));
        }
    }

    private static Optional<DataAction> loaded(String yaml) throws IOException {
        Files.writeString(FOLDER.resolve("random.yaml"), yaml);
        try {
            return Optional.of(ActionFolder.load(FOLDER).all().getFirst());
        } catch (InvalidActions invalid) {
            assertThat(invalid.errors()).as(yaml).isNotEmpty().allSatisfy(error -> {
                assertThat(error).matches(ERROR);
                assertThat(INTERNAL.matcher(error).find()).as(error).isFalse();
            });
            return Optional.empty();
        }
    }

    private static void assertInWords(List<Problem> problems, String yaml) {
        assertThat(problems).as(yaml).allSatisfy(problem -> {
            assertThat(problem.location()).startsWith("/");
            assertThat(INTERNAL.matcher(problem.message()).find())
                    .as(problem.message())
                    .isFalse();
        });
    }

    /** The members of an answer; errors have more, and no test fails for those. */
    private static List<String> keys(String answer) {
        try (var reader = Json.createReader(new StringReader(answer))) {
            return reader.readObject().keySet().stream()
                    .filter(key -> key.matches("o\\d+|r\\d+_.*|ok|outcome|count|truncated|invalid|invalid_reason"))
                    .sorted()
                    .toList();
        }
    }

    private static String yaml(RandomChoices choices) {
        // few slips, because a slip hides what a declaration would answer
        var writer = new Writer(choices, choices.of(List.of(0, 3, 20)));
        int count = choices.between(1, 3);
        var yaml = new StringBuilder("name: random\nversion: 1\ndescription: Anything.\ninputs:\n");
        for (int i = 0; i < count; i++) {
            yaml.append("  i%d: {type: %s, %s}\n".formatted(i, writer.of(TYPES), writer.of(RULES)));
        }
        for (String group : List.of("one_of", "all_or_none")) {
            if (count > 1 && choices.percent(30)) {
                yaml.append("%s: [%s]\n".formatted(group, writer.of(List.of("i0, i1"), "i0", "i0, i0", "i0, x")));
            }
        }
        if (choices.percent(20)) {
            yaml.append("zone: %s\nlanguage: %s\n"
                    .formatted(
                            writer.of(List.of("Europe/Berlin"), "Mars/Olympus"),
                            writer.of(List.of("de", "es-MX"), "x")));
        }
        yaml.append("""
            steps:
              record:
                query:
                  object_name: Contact
                  fields: [Id, Name, Birthdate, VIP__c, Tier__c, Lifetime_Value__c, Satisfaction__c, Last_Contacted__c,
                    Preferred_Call_Time__c, Languages__c, Account.Name, Account.NumberOfEmployees%s]
                  where:
                    all:
                      - {field: Name, op: is_not_null}
            """.formatted(choices.percent(10) ? ", MailingAddress" : ""));
        for (int i = 0; i < count; i++) {
            yaml.append("          - {field: %s, op: %s, val: \"{i%d}\"%s}\n"
                    .formatted(
                            choices.of(List.of("Title", "Phone", "Department")),
                            yaml.indexOf("i%d: {type: list".formatted(i)) > 0
                                    ? "IN"
                                    : writer.of(List.of("\"=\""), "IN"),
                            i,
                            writer.of(List.of(", if_absent: skip"), "")));
        }
        yaml.append("""
                  order_by: [Name]
                on_many: %s
              cases:
                query:
                  object_name: Case
                  fields: [Id, CaseNumber, Due_On__c, Status]
                  where: {field: ContactId, op: "=", val: "{record.Id}"}
                  order_by: [CaseNumber]
            outputs:
            """.formatted(choices.of(List.of("first", "first", "multiple"))));
        int outputs = choices.between(1, 5);
        for (int i = 0; i < outputs; i++) {
            yaml.append("  o%d: %s\n".formatted(i, output(writer)));
        }
        if (choices.percent(30)) {
            yaml.append("lists:\n  r: {from: %s, most: %s, outputs: {a: %s}}\n"
                    .formatted(
                            writer.of(List.of("cases"), "record", "record.Cases", "x"),
                            writer.of(List.of("1", "3"), "0", "a"),
                            writer.of(
                                    List.of("CaseNumber", "\"{recordUrl}\"", "\"{object} {Status}\""),
                                    output(writer))));
        }
        return yaml.toString();
    }

    private static String output(Writer writer) {
        var choices = writer.choices();
        String field = writer.of(FIELDS);
        String standard = choices.percent(30) ? ", default: " + writer.of(CONSTANTS) : "";
        String map = ", map: {%s}"
                .formatted(choices.distinct(1, 3, () -> writer.of(KEYS), key -> key).stream()
                        .map(key -> key + ": " + writer.of(CONSTANTS))
                        .collect(Collectors.joining(", ")));
        return choices.of(List.of(
                "{path: %s%s}".formatted(quoted(field), standard),
                "{path: %s, format: %s}".formatted(quoted(field), writer.of(FORMATS)),
                "{path: %s, type: %s}"
                        .formatted(
                                quoted(field),
                                writer.of(List.of("integer", "boolean", "date", "datetime", "number", "string"), "x")),
                "{path: %s%s%s}".formatted(quoted(field), map, standard),
                "{first: [%s, %s]%s}".formatted(quoted(field), quoted(writer.of(FIELDS)), map),
                "{count: %s%s}"
                        .formatted(
                                writer.of(List.of("cases", "record"), "record.Cases", "x"),
                                writer.of(List.of(""), map)),
                "{exists: %s%s}".formatted(writer.of(List.of("cases"), "x"), writer.of(List.of(""), map, standard)),
                "{value: %s%s}".formatted(writer.of(CONSTANTS), standard),
                "{template: \"Hi {%s:%s} %s\"%s}"
                        .formatted(
                                field,
                                writer.of(List.of("plain", "upper", "spoken_time", "number", "epoch"), "x", "money"),
                                writer.of(List.of("", "{matched}", "{recordUrl}", "://"), "{", "{x.recordUrl}"),
                                standard),
                "{case: [{if: {field: %s, op: %s}, then: %s}%s]%s}"
                        .formatted(
                                quoted(field),
                                writer.of(COMPARISONS),
                                writer.of(CONSTANTS),
                                choices.percent(50) ? ", {else: %s}".formatted(writer.of(CONSTANTS)) : "",
                                standard)));
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static SandboxOrg org() {
        return SandboxOrg.builder(CLOCK)
                .record(
                        "Contact",
                        Map.of("LastName", "a", "Title", "1", "Phone", "+14155550100", "Birthdate", "1990-01-31"))
                .record("Contact", Map.of("LastName", "Byron", "Title", "a", "VIP__c", true, "Tier__c", "Gold"))
                .build();
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("random-declarations");
        } catch (IOException noFolder) {
            throw new IllegalStateException(noFolder);
        }
    }
}
