package io.weir.adapter.in.http.openapi;

import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.answer.FlatValue;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionWarnings;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines of a script of CXone Studio around the call of one data action.
 *
 * <p>The script keeps the answer in the object {@code weir}, which has every member from the start: a member that does
 * not exist is a run-time exception in CXone, and an error that CXone itself makes has no members.
 */
record StudioScript(DataAction action) {
    /** The object that the call fills. */
    static final String ANSWER = "weirAnswer";

    /** Forgets the outcome of an earlier call. */
    static final String NO_ANSWER_YET = "ASSIGN weir.outcome = \"error\"\n";

    /** How many values a comment lists. */
    private static final int MOST_VALUES = 20;

    private static final String CALLERS_NUMBER = "ANI";

    /** How the script's own variables begin. */
    private static final String OWN = "weir";

    private static final String RENAMED = "input_";

    /** Gives a value to every variable that CXone does not set. */
    String start() {
        var lines = new ArrayList<String>();
        lines.add("// The key is plain text here; Integration Hub would keep it secret.");
        lines.add("ASSIGN weirKey = \"put the key here\"");
        for (var input : action.inputs()) {
            lines.add("// " + described(input));
            if (!isSetByCxone(input)) {
                lines.add("ASSIGN %s = \"\"".formatted(variable(input)));
            }
        }
        action.outputs().stream().flatMap(StudioScript::described).forEach(lines::add);
        lines.add("// What the flow takes without an answer: the defaults, else blank.");
        lines.add("DYNAMIC weir");
        values().forEach((member, value) -> lines.add("ASSIGN weir.%s = %s".formatted(member, value)));
        return text(lines);
    }

    /** Makes the body of the request. */
    String body() {
        var lines = new ArrayList<String>();
        if (action.inputs().isEmpty()) {
            lines.add("ASSIGN weirBody = \"\\{\\}\"");
        } else {
            lines.add("// asjson() escapes quotes and line ends in the values.");
            lines.add("DYNAMIC weirInputs");
            action.inputs()
                    .forEach(input ->
                            lines.add("ASSIGN weirInputs.%s = \"{%s}\"".formatted(input.name(), variable(input))));
            lines.add("ASSIGN weirBody = \"{weirInputs.asjson()}\"");
        }
        return text(lines);
    }

    /** Takes the answer. An error, which a caller may have with status 200 too, leaves the defaults. */
    String taking() {
        var lines = new ArrayList<String>();
        lines.add("IF %s.outcome != \"error\"".formatted(ANSWER));
        lines.add("{");
        values().keySet().forEach(member -> lines.add("    ASSIGN weir.%1$s = %2$s.%1$s".formatted(member, ANSWER)));
        lines.add("}");
        return text(lines);
    }

    /** Branches on the outcomes that the action can have. */
    String branches() {
        var lines = new ArrayList<String>();
        lines.add("SELECT");
        lines.add("{");
        for (var verdict : action.verdicts()) {
            lines.add("    CASE weir.outcome = \"%s\"".formatted(verdict.label()));
            lines.add("    {");
            lines.add("        // " + meaning(verdict));
            lines.add("    }");
        }
        lines.add("    DEFAULT");
        lines.add("    {");
        lines.add(
                action.writes().isEmpty()
                        ? "        // error, time-out, no status: the contact goes its usual way"
                        : "        // error, time-out, no status: the same request again writes nothing twice; else the"
                                + " contact goes its usual way");
        lines.add("    }");
        lines.add("}");
        return text(lines);
    }

    /**
     * The script's variable for {@code input}. CXone has the caller's number in {@code ANI}, which goes to the first
     * phone that the caller is not asked for. The script's own variables begin with {@code weir}; an input whose name
     * begins so has another variable, which no other input has.
     */
    String variable(DeclaredInput input) {
        if (isCallersNumber(input)) {
            return CALLERS_NUMBER;
        }
        String name = input.name().value();
        return begins(name, OWN) || begins(name, RENAMED + OWN) ? RENAMED + name : name;
    }

    /** Whether CXone sets the variable for {@code input}. */
    private boolean isSetByCxone(DeclaredInput input) {
        return isCallersNumber(input) || ActionWarnings.isScriptVariable(input.name());
    }

    private static boolean begins(String name, String beginning) {
        return name.regionMatches(true, 0, beginning, 0, beginning.length());
    }

    private boolean isCallersNumber(DeclaredInput input) {
        return action.inputs().stream()
                .filter(each -> each.type() instanceof InputType.Phone && !each.asked())
                .findFirst()
                .filter(input::equals)
                .isPresent();
    }

