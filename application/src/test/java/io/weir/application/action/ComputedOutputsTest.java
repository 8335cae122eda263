package io.weir.application.action;

import static io.weir.application.Actions.children;
import static io.weir.application.Actions.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Actions;
import io.weir.application.answer.StepResults;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.RowSource;
import io.weir.domain.action.TextTemplate.Part;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Outputs that are made of what the steps found. */
class ComputedOutputsTest extends OutputRuns {
    @Test
    void theFirstValueThereIsStandsForAllOthers() {
        var source =
                new Source.FirstOf(List.of(field(CONTACT, "Email"), field(CONTACT, "Name"), field(ACCOUNT, "Name")));

        assertThat(answered(source, ada)).isEqualTo(text("Ada Byron"));
        assertThat(answered(source, row("Id", ID, "Email", "ada@example.com", "Name", "Ada")))
                .isEqualTo(text("ada@example.com"));
        assertThat(answered(source)).isEqualTo(text("Engines & Co"));
    }

    @Test
    void aTemplateTellsWhichStepAnsweredAndLinksItsRecord() {
        var matched = template(new Part.Matched());
        var url = template(new Part.RecordUrl(List.of(CONTACT, ACCOUNT)));

        assertThat(answered(matched, ada)).isEqualTo(text("contact"));
        assertThat(answered(matched)).isEqualTo(text("account"));
        assertThat(answered(url, ada)).isEqualTo(text(RECORD + "Contact/" + ID + "/view"));
        assertThat(answered(url)).isEqualTo(text(RECORD + "Account/001000000000001AAA/view"));
    }

    @Test
    void valuesAreEncodedInAUrlOnly() {
        var name = new Part.Value(field(ACCOUNT, "Name"));

        assertThat(answered(template(new Part.Literal("This is "), name))).isEqualTo(text("This is Engines & Co"));
        assertThat(answered(template(new Part.Literal("https://crm.example.com/?name="), name)))
                .isEqualTo(text("https://crm.example.com/?name=Engines%20%26%20Co"));
        assertThat(answered(template(
                        new Part.Literal("https://crm.example.com/?back="), new Part.RecordUrl(List.of(ACCOUNT)))))
                .isEqualTo(text("https://crm.example.com/?back=https%3A%2F%2Fweir.my.salesforce.com%2Flightning%2Fr%2F"
                        + "Account%2F001000000000001AAA%2Fview"));
    }

    @Property
    void noValueLeavesItsPlaceInAUrl(@ForAll @StringLength(min = 1, max = 40) String value) {
        String text = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        var source = template(
                new Part.Literal("https://h/"), new Part.Value(field(CONTACT, "Name")), new Part.Literal("?x"));

        assertThat(answered(source, row("Id", ID, "Name", text)))
                .isInstanceOfSatisfying(OutputValue.Text.class, url -> {
                    String middle = url.text()
                            .substring("https://h/".length(), url.text().length() - 2);
                    assertThat(middle).matches("[A-Za-z0-9._*%-]+");
                    assertThat(URLDecoder.decode(middle, StandardCharsets.UTF_8))
                            .isEqualTo(text);
                });
    }

    @Test
    void aTemplateWithoutOneOfItsValuesIsAbsent() {
        var source = template(new Part.Literal("Hello "), new Part.Value(field(CONTACT, "Name")));

        assertThat(answered(source, row("Id", ID, "Name", null))).isEqualTo(BLANK);
        assertThat(answered(source)).isEqualTo(BLANK);
    }

    @Test
    void theRowsOfAListHaveTheirOwnLinks() {
        var cases = new RowSource.Step(new MemberName("cases"));
        var url =
                output("url", template(new Part.RecordUrl(List.of(new MemberName("cases")))), ActionOutput.Type.STRING);
        org.with("Contact", ada)
                .with("Case", row("Id", "500000000000001AAA", "Subject", "a"), row("Id", "500000000000002AAA"));
        var action = Actions.withCases().list("c", cases, 2, url).built();

        assertThat(answer(action, ADA).lists().get(1).rows())
                .containsExactly(
                        List.of(text(RECORD + "Case/500000000000001AAA/view")),
                        List.of(text(RECORD + "Case/500000000000002AAA/view")));
    }

    @Test
    void childrenAreLinkedAsTheObjectsThatSalesforceSaysTheyAre() {
        var row = row("attributes", row("type", "Case"), "Id", "500000000000001AAA");

        assertThat(StepResults.recordPath(row, "")).hasValue("/lightning/r/Case/500000000000001AAA/view");
        assertThat(StepResults.recordPath(row("Id", "500000000000001AAA"), "")).isEmpty();
        assertThat(children("contact", "Cases").step()).isEqualTo(CONTACT);
    }

    @Property
    void aNegativeOutcomeHasNoValueButTheDefault(
            @ForAll @AlphaChars @StringLength(max = 5) String constant, @ForAll int many) {
        org.forget();
        if (many % 2 == 0) {
            org.with("Contact", ada, row("Id", ID, "Name", "Eva"));
        }
        var standard = Optional.<OutputValue>of(text("default"));
        var action = lookup().output(output("constant", new Source.Constant(text(constant)), ActionOutput.Type.STRING))
                .output(output("matched", template(new Part.Matched()), ActionOutput.Type.STRING))
                .output(output("url", template(new Part.RecordUrl(List.of(CONTACT))), ActionOutput.Type.STRING))
                .output(output(
                        "case", new Source.Chosen(List.of(), Optional.of(text(constant))), ActionOutput.Type.STRING))
                .output(output("first", new Source.FirstOf(List.of(field(CONTACT, "Name"))), ActionOutput.Type.STRING))
                .output(new ActionOutput(
                        new MemberName("standard"),
                        new Source.Constant(text(constant)),
                        ActionOutput.Type.STRING,
                        Format.PLAIN,
                        standard,
                        ""))
                .built();

        var answer = answer(action, ADA);

        assertThat(answer.verdict()).isIn(Verdict.NOT_FOUND, Verdict.MULTIPLE);
        assertThat(value(answer, "standard")).isEqualTo(text("default"));
        assertThat(answer.outputs().values().stream().filter(value -> !value.equals(text("default"))))
                .containsOnly(BLANK)
                .hasSize(5);
    }
}
