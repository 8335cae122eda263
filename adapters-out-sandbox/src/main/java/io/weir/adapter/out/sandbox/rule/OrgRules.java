package io.weir.adapter.out.sandbox.rule;

import io.weir.adapter.out.sandbox.file.InvalidOrgData;
import io.weir.adapter.out.sandbox.org.RecordId;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.write.AssignmentRule;
import io.weir.adapter.out.sandbox.write.DuplicateRule;
import io.weir.adapter.out.sandbox.write.Owners;
import io.weir.adapter.out.sandbox.write.RecordChange;
import io.weir.adapter.out.sandbox.write.ValidationRule;
import io.weir.adapter.out.sandbox.write.WriteError;
import io.weir.adapter.out.sandbox.write.WriteRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads the rules of writes from the file {@code rules.json} of an org's folder. docs/sandbox.md shows one. */
public final class OrgRules {
    private static final List<String> KINDS =
            List.of("validationRules", "duplicateRules", "assignmentRules", "defaultOwners", "refusals", "lockedRows");

    private final SandboxOrg org;
    private final WriteRules rules;
    private final Consumer<InvalidOrgData> missingRecords;

    /** @param missingRecords takes the problem of a rule that is left out, because the org lacks a record that it names */
    private OrgRules(SandboxOrg org, WriteRules rules, Consumer<InvalidOrgData> missingRecords) {
        this.org = org;
        this.rules = rules;
        this.missingRecords = missingRecords;
    }

    /** The owner of records that meet a condition, in an assignment rule. */
    private record Entry(Predicate<RecordChange> criteria, String owner) {}

    /**
     * Adds the rules in the folder of {@code org} to {@code rules}; none if it has no such file. Throws
     * {@link InvalidOrgData} that names the rule.
     */
    public static void addTo(WriteRules rules, SandboxOrg org) {
        new OrgRules(org, rules, missing -> {
                    throw missing;
                })
                .read();
    }

    /**
     * Adds the rules as {@link #addTo} does, but leaves out one that names a record which {@code org} lacks, such as the
     * queue of an assignment rule: for an org with other records than those of the folder.
     */
    public static void addApplicableTo(WriteRules rules, SandboxOrg org) {
        new OrgRules(org, rules, _ -> {}).read();
    }

    private void read() {
        org.rules().forEach(file -> read(new RuleJson(file.place(), file.json(), KINDS)));
    }

    /** Throws {@link InvalidOrgData} if a rule in the folder of {@code org} is wrong. */
    public static void check(SandboxOrg org) {
        addTo(new WriteRules(), org);
    }

    private void read(RuleJson file) {
        file.objects("validationRules", "object", "violated", "message", "field")
                .forEach(this::validation);
        file.objects("duplicateRules", "name", "object", "fields", "action").forEach(this::duplicates);
        file.objects("assignmentRules", "id", "object", "active", "entries").forEach(this::assignment);
        file.objects("defaultOwners", "object", "owner").forEach(this::defaultOwner);
        file.objects("refusals", "object", "code", "message")
                .forEach(rule ->
                        rules.refuse(table(rule).name(), new WriteError(rule.text("code"), rule.text("message"))));
        file.objects("lockedRows", "object", "criteria").forEach(this::locks);
    }

    private void validation(RuleJson rule) {
        var table = table(rule);
        var violated = RuleCondition.of(org, table, rule, "violated");
        String field =
                rule.textIfAny("field").map(name -> field(rule, table, name)).orElse("");
        rules.add(new ValidationRule(table.name(), violated::meets, rule.text("message"), field));
    }

    private void duplicates(RuleJson rule) {
        var table = table(rule);
        var fields = rule.texts("fields").stream()
                .map(name -> field(rule, table, name))
                .toList();
        if (fields.isEmpty()) {
            throw rule.problem("compares no \"fields\"; name at least one");
        }
        var action = switch (rule.textIfAny("action").orElse("block").toLowerCase(Locale.ROOT)) {
            case "block" -> DuplicateRule.Action.BLOCK;
            case "alert" -> DuplicateRule.Action.ALERT;
            default -> throw rule.problem("has another \"action\" than block or alert; give one of them");
        };
        rules.add(new DuplicateRule(rule.text("name"), table.name(), fields, action));
    }

