package io.weir.adapter.in.http.actiontest;

import io.weir.adapter.in.http.actiontest.ActionTest.Expected;
import io.weir.adapter.in.http.actiontest.ActionTest.GivenRow;
import io.weir.adapter.in.http.actiontest.ActionTest.Place;
import io.weir.adapter.in.http.json.InputJson;
import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.JsonShape;
import io.weir.adapter.in.http.json.JsonShape.Either;
import io.weir.adapter.in.http.json.JsonShape.ListOf;
import io.weir.adapter.in.http.json.JsonShape.MapOf;
import io.weir.adapter.in.http.json.JsonShape.Members;
import io.weir.adapter.in.http.json.JsonShape.Scalar;
import io.weir.adapter.in.http.json.JsonShape.Text;
import io.weir.adapter.in.http.json.Problems;
import io.weir.adapter.in.http.json.Spelling;
import io.weir.adapter.in.http.yaml.DeclarationError;
import io.weir.adapter.in.http.yaml.YamlDocument;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.MemberName;
import io.weir.domain.draft.Input;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tests of one data action. Values are texts exactly as they are written, because flows send and get texts.
 * For one use.
 */
final class ActionTestReader {
    private static final int MOST_ERRORS = 200;
    private static final String ERROR = "error";

    private static final Pattern RECORDS_OF_AN_OBJECT = Pattern.compile("(/cases/[0-9]+)?/given/[^/]+");

    private static final JsonShape VALUE = new Scalar(32_000);
    private static final JsonShape RECORDS = new MapOf(new MapOf(VALUE, 800), 2_000);
    private static final JsonShape MOMENT = new Text(40);
    private static final JsonShape GIVEN = new MapOf(RECORDS, 200);
    private static final JsonShape CASE = Members.requiring("name", "outcome")
            .with(new Text(200), "name")
            .with(MOMENT, "now")
            .with(GIVEN, "given")
            .with(new Text(40), "failure", "outcome")
            .with(new MapOf(Either.of(VALUE, new ListOf(VALUE, 2_000)), 200), "inputs")
            .with(new MapOf(VALUE, 1_000), "outputs");
    private static final JsonShape FILE =
            Members.requiring("cases").with(MOMENT, "now").with(GIVEN, "given").with(new ListOf(CASE, 500), "cases");

    /** The members of every answer that a case may expect as an output; the outcome has another place. */
    private static final List<String> OF_ANSWERS = List.of("count", "truncated", "invalid", "invalid_reason");

    private static final List<String> OF_ERRORS =
            List.of("type", "title", "status", "detail", "code", "retryable", "salesforce_code");

    private final String file;
    private final DataAction action;
    private final YamlDocument document;
    private final Problems problems = new Problems(MOST_ERRORS);
    private final Set<String> names = new HashSet<>();
    private final List<ActionTest> tests;

    /** What holds for all cases that do not say otherwise. */
    private record Shared(Optional<Instant> now, Optional<List<GivenRow>> given) {}

    ActionTestReader(String file, String yaml, DataAction action) {
        this.file = file;
        this.action = action;
        this.document = YamlDocument.of(file, yaml, FILE, "cases:");
        this.tests = document.declarationErrors().isEmpty() ? readTests() : List.of();
    }

    /** The tests; complete if there are no {@link #errors}. */
    List<ActionTest> tests() {
        return tests;
    }

    /** Each as {@code file:line: place: remedy}. */
    List<String> errors() {
        return Stream.concat(
                        document.declarationErrors().stream(),
                        problems.all().stream().map(document::error))
                .sorted(DeclarationError.BY_PLACE)
                .map(error -> hinted(error).in(file))
                .toList();
    }

    private static DeclarationError hinted(DeclarationError error) {
        return RECORDS_OF_AN_OBJECT.matcher(error.location()).matches()
                        && error.remedy().endsWith("got a list")
                ? error.withHint("give each record a name, as in 'ada: {LastName: Byron}'")
                : error;
    }

    private List<ActionTest> readTests() {
        var json = document.json();
        var shared = new Shared(now(json, JsonPlace.ROOT), given(json, JsonPlace.ROOT));
        var cases = json.getJsonArray("cases");
        if (cases.isEmpty()) {
            problems.add("/cases", "has no case; a case has a name, inputs, and the outcome that is expected");
        }
        return IntStream.range(0, cases.size())
                .mapToObj(i -> test(
                        cases.getJsonObject(i), JsonPlace.ROOT.member("cases").element(i), shared))
                .toList();
    }

