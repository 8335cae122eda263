package io.weir.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.plan.PlanQuery;
import io.weir.domain.draft.ChildDraft;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.DraftOrdering;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Operand;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.Alias;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Ordering;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever a caller sends in the place of a name, an operator, an alias, an order key, a date literal, an id or a
 * value: it is refused, or the query has the structure that it has with a harmless one.
 */
class HostileInputTest {
    private static final Deadline SOON = new Deadline(Instant.parse("2026-01-31T10:00:00Z"));
    private static final PlanQuery PLAN_QUERY = new PlanQuery(SchemaCatalog.NONE, Drafts.OPEN);
    private static final String HARMLESS = "Harmless";
    private static final Pattern WORDS_OF_APEX = Pattern.compile(
            "\\b(?:abstract|break|catch|class|continue|delete|do|else|enum|extends|false|final|finally|for|global|if"
                    + "|implements|insert|instanceof|interface|list|map|merge|new|null|on|override|private|protected"
                    + "|public|return|static|super|testmethod|this|throw|transient|true|try|undelete|update|upsert"
                    + "|virtual|void|webservice|while)\\b",
            Pattern.CASE_INSENSITIVE);

    /** Every place of a query that a name can stand in. */
    enum Place {
        OBJECT,
        FIELD,
        PARENT,
        CONDITION,
        ORDER,
        CHILDREN,
        CHILD_FIELD,
        CHILD_CONDITION,
        CHILD_ORDER,
        SEMI_JOIN_FIELD,
        SEMI_JOIN_OBJECT,
        SEMI_JOIN_SELECTED,
        SEMI_JOIN_CONDITION
    }

    enum GroupPlace {
        AGGREGATED,
        ALIAS,
        GROUP,
        HAVING,
        ORDER
    }

    @Property(tries = 4_000)
    void aNameStaysAName(@ForAll("hostile") String name, @ForAll Place place) {
        assertThatStructureStays(() -> rows(place, name), () -> rows(place, harmlessPath(name)));
    }

    @Property(tries = 3_000)
    void aNameOfGroupsStaysAName(@ForAll("hostile") String name, @ForAll GroupPlace place) {
        assertThatStructureStays(() -> groups(place, name), () -> groups(place, harmlessPath(name)));
    }

    @Property(tries = 2_000)
    void anOperatorIsOneOfTheList(@ForAll("hostileOperators") String text) {
        assertThatStructureStays(
                () -> compared("Phone", operator(text), FieldType.PHONE, new Input.Text("harmless")),
                () -> compared(
                        "Phone",
                        ConditionOperator.named(text).orElse(ConditionOperator.EQUAL),
                        FieldType.PHONE,
                        new Input.Text("harmless")));
    }

    @Property(tries = 6_000)
    void aValueStaysAValue(@ForAll("hostile") String text, @ForAll FieldType type, @ForAll ConditionOperator operator) {
        var harmless = harmless(type);
        if (harmless.isPresent() && operator.suits(type)) {
            assertThatStructureStays(
                    () -> compared("Field__c", operator, type, new Input.Text(text)),
                    () -> compared("Field__c", operator, type, new Input.Text(harmless.get())));
        }
    }

    @Property(tries = 3_000)
    void aDateLiteralStaysADateLiteral(@ForAll("hostileDates") String text) {
        for (var type : List.of(FieldType.DATE, FieldType.DATETIME)) {
            assertThatStructureStays(
                    () -> compared("Field__c", ConditionOperator.EQUAL, type, new Input.Text(text)),
                    () -> compared("Field__c", ConditionOperator.EQUAL, type, new Input.Text("TODAY")));
        }
    }

    @Property(tries = 2_000)
    void anIdStaysAnId(@ForAll("hostileIds") String text) {
        assertThatStructureStays(
                () -> compared("Id", ConditionOperator.EQUAL, FieldType.ID, new Input.Text(text)),
                () -> compared("Id", ConditionOperator.EQUAL, FieldType.ID, new Input.Text("001D000000IqhSL")));
    }

    @Property(tries = 2_000)
    void aListStaysAList(@ForAll("hostileLists") List<String> texts) {
        Input hostile =
                new Input.Many(texts.stream().<Input>map(Input.Text::new).toList());
        Input harmless = new Input.Many(
                texts.stream().<Input>map(_ -> new Input.Text("harmless")).toList());

        assertThatStructureStays(
                () -> compared("Name", ConditionOperator.IN, FieldType.STRING, hostile),
                () -> compared("Name", ConditionOperator.IN, FieldType.STRING, harmless));
    }

