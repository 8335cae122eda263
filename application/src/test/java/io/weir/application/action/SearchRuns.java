package io.weir.application.action;

import static io.weir.application.Drafts.fields;
import static io.weir.application.FakeSchema.field;
import static io.weir.application.FakeSchema.text;

import io.weir.application.Actions;
import io.weir.application.FakeSchema;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.ActionStep.OnMany;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.QueryTemplate;
import io.weir.domain.action.SearchTemplate;
import io.weir.domain.action.SearchTemplate.SearchedObject;
import io.weir.domain.action.SearchTemplate.Strategy;
import io.weir.domain.action.TextTemplate;
import io.weir.domain.action.TextTemplate.Part;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.query.Row;
import io.weir.domain.query.SearchGroup;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** Searches for callers among contacts and leads. */
abstract class SearchRuns extends ActionRuns {
    static final MemberName CALLER_STEP = new MemberName("caller");

    final Row adaFound = hit("Contact", "Id", ID, "Name", "Ada Byron", "Phone", "415 555 0100");
    final Row leadFound = hit("Lead", "Id", "00Q000000000001AAA", "Name", "Lea", "MobilePhone", "4155550100");

    @BeforeEach
    void describeLeads() {
        schema = FakeSchema.contactCentre()
                .with(
                        "Lead",
                        List.of(),
                        field("Id", FieldType.ID),
                        text("Name", 20),
                        field("Company", FieldType.STRING),
                        field("Phone", FieldType.PHONE),
                        field("MobilePhone", FieldType.PHONE),
                        field("Email", FieldType.EMAIL),
                        field("IsConverted", FieldType.BOOLEAN),
                        field("SystemModstamp", FieldType.DATETIME));
    }

    static Row hit(String object, @Nullable Object... namesAndValues) {
        var all = new ArrayList<@Nullable Object>(List.of("attributes", row("type", object)));
        all.addAll(Arrays.asList(namesAndValues));
        return row(all.toArray());
    }

    static List<SearchedObject> objects() {
        return List.of(
                object("Contact", SearchGroup.PHONE, "Id", "Name"),
                object("Lead", SearchGroup.PHONE, "Id", "Name", "Company"));
    }

    static SearchedObject object(String name, SearchGroup group, String... paths) {
        var object = new ObjectName(name);
        var draft = QueryDraft.of(object, List.copyOf(fields(paths)), new Condition.Everything());
        return SearchedObject.of(
                "/steps/caller/search/returning/" + name,
                new QueryTemplate(draft, Map.of()),
                group,
                new MemberName("phone"),
                SearchedObject.usualFields(object, group));
    }

    static ActionStep step(Strategy strategy, SearchGroup group, List<SearchedObject> objects, OnMany onMany) {
        return new ActionStep(
                CALLER_STEP,
                "/steps/caller",
                new SearchTemplate("/steps/caller/search", new MemberName("phone"), group, strategy, objects),
                List.of(),
                OnNone.NOT_FOUND,
                onMany);
    }

    static DataAction action(Strategy strategy) {
        return action(strategy, SearchGroup.PHONE, objects());
    }

    static DataAction action(Strategy strategy, SearchGroup group, List<SearchedObject> objects) {
        var builder = new Actions.Builder()
                .input(
                        "phone",
                        group == SearchGroup.PHONE ? new InputType.Phone("US") : new InputType.Scalar(FieldType.STRING))
                .step(step(strategy, group, objects, OnMany.MULTIPLE))
                .output("name", "caller", "Name")
                .output(Actions.output(
                        "object",
                        new Source.Written(new TextTemplate(List.of(new Part.ObjectName(List.of(CALLER_STEP))))),
                        ActionOutput.Type.STRING))
                .output(Actions.output(
                        "url",
                        new Source.Written(new TextTemplate(List.of(new Part.RecordUrl(List.of(CALLER_STEP))))),
                        ActionOutput.Type.STRING));
        return objects.stream().anyMatch(object -> object.object().value().equals("Lead"))
                ? builder.output("company", "caller", "Company").built()
                : builder.built();
    }
}