    private ActionTest test(JsonObject json, JsonPlace place, Shared shared) {
        String name = json.getString("name").strip();
        if (name.isEmpty() || !names.add(name)) {
            problems.add(place.member("name").toString(), "give each case a name that no other has");
        }
        return new ActionTest(
                action,
                name,
                place(place),
                now(json, place).or(shared::now),
                given(json, place).or(shared::given),
                problems.attemptMember(
                        json, "failure", place.toString(), () -> GivenFailure.of(json.getString("failure"))),
                inputs(json, place.member("inputs")),
                expected(json, place));
    }

    private Optional<Instant> now(JsonObject json, JsonPlace place) {
        return problems.attemptMember(json, "now", place.toString(), () -> instant(json.getString("now")));
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException("expected a moment such as 2026-01-31T10:00:00Z", unreadable);
        }
    }

    private Optional<List<GivenRow>> given(JsonObject json, JsonPlace place) {
        var objects = JsonMembers.object(json, "given");
        if (objects == null) {
            return Optional.empty();
        }
        var rows = new ArrayList<GivenRow>();
        var taken = new HashSet<String>();
        objects.forEach((object, records) -> records.asJsonObject().forEach((name, record) -> {
            var at = place.member("given").member(object).member(name);
            if (!taken.add(name)) {
                problems.add(at.toString(), "another record is called so; lookups need a name that no other has");
            }
            var values = new LinkedHashMap<String, @Nullable String>();
            var places = new HashMap<String, Place>();
            record.asJsonObject().forEach((field, value) -> {
                values.put(field, value instanceof JsonString text ? text.getString() : null);
                places.put(field, place(at.member(field)));
            });
            rows.add(new GivenRow(place(at), object, name, values, places));
        }));
        return Optional.of(rows);
    }

    private Map<MemberName, Input> inputs(JsonObject json, JsonPlace place) {
        var inputs = new HashMap<MemberName, Input>();
        var declared =
                action.inputs().stream().map(input -> input.name().value()).toList();
        if (JsonMembers.has(json, "inputs")) {
            json.getJsonObject("inputs").forEach((name, value) -> {
                String at = place.member(name).toString();
                if (declared.contains(name)) {
                    inputs.put(new MemberName(name), InputJson.of(value));
                } else if (DeclaredInput.RESERVED.stream().anyMatch(name::equalsIgnoreCase)) {
                    problems.add(at, "goes with requests over HTTP only; leave it out");
                } else {
                    problems.add(at, "%s has no such input; %s".formatted(action.name(), suggestion(name, declared)));
                }
            });
        }
        return inputs;
    }

    private static String suggestion(String name, List<String> known) {
        return known.isEmpty() ? "it takes none" : Spelling.suggestion(name, known);
    }

    private List<Expected> expected(JsonObject json, JsonPlace place) {
        var expected = new ArrayList<Expected>();
        String outcome = json.getString("outcome").strip();
        var outcomes = outcomes();
        if (!outcomes.contains(outcome)) {
            problems.add(
                    place.member("outcome").toString(), "unknown outcome; " + Spelling.suggestion(outcome, outcomes));
        }
        expected.add(new Expected(place(place.member("outcome")), "outcome", outcome));
        if (JsonMembers.has(json, "outputs")) {
            var members = members(outcome.equals(ERROR));
            json.getJsonObject("outputs").forEach((name, value) -> {
                var at = place.member("outputs").member(name);
                if (members.contains(name)) {
                    String text = value instanceof JsonString written ? written.getString() : "";
                    expected.add(new Expected(place(at), name, text));
                } else {
                    problems.add(at.toString(), "the answer has no such member; " + Spelling.suggestion(name, members));
                }
            });
        }
        return expected;
    }

    private static List<String> outcomes() {
        return Stream.concat(Arrays.stream(Verdict.values()).map(Verdict::label), Stream.of(ERROR))
                .toList();
    }

    /** The members that the answer, or the error, has. */
    private List<String> members(boolean error) {
        var members = new ArrayList<>(OF_ANSWERS);
        if (!action.writes().isEmpty()) {
            members.add("reason");
        }
        if (error) {
            members.addAll(OF_ERRORS);
        }
        action.outputs().forEach(output -> members.add(output.key().value()));
        action.lists().forEach(list -> members.addAll(list.members().keySet()));
        return members;
    }

    private Place place(JsonPlace place) {
        return new Place(file, document.lineOf(place.toString()));
    }
}