    private void assignment(RuleJson rule) {
        var table = assigned(rule);
        var written = rule.objects("entries", "criteria", "owner");
        var entries = written.stream()
                .flatMap(entry -> owner(entry, table).map(owner -> new Entry(criteria(entry, table), owner)).stream())
                .toList();
        var assignment = new AssignmentRule(
                id(rule, "id"),
                table.name(),
                rule.flag("active", true),
                change -> entries.stream()
                        .filter(entry -> entry.criteria().test(change))
                        .findFirst()
                        .map(Entry::owner));
        // without one of its entries, it would assign records of that entry to the owner of another
        if (entries.size() == written.size()) {
            rules.add(assignment);
        }
    }

    private void defaultOwner(RuleJson rule) {
        var table = assigned(rule);
        owner(rule, table).ifPresent(owner -> rules.defaultOwner(table.name(), owner));
    }

    private static String id(RuleJson rule, String member) {
        try {
            return RecordId.exact(rule.text(member));
        } catch (IllegalArgumentException notAnId) {
            throw rule.problem("has an \"%s\" that %s".formatted(member, notAnId.getMessage()));
        }
    }

    /** Without criteria, an entry is for every record. */
    private Predicate<RecordChange> criteria(RuleJson entry, Table table) {
        return entry.textIfAny("criteria").isEmpty()
                ? _ -> true
                : RuleCondition.of(org, table, entry, "criteria")::meets;
    }

    private void locks(RuleJson rule) {
        var ids = RuleCondition.of(org, table(rule), rule, "criteria").ids();
        if (ids.isEmpty()) {
            missingRecords.accept(
                    rule.problem("locks no record of %s; correct the \"criteria\"".formatted(rule.text("object"))));
        }
        ids.forEach(rules::lockRow);
    }

    private Table table(RuleJson rule) {
        String name = rule.text("object");
        return org.table(name)
                .orElseThrow(() ->
                        rule.problem("names the object '%s', which the org lacks; correct the name, or add its describe"
                                .formatted(name)));
    }

    private Table assigned(RuleJson rule) {
        var table = table(rule);
        if (!AssignmentRule.OBJECTS.contains(table.name())) {
            throw rule.problem(
                    "assigns records of %s; Salesforce assigns those of Case and Lead".formatted(table.name()));
        }
        return table;
    }

    private static String field(RuleJson rule, Table table, String name) {
        return table.field(name)
                .orElseThrow(() -> rule.problem(
                        "names the field '%s', which %s lacks; correct the name".formatted(name, table.name())))
                .name();
    }

    /** The id of a user or queue, which the rule names by its id, the username, or the name of the queue. */
    private Optional<String> owner(RuleJson rule, Table owned) {
        String owner = rule.text("owner");
        var id = RecordId.canonical(owner);
        var found = Stream.of("Group", "User")
                .flatMap(object -> org.table(object).stream())
                .flatMap(table -> table.records().stream())
                .filter(record -> Owners.mayOwn(org, record, owned.name()))
                .filter(record -> id.map(record.id()::equals).orElse(false) || isCalled(record, owner))
                .map(StoredRecord::id)
                .findFirst();
        if (found.isEmpty()) {
            missingRecords.accept(rule.problem(unknownOwner(owner, owned)));
        }
        return found;
    }

    private static String unknownOwner(String owner, Table owned) {
        try {
            // The message names the right end of a long form whose end contradicts the case of its letters.
            if (owner.matches("00[5G][0-9A-Za-z]{15}")) {
                RecordId.exact(owner);
            }
        } catch (IllegalArgumentException notAnId) {
            return "has an \"owner\" that " + notAnId.getMessage();
        }
        return ("names the owner '%s', who is no active user and no queue of %s; give an id, a username or the name of"
                        + " a queue, or add the queue as a record of Group with the Type Queue")
                .formatted(owner, owned.name());
    }

    private static boolean isCalled(StoredRecord record, String name) {
        var names =
                record.object().name().value().equals("User") ? List.of("Username") : List.of("Name", "DeveloperName");
        return names.stream()
                .flatMap(field -> Optional.ofNullable(record.valueIfAny(field)).stream())
                .anyMatch(value -> value instanceof String text && text.equalsIgnoreCase(name));
    }
}