    /**
     * Refuses like the domain: names that are none by an {@link IllegalArgumentException}, which the HTTP adapter
     * answers.
     */
    private interface Drafting {
        QueryDraft draft();
    }

    private static void assertThatStructureStays(Drafting hostile, Drafting harmless) {
        QueryDraft draft;
        try {
            draft = hostile.draft();
        } catch (IllegalArgumentException refused) {
            return;
        }
        if (PLAN_QUERY.plan(draft, SOON) instanceof PlanQuery.Plan.Ready ready) {
            String soql = ready.soql().text();
            var skeleton = SoqlSkeleton.of(soql).or(() -> SoqlSkeleton.of(withoutWordsOfApex(soql)));
            assertThat(skeleton).as(soql).isEqualTo(skeleton(harmless.draft()));
        }
    }

    private static Optional<String> skeleton(QueryDraft draft) {
        var plan = PLAN_QUERY.plan(draft, SOON);
        assertThat(plan).isInstanceOf(PlanQuery.Plan.Ready.class);
        var skeleton = SoqlSkeleton.of(((PlanQuery.Plan.Ready) plan).soql().text());
        assertThat(skeleton).as("the harmless query is a query").isPresent();
        return skeleton;
    }

    /** The grammar is one of Apex and takes Apex's own keywords for no names; SOQL does. */
    private static String withoutWordsOfApex(String soql) {
        return WORDS_OF_APEX.matcher(soql).replaceAll(HARMLESS);
    }

    private static String harmlessPath(String name) {
        return name.replaceAll("[^.]+", HARMLESS);
    }

    private static ConditionOperator operator(String text) {
        return ConditionOperator.named(text).orElseThrow(() -> new IllegalArgumentException("unknown operator"));
    }

    private static QueryDraft compared(String field, ConditionOperator operator, FieldType type, Input value) {
        return QueryDraft.of(new ObjectName("Contact"), fields("Id"), leaf(field, operator, type, value));
    }

    private static Condition leaf(String field, ConditionOperator operator, FieldType type, Input value) {
        return new Condition.Leaf(
                "/where", new Operand.Field(FieldPath.parse(field)), operator, value, Optional.of(type));
    }

    private static QueryDraft rows(Place place, String name) {
        var names = new HashMap<Place, String>();
        names.put(place, name);
        return rows(names);
    }

    private static QueryDraft rows(Map<Place, String> names) {
        var child = new ChildDraft(
                new RelationshipName(names.getOrDefault(Place.CHILDREN, "Cases")),
                fields(names.getOrDefault(Place.CHILD_FIELD, "Subject")),
                equal(names.getOrDefault(Place.CHILD_CONDITION, "Status")),
                List.of(by(names.getOrDefault(Place.CHILD_ORDER, "Origin"))),
                new Limit.AtMost(3),
                0);
        var select = new ArrayList<>(fields(
                "A_Name_That_No_Hostile_One_Repeats__c",
                names.getOrDefault(Place.FIELD, "Name"),
                names.getOrDefault(Place.PARENT, "Account") + ".Rating"));
        select.add(new DraftItem.Children("/children", child));
        return new QueryDraft(
                new ObjectName(names.getOrDefault(Place.OBJECT, "Contact")),
                select,
                new Condition.All(List.of(
                        equal(names.getOrDefault(Place.CONDITION, "Phone")),
                        new Condition.SubQuery(
                                "/where/1",
                                FieldPath.parse(names.getOrDefault(Place.SEMI_JOIN_FIELD, "OwnerId")),
                                true,
                                FieldPath.parse(names.getOrDefault(Place.SEMI_JOIN_SELECTED, "ManagerId")),
                                new ObjectName(names.getOrDefault(Place.SEMI_JOIN_OBJECT, "User")),
                                equal(names.getOrDefault(Place.SEMI_JOIN_CONDITION, "Alias"))))),
                List.of(),
                new Condition.Everything(),
                List.of(by("Email"), by(names.getOrDefault(Place.ORDER, "Fax"))),
                new Limit.AtMost(7),
                5);
    }

