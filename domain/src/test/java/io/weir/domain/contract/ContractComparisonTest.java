package io.weir.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.Cleaning;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.TextTemplate;
import io.weir.domain.action.TextTemplate.Part;
import io.weir.domain.draft.Input;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each kind of change: its place, its words, and whether it breaks flows. */
class ContractComparisonTest {
    private static final MemberName RECORD = new MemberName("record");
    private static final Source.Field NAME = new Source.Field(RECORD, FieldPath.parse("Name"));
    private static final InputType TEXT = new InputType.Scalar(FieldType.STRING);

    private final Declarations before = new Declarations(new SplittableRandom(1));
    private final Declarations now = new Declarations(new SplittableRandom(1));

    @BeforeEach
    void clear() {
        for (var declaration : List.of(before, now)) {
            declaration.inputs.clear();
            declaration.outputs.clear();
            declaration.rows = 0;
            put(declaration, input("digits", TEXT, true, 8, List.of()));
            declaration.outputs.put("name", output("name", ActionOutput.Type.STRING, "", Map.of()));
        }
    }

    @Test
    void anInputThatIsGoneOrNewlyRequiredBreaks() {
        now.inputs.clear();
        put(now, input("phone", new InputType.Phone("US"), true, 40, List.of()));
        assertThat(changes())
                .containsExactly(
                        "BREAKS /inputs: the input 'digits' is gone, and requests with it are a 400",
                        "BREAKS /inputs/phone: the input 'phone' is new and required");
    }

    @Test
    void anInputThatMayBeAbsentIsAnAddition() {
        put(now, input("city", TEXT, false, 40, List.of()));
        assertThat(changes()).containsExactly("COMPATIBLE /inputs/city: the input 'city' is new");
    }

    @Test
    void anotherTypeOrAnotherRegionBreaks() {
        put(now, input("digits", new InputType.Scalar(FieldType.INT), true, 8, List.of()));
        assertThat(changes())
                .containsExactly("BREAKS /inputs/digits: the input 'digits' is of type integer now, not of type text");

        put(before, input("digits", new InputType.Phone("US"), true, 8, List.of()));
        put(now, input("digits", new InputType.Phone("GB"), true, 8, List.of()));
        assertThat(changes())
                .containsExactly("BREAKS /inputs/digits: the input 'digits' is a phone of region GB now, not a phone of"
                        + " region US");
    }

    @Test
    void stricterValuesBreakAndLooserOnesDoNot() {
        put(before, input("digits", TEXT, false, 8, List.of("a", "b")));
        put(now, input("digits", TEXT, true, 6, List.of("b", "c")));
        assertThat(changes())
                .containsExactly(
                        "BREAKS /inputs/digits: the input 'digits' is required now",
                        "BREAKS /inputs/digits: the input 'digits' has at most 6 characters now, not 8",
                        "BREAKS /inputs/digits: the input 'digits' can no longer be 'a'");

        put(now, input("digits", TEXT, false, 10, List.of("a", "b", "c")));
        assertThat(changes())
                .containsExactly(
                        "COMPATIBLE /inputs/digits: the input 'digits' may have 10 characters now, not 8",
                        "COMPATIBLE /inputs/digits: the input 'digits' may be 'c' now");
    }

    @Test
    void aNarrowerRangeBreaksAndAWiderOneDoesNot() {
        put(before, ranged("1", "9"));
        put(now, ranged("1", "8"));
        assertThat(changes())
                .containsExactly("BREAKS /inputs/digits: the input 'digits' has a narrower range (min or max)");
        put(now, ranged("0", "9"));
        assertThat(changes())
                .containsExactly("COMPATIBLE /inputs/digits: the input 'digits' has a wider range (min or max)");
        put(now, ranged("0", "8"));
        assertThat(changes())
                .containsExactly("BREAKS /inputs/digits: the input 'digits' has a narrower range (min or max)");
    }

    @Test
    void anotherPatternOrAnotherCleaningBreaks() {
        var pattern = new DeclaredInput.TextPattern("[0-9]{8}", _ -> true);
        put(now, cleaned(Optional.of(pattern), new Cleaning("#", false, Cleaning.Letters.AS_SENT, 0, '0')));
        assertThat(changes())
                .containsExactly(
                        "BREAKS /inputs/digits: the input 'digits' is cleaned in another way (strip, digits, case or"
                                + " pad)",
                        "BREAKS /inputs/digits: the input 'digits' has a pattern now");
    }

    @Test
    void theValuesOfASensitiveInputAreNotShown() {
        put(before, sensitive(List.of("open", "sesame")));
        put(now, sensitive(List.of("open")));
        assertThat(changes())
                .containsExactly("BREAKS /inputs/digits: the input 'digits' can no longer be some values, which are"
                        + " sensitive,");
    }

