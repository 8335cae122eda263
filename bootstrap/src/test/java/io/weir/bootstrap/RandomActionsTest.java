package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.InMemorySalesforceQueries;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.draft.Input;
import io.weir.domain.port.SalesforceQueries;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Random declarations, read from YAML and run on random records of the sandbox, to the JSON that a flow gets. The table
 * of docs/actions.md says what must be in it, whether steps share a call or not.
 */
class RandomActionsTest {
    private static final String NUMBER = "+14155550100";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-31T10:00:00Z"));
    private static final List<Source> SOURCES = List.of(
            new Source("Contact", "Phone", "Name"),
            new Source("Lead", "MobilePhone", "Name"),
            new Source("Account", "Phone", "Name"),
            new Source("Case", "SuppliedPhone", "Subject"));
    private static final Path FOLDER = folder();

    /** An object, and the fields by which it is found and called. */
    private record Source(String object, String phone, String name) {}

    /**
     * A step, and how many rows it finds if it runs.
     *
     * @param takes the earlier step of which it takes a value; empty if none
     */
    private record Step(
            Source source,
            String onNone,
            String onMany,
            Map<Integer, Boolean> when,
            Optional<Integer> takes,
            int rows) {}

    /** An output as it is declared, and its value without data. */
    private record Output(String declaration, String blank) {}

    private record Expected(String outcome, int count, String matched) {}

    @AfterContainer
    static void cleanUp() throws IOException {
        Files.deleteIfExists(FOLDER.resolve("random.yaml"));
        Files.delete(FOLDER);
    }

    @Property(tries = 200)
    void theAnswerIsThatOfTheTable(@ForAll Random random) throws IOException {
        var choices = new RandomChoices(random);
        int count = choices.between(1, SOURCES.size());
        int named = count > 1 && choices.percent(50) ? choices.between(2, count) : 0;
        var steps = steps(choices, count, named);
        var outputs = outputs(choices, steps);
        var lists = IntStream.range(0, steps.size())
                .filter(_ -> choices.percent(60))
                .mapToObj(i -> "  l%d: {from: s%d, most: %d, outputs: {%s, text: Description, url: \"{recordUrl}\"}}"
                        .formatted(i, i, choices.between(1, 20), "name: " + name(steps, i)))
                .toList();
        String yaml = yaml(steps, named, outputs, lists);
        Files.writeString(FOLDER.resolve("random.yaml"), yaml);
        var action = ActionFolder.load(FOLDER).all().getFirst();
        var org = org(choices, steps);

        var together = new InMemorySalesforceQueries(org);
        String oneByOne = answer(action, org, new OneByOne(together), NUMBER);
        var answer = read(answer(action, org, together, NUMBER));
        var withheld = read(answer(action, org, together, "anonymous"));
        var expected = expected(steps, named);

        assertThat(answer).as(yaml).isEqualTo(read(oneByOne));
        assertThat(answer.keySet()).as(yaml).containsExactlyElementsOf(withheld.keySet());
        assertThat(withheld.getString("outcome")).isEqualTo("no_caller_id");
        assertThat(List.of(answer.getString("outcome"), answer.getString("count"), answer.getString("matched")))
                .as(yaml)
                .containsExactly(expected.outcome(), Integer.toString(expected.count()), expected.matched());
        assertWithoutData(withheld, outputs);
        if (!expected.outcome().equals("found")) {
            assertWithoutData(answer, outputs);
        }
        if (expected.count() == 0) {
            assertThat(answer.getString("truncated")).isEqualTo("false");
        }
    }

    private static void assertWithoutData(JsonObject answer, Map<String, Output> outputs) {
        outputs.forEach(
                (name, output) -> assertThat(answer.getString(name)).as(name).isEqualTo(output.blank()));
        answer.keySet().stream()
                .filter(member -> member.matches("l\\d+_.*"))
                .forEach(member ->
                        assertThat(answer.getString(member)).as(member).isEmpty());
    }