    private static QueryDraft groups(GroupPlace place, String name) {
        String group = place == GroupPlace.GROUP ? name : "City";
        var count = new Operand.Aggregate(
                AggregateFunction.COUNT, FieldPath.parse(place == GroupPlace.AGGREGATED ? name : "Id"));
        return new QueryDraft(
                new ObjectName("Contact"),
                List.of(
                        new DraftItem.Field("/fields/0", FieldPath.parse(group)),
                        new DraftItem.Aggregated(
                                "/fields/1", count, new Alias(place == GroupPlace.ALIAS ? name : "howMany"))),
                equal("Phone"),
                List.of(new DraftItem.Field("/group_by/0", FieldPath.parse(group))),
                new Condition.Leaf(
                        "/having",
                        new Operand.Aggregate(
                                AggregateFunction.MAX, FieldPath.parse(place == GroupPlace.HAVING ? name : "Score")),
                        ConditionOperator.GREATER,
                        new Input.Text("5"),
                        Optional.of(FieldType.INT)),
                List.of(
                        by(new Operand.Aggregate(
                                AggregateFunction.SUM, FieldPath.parse(place == GroupPlace.ORDER ? name : "Score"))),
                        by(group)),
                new Limit.AtMost(7),
                0);
    }

    private static Condition equal(String field) {
        return leaf(field, ConditionOperator.EQUAL, FieldType.STRING, new Input.Text("harmless"));
    }

    private static DraftOrdering by(String path) {
        return by(new Operand.Field(FieldPath.parse(path)));
    }

    private static DraftOrdering by(Operand operand) {
        return new DraftOrdering("/order_by", new Ordering(operand, Ordering.Direction.DESC, Ordering.Nulls.LAST));
    }

    private static List<DraftItem> fields(String... paths) {
        return Drafts.fields(paths);
    }

    /** None for what cannot be compared, and for amounts with a currency, which the grammar does not know. */
    private static Optional<String> harmless(FieldType type) {
        return switch (type.literalKind()) {
            case TEXT -> Optional.of("harmless");
            case ID -> Optional.of("001D000000IqhSL");
            case BOOLEAN -> Optional.of("true");
            case INTEGER, DECIMAL -> Optional.of("5");
            case DATE -> Optional.of("2026-01-31");
            case DATETIME -> Optional.of("2026-01-31T10:00:00Z");
            case TIME, CURRENCY, NONE -> Optional.empty();
        };
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.oneOf(
                HostileTexts.words(),
                HostileTexts.fragments(),
                Combinators.combine(HostileTexts.words(), HostileTexts.fragments())
                        .as((word, fragment) -> word + fragment),
                Combinators.combine(HostileTexts.words(), Arbitraries.of("__c", "__r", ".Id", ".Name", "1"))
                        .as(String::concat),
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.strings()
                        .alpha()
                        .numeric()
                        .withChars('_')
                        .ofMinLength(1)
                        .ofMaxLength(12));
    }

    @Provide
    Arbitrary<String> hostileOperators() {
        var names = Arbitraries.of(ConditionOperator.class).map(ConditionOperator::symbol);
        return Arbitraries.oneOf(
                names,
                Combinators.combine(names, HostileTexts.fragments()).as(String::concat),
                Combinators.combine(HostileTexts.fragments(), names).as(String::concat),
                HostileTexts.words(),
                Arbitraries.of(
                        "=", "!", "<", ">", "<>", "not\tin", " IN ", "NOT  IN", "= null OR Id !=", "==", "=!", "IN("));
    }

    @Provide
    Arbitrary<String> hostileDates() {
        var literals =
                Arbitraries.of("TODAY", "today", "LAST_N_DAYS:30", "last_n_days:1", "N_YEARS_AGO:2", "LAST_N_DAYS:");
        return Arbitraries.oneOf(
                literals,
                Combinators.combine(literals, HostileTexts.fragments()).as(String::concat),
                Combinators.combine(HostileTexts.fragments(), literals).as(String::concat),
                Combinators.combine(literals, HostileTexts.words()).as((literal, word) -> literal + " " + word),
                Combinators.combine(
                                Arbitraries.of("2026-01-31", "2026-01-31T10:00:00Z", "2026-01-31T10:00:00+01:00"),
                                HostileTexts.fragments())
                        .as(String::concat),
                hostile());
    }

    @Provide
    Arbitrary<String> hostileIds() {
        var ids = Arbitraries.strings().alpha().numeric().ofMinLength(13).ofMaxLength(19);
        return Arbitraries.oneOf(
                ids,
                Combinators.combine(ids, HostileTexts.fragments())
                        .as((id, fragment) -> fragment + id.substring(Math.min(id.length(), fragment.length()))),
                Combinators.combine(ids, HostileTexts.fragments()).as(String::concat),
                hostile());
    }

    @Provide
    Arbitrary<List<String>> hostileLists() {
        return hostile().list().ofMinSize(1).ofMaxSize(5);
    }
}