    @Test
    void aMemberThatIsGoneOrOfAnotherTypeBreaks() {
        before.outputs.put("count2", output("count2", ActionOutput.Type.INTEGER, "", Map.of()));
        now.outputs.clear();
        now.outputs.put("count2", output("count2", ActionOutput.Type.NUMBER, "", Map.of()));
        now.outputs.put("more", output("more", ActionOutput.Type.STRING, "", Map.of()));
        assertThat(changes())
                .containsExactly(
                        "BREAKS /outputs: answers no longer have 'name'",
                        "BREAKS /outputs/count2: 'count2' is of type number now, not integer",
                        "COMPATIBLE /outputs/more: answers have 'more' now");
    }

    @Test
    void fewerRowsBreak() {
        before.rows = 5;
        now.rows = 3;
        assertThat(changes())
                .containsExactly(
                        "BREAKS /lists/r/outputs: answers no longer have 'r4_name' (and the same of later rows)");
        assertThat(ContractComparison.breaks(now.action(), before.action())).isEmpty();
    }

    @Test
    void aTextThatFlowsDoNotKnowBreaks() {
        before.outputs.put("name", output("name", ActionOutput.Type.STRING, "vip", Map.of("Gold", "vip")));
        now.outputs.put("name", output("name", ActionOutput.Type.STRING, "vip", Map.of("Gold", "vip", "*", "other")));
        assertThat(changes())
                .containsExactly("BREAKS /outputs/name: 'name' may be 'other' now, and flows have no branch for it");
        assertThat(ContractComparison.breaks(now.action(), before.action())).isEmpty();
    }

    @Test
    void aNewOutcomeBreaks() {
        now.onNone = ActionStep.OnNone.DENIED;
        assertThat(changes())
                .containsExactly(
                        "BREAKS : the outcome 'denied' is new, and flows have no branch for it",
                        "COMPATIBLE : the outcome 'not_found' is no longer possible");
    }

    @Test
    void anotherDefaultBreaks() {
        now.outputs.put("name", output("name", ActionOutput.Type.STRING, "Unknown", Map.of()));
        assertThat(changes())
                .containsExactly("BREAKS /outputs/name: 'name' has a default now, and flows may wait for a blank");
        before.outputs.put("name", output("name", ActionOutput.Type.STRING, "Nobody", Map.of()));
        assertThat(changes())
                .containsExactly(
                        "BREAKS /outputs/name: 'name' has another default, and flows may wait for the former" + " one");
        now.outputs.put("name", output("name", ActionOutput.Type.STRING, "", Map.of()));
        assertThat(changes())
                .containsExactly("BREAKS /outputs/name: 'name' has no default any more, and flows may wait for it");
    }

    @Test
    void aFieldThatIsMappedBreaksAndSoDoesAMapThatIsNone() {
        now.outputs.put("name", output("name", ActionOutput.Type.STRING, "", Map.of("Gold", "vip", "*", "other")));
        assertThat(changes())
                .containsExactly("BREAKS /outputs/name: 'name' is one of a few values now, and flows may know others:"
                        + " 'other', 'vip'");
        assertThat(ContractComparison.of(now.action(), before.action()))
                .extracting(ContractChange::text)
                .containsExactly("'name' may have any value now");
    }

    @Test
    void aNumberThatFlowsDoNotKnowBreaks() {
        before.outputs.put("name", mapped(ActionOutput.Type.INTEGER, Map.of("Gold", number(1), "*", number(2))));
        now.outputs.put("name", mapped(ActionOutput.Type.INTEGER, Map.of("Gold", number(1), "*", number(3))));
        assertThat(changes())
                .containsExactly("BREAKS /outputs/name: 'name' may be 3 now, and flows have no branch for it");
    }

    @Test
    void aValueThatMayBeAbsentNowBreaks() {
        before.outputs.put("name", sourced(new Source.Chosen(List.of(), Optional.of(text("vip")))));
        now.outputs.put(
                "name",
                sourced(new Source.Chosen(
                        List.of(new ActionOutput.Choice(List.of(), true, text("vip"))), Optional.empty())));
        assertThat(changes())
                .containsExactly("BREAKS /outputs/name: 'name' may be absent now although something is found");
        assertThat(ContractComparison.of(now.action(), before.action())).isEmpty();
    }

    @Test
    void aFieldThatBecomesPartOfATextBreaks() {
        var name = new Part.Value(NAME);
        now.outputs.put("name", template(name));
        assertThat(changes()).isEmpty();
        now.outputs.put("name", template(new Part.Literal("Hello "), name));
        assertThat(changes())
                .containsExactly(
                        "BREAKS /outputs/name: 'name' is a text with fields in it now, not the value of a" + " field");
        before.outputs.put("name", template(new Part.Literal("Welcome "), name));
        assertThat(changes()).containsExactly("COMPATIBLE /outputs/name: 'name' is worded in another way");
        now.outputs.put("name", template(new Part.Value(NAME, ActionOutput.Format.UPPER)));
        assertThat(changes()).containsExactly("BREAKS /outputs/name: 'name' has the format upper now, not plain");
    }

