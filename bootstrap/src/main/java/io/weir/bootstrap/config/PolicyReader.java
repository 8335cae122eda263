package io.weir.bootstrap.config;

import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the policy of ad-hoc queries, the operator's from settings and that of one caller from YAML, and what data
 * actions may write.
 */
final class PolicyReader {
    private static final Function<String, String> OBJECT = pattern(QueryPolicy::requireObjectPattern);
    private static final Function<String, String> FIELD = pattern(QueryPolicy::requireFieldPattern);

    /** What the examples write. */
    private static final NameRules EXAMPLES = new NameRules(
            List.of(
                    "Case.*",
                    "Task.*",
                    "Contact.Phone",
                    "Contact.MobilePhone",
                    "Contact.HomePhone",
                    "Contact.OtherPhone"),
            List.of());

    private PolicyReader() {}

    static QueryPolicy policy(SettingValues settings) {
        return new QueryPolicy(
                rules(settings, Setting.ALLOWED_OBJECTS, Setting.DENIED_OBJECTS, OBJECT),
                rules(settings, Setting.ALLOWED_FIELDS, Setting.DENIED_FIELDS, FIELD),
                settings.flag(Setting.UNFILTERED_ALLOWED),
                settings.whole(Setting.MAX_CONDITION_DEPTH, 1, QueryPolicy.MAX_CONDITION_DEPTH),
                settings.whole(Setting.MAX_CONDITIONS, 1, QueryPolicy.MAX_CONDITIONS),
                settings.whole(Setting.MAX_LIST_VALUES, 1, QueryPolicy.MAX_LIST_VALUES));
    }

    /**
     * The fields that data actions may write. By default there are none.
     *
     * @param tryout whether anybody may run actions on the embedded sandbox, where the examples write without a setting
     */
    static NameRules writable(SettingValues settings, boolean tryout) {
        var patterns = settings.list(Setting.WRITE_ALLOWED, FIELD);
        return tryout && settings.list(Setting.WRITE_ALLOWED).isEmpty() ? EXAMPLES : new NameRules(patterns, List.of());
    }

    /** The policy in {@code section}, which never allows more than {@code operators} does. */
    static QueryPolicy policy(YamlSection section, QueryPolicy operators) {
        var policy = new QueryPolicy(
                rules(section, "allowed-objects", "denied-objects", OBJECT),
                rules(section, "allowed-fields", "denied-fields", FIELD),
                section.flag("unfiltered-allowed", operators.unfilteredAllowed()),
                section.whole("max-condition-depth", operators.maxConditionDepth(), 1, QueryPolicy.MAX_CONDITION_DEPTH),
                section.whole("max-conditions", operators.maxConditions(), 1, QueryPolicy.MAX_CONDITIONS),
                section.whole("max-list-values", operators.maxListValues(), 1, QueryPolicy.MAX_LIST_VALUES));
        return policy.within(operators);
    }

    /** An empty list of allowed names is more likely a mistake than a wish to allow nothing. */
    private static NameRules rules(
            SettingValues settings, Setting allowed, Setting denied, Function<String, String> pattern) {
        if (settings.list(allowed).isEmpty()) {
            settings.problem(allowed, "name at least one pattern; '*' allows everything");
        }
        return new NameRules(settings.list(allowed, pattern), settings.list(denied, pattern));
    }

    private static NameRules rules(
            YamlSection section, String allowed, String denied, Function<String, String> pattern) {
        var allow = section.list(allowed, pattern);
        if (section.isEmptyList(allowed)) {
            section.problem(allowed, "name at least one pattern; leave the key out for what weir.query allows");
        }
        return new NameRules(section.has(allowed) ? allow : List.of("*"), section.list(denied, pattern));
    }

    private static Function<String, String> pattern(Consumer<String> requirement) {
        return text -> {
            requirement.accept(text);
            return text;
        };
    }
}
