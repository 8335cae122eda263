package io.weir.bootstrap.config;

import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Turns settings into the policy for ad-hoc queries, and notes every one that does not fit. */
final class PolicyReader {
    private final SettingValues settings;

    PolicyReader(SettingValues settings) {
        this.settings = settings;
    }

    QueryPolicy policy() {
        var objects = rules(Setting.ALLOWED_OBJECTS, Setting.DENIED_OBJECTS, QueryPolicy::requireObjectPattern);
        var fields = rules(Setting.ALLOWED_FIELDS, Setting.DENIED_FIELDS, QueryPolicy::requireFieldPattern);
        return new QueryPolicy(
                objects,
                fields,
                settings.flag(Setting.UNFILTERED_ALLOWED),
                settings.whole(Setting.MAX_CONDITION_DEPTH, 1, QueryPolicy.MAX_CONDITION_DEPTH),
                settings.whole(Setting.MAX_CONDITIONS, 1, QueryPolicy.MAX_CONDITIONS),
                settings.whole(Setting.MAX_LIST_VALUES, 1, QueryPolicy.MAX_LIST_VALUES));
    }

    /** An empty list of what is allowed is more likely a slip than a wish to allow nothing. */
    private NameRules rules(Setting allowed, Setting denied, Consumer<String> requirement) {
        if (settings.list(allowed).isEmpty()) {
            settings.problem(allowed, "name at least one pattern; '*' allows everything");
        }
        return new NameRules(patterns(allowed, requirement), patterns(denied, requirement));
    }

    private List<String> patterns(Setting setting, Consumer<String> requirement) {
        var patterns = new ArrayList<String>();
        for (var pattern : settings.list(setting)) {
            try {
                requirement.accept(pattern);
                patterns.add(pattern);
            } catch (IllegalArgumentException refused) {
                settings.problem(setting, String.valueOf(refused.getMessage()));
            }
        }
        return patterns;
    }
}