    private String described(DeclaredInput input) {
        var words = Stream.<String>builder();
        words.add("%s, for the input %s: %s".formatted(variable(input), input.name(), form(input)));
        words.add(absent(input));
        if (!input.description().isEmpty()) {
            words.add(onOneLine(input.description()));
        }
        return words.build().collect(Collectors.joining("; "));
    }

    /** What is known of the values of {@code output}; nothing if any text is possible. */
    private static Stream<String> described(ActionOutput output) {
        var values = output.possible().stream().limit(MOST_VALUES).map(value -> text(output, value));
        var words = Stream.concat(
                        Stream.of(values.collect(Collectors.joining(", "))).map(StudioScript::onOneLine),
                        Stream.of(output.description()).map(StudioScript::onOneLine))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? Stream.empty() : Stream.of("// weir.%s: %s".formatted(output.key(), words));
    }

    private static String form(DeclaredInput input) {
        boolean isListed = !input.allowed().isEmpty() && !input.sensitive();
        return switch (input.type()) {
            case InputType.Phone _ -> "a telephone number";
            case InputType.Scalar _ when isListed -> "one of " + listed(input);
            case InputType.Scalar scalar -> scalar.toString();
            case InputType.Several several ->
                isListed
                        ? "some of %s, with | between them".formatted(listed(input))
                        : several + ", with | between the values";
        };
    }

    private static String listed(DeclaredInput input) {
        return onOneLine(String.join(", ", input.allowed()));
    }

    /** What Weir makes of a blank value. */
    private String absent(DeclaredInput input) {
        var groups = action.groups();
        if (input.required()) {
            boolean isCallers = input.type() instanceof InputType.Phone && !input.asked();
            return isCallers ? "blank is no_caller_id" : "blank is invalid_input";
        }
        if (input.defaultValue().isPresent()) {
            return input.sensitive()
                    ? "blank means a default"
                    : "blank means " + onOneLine(shown(input.defaultValue().get()));
        }
        if (groups.oneOf().contains(input.name())) {
            return "one of %s must have a value".formatted(names(groups.oneOf()));
        }
        return groups.allOrNone().contains(input.name())
                ? "all of %s have a value, or none".formatted(names(groups.allOrNone()))
                : "may be blank";
    }

    private static String names(List<MemberName> names) {
        return names.stream().map(MemberName::value).collect(Collectors.joining(", "));
    }

    private static String shown(Input input) {
        return input instanceof Input.Many(var inputs)
                ? inputs.stream().map(StudioScript::shown).collect(Collectors.joining("|"))
                : Coercion.written(input);
    }

    /** The members of the answer that a script takes, each with its value until then, as a literal. */
    private Map<String, String> values() {
        var values = new LinkedHashMap<String, String>();
        values.put("outcome", literal("error"));
        values.put("count", literal("0"));
        values.put("truncated", literal("false"));
        values.put("invalid", literal(""));
        values.put("invalid_reason", literal(""));
        if (!action.writes().isEmpty()) {
            values.put("reason", literal(""));
        }
        for (var output : action.outputs()) {
            values.put(output.key().value(), literal(absent(output)));
        }
        for (var list : action.lists()) {
            list.members().keySet().forEach(member -> values.put(member, literal("")));
        }
        return values;
    }

    private static String absent(ActionOutput output) {
        return text(output, output.defaultValue().orElseGet(OutputValue.Blank::new));
    }

    private static String text(ActionOutput output, OutputValue value) {
        return FlatValue.of(value, output.type(), Profile.CXONE).text();
    }

    /** A text in quotes; Studio would replace what stands in braces. */
    private static String literal(String text) {
        return "\"%s\"".formatted(onOneLine(text).replaceAll("([\\\\\"{}])", "\\\\$1"));
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static String meaning(Verdict verdict) {
        return switch (verdict) {
            case FOUND -> "the members hold what was found";
            case NOT_FOUND -> "no record matches: the members have their defaults or are blank";
            case MULTIPLE -> "several records match, and none is shown; ask for more";
            case DENIED -> "no: nothing is shown";
            case INVALID_INPUT -> "weir.invalid names the input, weir.invalid_reason says what is wrong; ask again";
            case NO_CALLER_ID -> "the number is withheld or invalid; ask for it";
            case CREATED -> "the record was created now";
            case UPDATED -> "the record was changed now";
            case REPLAYED -> "an earlier delivery of this request has written it already; go on as if it were new";
            case PENDING -> "not known yet: wait some seconds and send the same request again";
            case DUPLICATE -> "the org has such a record already, and nothing was written";
            case REJECTED -> "nothing was written, or nobody knows: weir.reason says why";
        };
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