    @Test
    void theNameOfAnotherStepOrObjectBreaks() {
        before.outputs.put("name", template(new Part.Matched()));
        before.outputs.put("object", named("object", template(new Part.ObjectName(List.of(RECORD)))));
        now.outputs.putAll(before.outputs);
        now.step = "person";
        now.object = "Lead";
        now.outputs.put("object", named("object", template(new Part.ObjectName(List.of(new MemberName("person"))))));
        assertThat(changes())
                .containsExactly(
                        "BREAKS /outputs/name: 'name' may be 'person' now, and flows have no branch for it",
                        "BREAKS /outputs/object: 'object' may be 'Lead' now, and flows have no branch for it");
    }

    @Test
    void anotherZoneOrLanguageIsNamedWhereItMatters() {
        var german = new ActionOutput.Style(
                ZoneId.of("Europe/Berlin"), Locale.GERMANY, OptionalInt.empty(), Optional.empty());
        for (var format : List.of(
                ActionOutput.Format.PLAIN,
                ActionOutput.Format.MASK,
                ActionOutput.Format.NUMBER,
                ActionOutput.Format.SPOKEN_DATE)) {
            String key = "f" + format.name();
            before.outputs.put(key, styled(key, format, ActionOutput.Style.DEFAULT));
            now.outputs.put(key, styled(key, format, german));
        }
        assertThat(changes())
                .containsExactly(
                        "COMPATIBLE /outputs/fNUMBER: 'fNUMBER' has another language",
                        "COMPATIBLE /outputs/fSPOKEN_DATE: 'fSPOKEN_DATE' has another zone and language");
    }

    private List<String> changes() {
        return ContractComparison.of(before.action(), now.action()).stream()
                .map(change -> "%s %s: %s".formatted(change.effect(), change.location(), change.text()))
                .toList();
    }

    private static void put(Declarations declaration, DeclaredInput input) {
        declaration.inputs.put(input.name().value(), input);
    }

    private static DeclaredInput input(
            String name, InputType type, boolean required, int maxLength, List<String> allowed) {
        return new DeclaredInput(
                new MemberName(name),
                type,
                "",
                required,
                Optional.empty(),
                Optional.empty(),
                maxLength,
                allowed,
                false);
    }

    private static DeclaredInput sensitive(List<String> allowed) {
        return new DeclaredInput(
                new MemberName("digits"), TEXT, "", true, Optional.<Input>empty(), Optional.empty(), 8, allowed, true);
    }

    private static DeclaredInput cleaned(Optional<DeclaredInput.TextPattern> pattern, Cleaning cleaning) {
        return new DeclaredInput(
                new MemberName("digits"),
                TEXT,
                "",
                true,
                Optional.empty(),
                pattern,
                8,
                List.of(),
                false,
                cleaning,
                DeclaredInput.Range.ALL,
                false);
    }

    private static DeclaredInput ranged(String least, String most) {
        return new DeclaredInput(
                new MemberName("digits"),
                new InputType.Scalar(FieldType.INT),
                "",
                true,
                Optional.empty(),
                Optional.empty(),
                8,
                List.of(),
                false,
                Cleaning.NONE,
                new DeclaredInput.Range(Optional.of(new BigDecimal(least)), Optional.of(new BigDecimal(most))),
                false);
    }

    private static ActionOutput output(
            String name, ActionOutput.Type type, String defaultText, Map<String, String> map) {
        var texts = new HashMap<String, OutputValue>();
        map.forEach((key, text) -> texts.put(key, new OutputValue.Text(text)));
        return new ActionOutput(
                new MemberName(name),
                new ActionOutput.Source.Field(new MemberName("record"), FieldPath.parse("Name")),
                texts,
                type,
                ActionOutput.Format.PLAIN,
                ActionOutput.Style.DEFAULT,
                defaultText.isEmpty() ? Optional.empty() : Optional.of(new OutputValue.Text(defaultText)),
                "");
    }

    private static ActionOutput sourced(Source source) {
        return new ActionOutput(
                new MemberName("name"),
                source,
                ActionOutput.Type.STRING,
                ActionOutput.Format.PLAIN,
                Optional.empty(),
                "");
    }

    private static ActionOutput template(Part... parts) {
        return sourced(new Source.Written(new TextTemplate(List.of(parts))));
    }

    private static ActionOutput named(String key, ActionOutput output) {
        return new ActionOutput(
                new MemberName(key), output.source(), output.type(), output.format(), output.defaultValue(), "");
    }

    private static ActionOutput styled(String key, ActionOutput.Format format, ActionOutput.Style style) {
        return new ActionOutput(
                new MemberName(key), NAME, Map.of(), ActionOutput.Type.STRING, format, style, Optional.empty(), "");
    }

    private static ActionOutput mapped(ActionOutput.Type type, Map<String, OutputValue> map) {
        return new ActionOutput(
                new MemberName("name"),
                NAME,
                map,
                type,
                ActionOutput.Format.PLAIN,
                ActionOutput.Style.DEFAULT,
                Optional.empty(),
                "");
    }

    private static OutputValue text(String text) {
        return new OutputValue.Text(text);
    }

    private static OutputValue number(int number) {
        return new OutputValue.Numeric(new BigDecimal(number));
    }
}
