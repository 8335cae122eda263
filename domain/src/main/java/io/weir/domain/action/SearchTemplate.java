package io.weir.domain.action;

import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.Operand;
import io.weir.domain.query.SearchGroup;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A search for the value of an input in records of several objects. The first object that has a match answers.
 *
 * @param location the place of the search in the declaration, as a JSON pointer
 * @param input the input whose value is searched
 * @param returning the objects, in the order in which they are preferred
 */
public record SearchTemplate(
        String location, MemberName input, SearchGroup group, Strategy strategy, List<SearchedObject> returning)
        implements ActionStep.Question {
    /** Which of the org's data is asked, in which order: records (SOQL) or the search index (SOSL). */
    public enum Strategy {
        /** The records of each object in order. */
        QUERY,
        /** The index, once for all objects. */
        SEARCH,
        /** The records; if nothing matches, the index. */
        QUERY_THEN_SEARCH,
        /** The index; if nothing matches, the records that were created or changed since yesterday. */
        SEARCH_THEN_RECENT;

        /** The name in declarations. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the index is asked. */
        public boolean asksIndex() {
            return this != QUERY;
        }

        /** Whether the records are asked before the index. */
        public boolean asksRecordsFirst() {
            return this == QUERY || this == QUERY_THEN_SEARCH;
        }
    }

    public SearchTemplate {
        returning = List.copyOf(returning);
    }

    /** The query for the records of {@code object}, as the strategy asks it; empty if it asks the index only. */
    public Optional<QueryTemplate> records(SearchedObject object) {
        return switch (strategy) {
            case QUERY, QUERY_THEN_SEARCH -> Optional.of(object.records());
            case SEARCH_THEN_RECENT -> Optional.of(object.recent());
            case SEARCH -> Optional.empty();
        };
    }

    /** What the index is asked about {@code object}; empty if the strategy does not ask the index. */
    public Optional<QueryTemplate> found(SearchedObject object) {
        return strategy.asksIndex() ? Optional.of(object.found()) : Optional.empty();
    }

    @Override
    public List<QueryTemplate> queries() {
        return returning.stream().map(SearchedObject::records).toList();
    }

    /**
     * One object of a search. Leads that are converted never match, because their contact does.
     *
     * @param location the place of the object in the declaration, as a JSON pointer
     * @param match the fields of which one must have the searched value
     * @param records the query for the records that match
     * @param recent the same, of records that were created or changed since yesterday
     * @param found the selection, filter and order of records that the index finds, with the {@code match} fields
     */
    public record SearchedObject(
            String location, List<FieldPath> match, QueryTemplate records, QueryTemplate recent, QueryTemplate found) {
        private static final ObjectName LEAD = new ObjectName("Lead");
        private static final List<FieldPath> PHONE = List.of(FieldPath.parse("Phone"));
        private static final List<FieldPath> PHONES = List.of(FieldPath.parse("Phone"), FieldPath.parse("MobilePhone"));
        private static final List<FieldPath> EMAIL = List.of(FieldPath.parse("Email"));
        private static final List<FieldPath> NAME = List.of(FieldPath.parse("Name"));

        /** Unlike LastModifiedDate, it has an index, and nothing sets it back. */
        private static final FieldPath CHANGED = FieldPath.parse("SystemModstamp");

        public SearchedObject {
            match = List.copyOf(match);
        }

        /**
         * The object of {@code declared}, a query for further conditions on the records.
         *
         * @param match the fields of which one must have the value of {@code input}
         */
        public static SearchedObject of(
                String location, QueryTemplate declared, SearchGroup group, MemberName input, List<FieldPath> match) {
            var draft = declared.draft();
            var leaves = new ArrayList<Condition>();
            var blanks = new HashMap<>(declared.blanks());
            var withMatch = new ArrayList<>(draft.select());
            for (int i = 0; i < match.size(); i++) {
                String at = location + "/match/" + i;
                leaves.add(leaf(at, match.get(i), operator(group), new Input.Null(), Optional.empty()));
                blanks.put(at, new QueryTemplate.Blank(new Reference.OfInput(input), false));
                withMatch.add(new DraftItem.Field(at, match.get(i)));
            }
            var matches = new Condition.Any(leaves);
            var where = draft.object().value().equalsIgnoreCase(LEAD.value())
                    ? all(draft.where(), unconverted(location))
                    : draft.where();
            return new SearchedObject(
                    location,
                    match,
                    new QueryTemplate(filtered(draft, draft.select(), all(matches, where)), blanks, declared.zone()),
                    new QueryTemplate(
                            filtered(draft, draft.select(), all(matches, where, recent(location))),
                            blanks,
                            declared.zone()),
                    new QueryTemplate(filtered(draft, withMatch, where), declared.blanks(), declared.zone()));
        }

        /** The fields of a standard object that hold what {@code group} is about; empty for other objects. */
        public static List<FieldPath> usualFields(ObjectName object, SearchGroup group) {
            String name = object.value().toLowerCase(Locale.ROOT);
            boolean person = name.equals("contact") || name.equals("lead");
            return switch (group) {
                case PHONE -> person ? PHONES : name.equals("account") ? PHONE : List.of();
                case EMAIL -> person ? EMAIL : List.of();
                case NAME -> NAME;
            };
        }

        /** The object's name as it is declared. */
        public ObjectName object() {
            return records.draft().object();
        }

        private static ConditionOperator operator(SearchGroup group) {
            return switch (group) {
                case PHONE -> ConditionOperator.IN;
                case NAME, EMAIL -> ConditionOperator.EQUAL;
            };
        }

        private static Condition unconverted(String location) {
            return leaf(
                    location,
                    FieldPath.parse("IsConverted"),
                    ConditionOperator.EQUAL,
                    new Input.Bool(false),
                    Optional.empty());
        }

        private static Condition recent(String location) {
            return leaf(
                    location,
                    CHANGED,
                    ConditionOperator.GREATER_OR_EQUAL,
                    new Input.Text("LAST_N_DAYS:1"),
                    Optional.of(FieldType.DATETIME));
        }

        private static Condition leaf(
                String location, FieldPath field, ConditionOperator operator, Input value, Optional<FieldType> type) {
            return new Condition.Leaf(location, new Operand.Field(field), operator, value, type);
        }

        private static Condition all(Condition... conditions) {
            return new Condition.All(Stream.of(conditions)
                    .filter(condition -> !(condition instanceof Condition.Everything))
                    .toList());
        }

        private static QueryDraft filtered(QueryDraft draft, List<DraftItem> select, Condition where) {
            return new QueryDraft(
                    draft.object(),
                    select,
                    where,
                    draft.groupBy(),
                    draft.having(),
                    draft.orderBy(),
                    draft.limit(),
                    draft.offset());
        }
    }
}