    /** The table of docs/actions.md. */
    private static Expected expected(List<Step> steps, int named) {
        var found = new ArrayList<Integer>();
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            var when = step.when();
            boolean runs = (when.isEmpty() && i < named)
                    ? found.stream().allMatch(rows -> rows == 0)
                    : when.entrySet().stream().allMatch(other -> (found.get(other.getKey()) > 0) == other.getValue());
            boolean hasValue =
                    step.takes().map(found::get).filter(rows -> rows == 0).isEmpty();
            int rows = runs && hasValue ? step.rows() : 0;
            found.add(rows);
            if (rows > 1 && step.onMany().equals("multiple")) {
                return new Expected("multiple", rows, "");
            }
            if (runs && rows == 0 && !step.onNone().equals("go_on")) {
                return new Expected(step.onNone(), 0, "");
            }
        }
        int answering = named > 0 ? named : 1;
        while (named == 0
                && answering < steps.size()
                && steps.get(answering - 1).onNone().equals("go_on")) {
            answering++;
        }
        return IntStream.range(0, answering)
                .filter(i -> found.get(i) > 0)
                .mapToObj(i -> new Expected("found", found.get(i), "s" + i))
                .findFirst()
                .orElse(new Expected("not_found", 0, ""));
    }

    /** @param named how many of them, from the first on, {@code first_of} names: all but the last of these go on */
    private static List<Step> steps(RandomChoices choices, int count, int named) {
        var steps = new ArrayList<Step>();
        for (int i = 0; i < count; i++) {
            Map<Integer, Boolean> when =
                    i > 0 && choices.percent(30) ? Map.of(choices.between(0, i - 1), choices.percent(50)) : Map.of();
            Optional<Integer> takes = i >= Math.max(1, named) && choices.percent(30)
                    ? Optional.of(choices.between(0, i - 1)).filter(earlier -> when.getOrDefault(earlier, true))
                    : Optional.empty();
            steps.add(new Step(
                    SOURCES.get(i),
                    i < named - 1 || choices.percent(60) ? "go_on" : choices.of(List.of("not_found", "denied")),
                    choices.of(List.of("multiple", "first", "first")),
                    when,
                    takes,
                    choices.of(List.of(0, 0, 1, 2, 20))));
        }
        return steps;
    }

    private static Map<String, Output> outputs(RandomChoices choices, List<Step> steps) {
        var outputs = new LinkedHashMap<String, Output>();
        outputs.put("matched", new Output("\"{matched}\"", ""));
        int others = choices.between(1, 30);
        for (int i = 0; i < others; i++) {
            int step = choices.between(0, steps.size() - 1);
            String name = name(steps, step);
            outputs.put(
                    "o" + i,
                    choices.of(List.of(
                            new Output("{step: s%d, path: Description}".formatted(step), ""),
                            new Output("{step: s%d, path: %s, default: nobody}".formatted(step, name), "nobody"),
                            new Output("{step: s%d, path: %s, format: digits}".formatted(step, name), ""),
                            new Output(
                                    "{step: s%d, path: %s, map: {\"*\": some, \"\": none}}".formatted(step, name), ""),
                            new Output("{count: s%d}".formatted(step), ""),
                            new Output("{exists: s%d, default: false}".formatted(step), "false"),
                            new Output("{value: always}", ""),
                            new Output("\"{recordUrl}\"", ""),
                            new Output("\"https://crm.example.com/?q={s%d.%s}\"".formatted(step, name), ""),
                            new Output("\"{s%d.Description} {s%d.%s}\"".formatted(step, step, name), ""),
                            new Output("{first: [s%d.%s, s0.%s]}".formatted(step, name, name(steps, 0)), ""),
                            new Output(
                                    "{case: [{if: {field: s%d.%s, op: is_null}, then: yes}, {else: no}]}"
                                            .formatted(step, name),
                                    ""))));
        }
        return outputs;
    }

    private static String name(List<Step> steps, int i) {
        return steps.get(i).source().name();
    }

    private static String yaml(List<Step> steps, int named, Map<String, Output> outputs, List<String> lists) {
        var yaml = new StringBuilder("""
            name: random
            version: 1
            description: Anything.
            inputs: {phone: {type: phone, region: US, required: true}}
            steps:
            """);
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            yaml.append("""
                  s%d:
                    query:
                      object_name: %s
                      fields: [Id, %s, Description]
                      where:
                        all:
                          - {field: %s, op: IN, val: "{phone}"}%s
                      order_by: [Id]
                    on_none: %s
                    on_many: %s
                """.formatted(
                            i,
                            step.source().object(),
                            step.source().name(),
                            step.source().phone(),
                            step.takes()
                                    .map("\n          - {field: Id, op: \"!=\", val: \"{s%d.Id}\"}"::formatted)
                                    .orElse(""),
                            step.onNone(),
                            step.onMany()));
            step.when()
                    .forEach((other, found) ->
                            yaml.append("    when: {s%d: %s}\n".formatted(other, found ? "found" : "none")));
        }
        if (named > 0) {
            yaml.append("first_of: [%s]\n"
                    .formatted(String.join(
                            ", ",
                            IntStream.range(0, named).mapToObj(i -> "s" + i).toList())));
        }
        yaml.append("outputs:\n");
        outputs.forEach((name, output) -> yaml.append("  %s: %s\n".formatted(name, output.declaration())));
        if (!lists.isEmpty()) {
            yaml.append("lists:\n").append(String.join("\n", lists)).append('\n');
        }
        return yaml.toString();
    }

    private static SandboxOrg org(RandomChoices choices, List<Step> steps) {
        var org = SandboxOrg.builder(CLOCK);
        for (var step : steps) {
            for (int row = 0; row < step.rows(); row++) {
                org.record(
                        step.source().object(),
                        Map.of(
                                step.source().phone(),
                                NUMBER,
                                step.source().name(),
                                choices.of(List.of("Ada Byron", "Zoë \"Q\" 😀", "a\\b", "<%20>")),
                                "Description",
                                choices.of(
                                        List.of("short", "é".repeat(700), "\"\n".repeat(6_000), "😀".repeat(9_000)))));
            }
        }
        return org.build();
    }

    private static String answer(DataAction action, SandboxOrg org, SalesforceQueries queries, String phone) {
        return new SandboxAnswers(org, queries, CLOCK)
                .answer(action, Map.of(new MemberName("phone"), new Input.Text(phone)));
    }

    private static JsonObject read(String answer) {
        try (var reader = Json.createReader(new StringReader(answer))) {
            return reader.readObject();
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("random-actions");
        } catch (IOException noFolder) {
            throw new IllegalStateException(noFolder);
        }
    }
}
