package io.weir.application.action;

import static io.weir.application.Actions.output;
import static io.weir.application.Actions.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.Actions;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Choice;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.ActionOutput.Style;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.TextTemplate;
import io.weir.domain.action.TextTemplate.Part;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.Input;
import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs of an action whose only output is given. */
abstract class OutputRuns extends ActionRuns {
    static final MemberName CONTACT = new MemberName("contact");
    static final MemberName ACCOUNT = new MemberName("account");
    static final OutputValue BLANK = new OutputValue.Blank();
    static final String RECORD = "https://weir.my.salesforce.com/lightning/r/";

    static Actions.Builder lookup() {
        return new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step("contact", "Contact")
                        .select("Id", "Name", "Email", "Tier__c", "Active__c", "Score__c", "CreatedDate", "Birthdate")
                        .blank("Phone", "IN", "phone")
                        .onNone(OnNone.GO_ON))
                .step(step("account", "Account")
                        .select("Id", "Name")
                        .blank("Name", "IN", "phone")
                        .when("contact", false)
                        .onNone(OnNone.GO_ON))
                .firstOf("contact", "account")
                .keeping(Duration.ZERO);
    }

    @Nullable
    OutputValue answered(Source source, Row... contacts) {
        org.forget();
        org.with("Contact", contacts).with("Account", row("Id", "001000000000001AAA", "Name", "Engines & Co"));
        var answer = answer(
                lookup().output(output("o", source, ActionOutput.Type.STRING)).built(), ADA);
        assertThat(answer.verdict()).isEqualTo(Verdict.FOUND);
        return value(answer, "o");
    }

    static Choice choice(String field, String operator, String then, Input... values) {
        return new Choice(
                List.of(new ActionOutput.Test(
                        field(CONTACT, field), ConditionOperator.named(operator).orElseThrow(), List.of(values))),
                true,
                text(then));
    }

    static Source.Field field(MemberName step, String path) {
        return new Source.Field(step, FieldPath.parse(path));
    }

    static Source template(Part... parts) {
        return new Source.Written(new TextTemplate(List.of(parts)));
    }

    static OutputValue text(String text) {
        return new OutputValue.Text(text);
    }

    static ActionOutput styled(Style style, Format format, Map<String, OutputValue> map) {
        return styled(field(CONTACT, "Name"), style, format, map);
    }

    static ActionOutput styled(Source source, Style style, Format format, Map<String, OutputValue> map) {
        return new ActionOutput(
                new MemberName("o"), source, map, ActionOutput.Type.STRING, format, style, Optional.empty(), "");
    }
}
