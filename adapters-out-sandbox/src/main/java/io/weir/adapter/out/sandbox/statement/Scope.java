package io.weir.adapter.out.sandbox.statement;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The clause {@code USING SCOPE}: whose records a statement reads. */
public enum Scope {
    EVERYTHING("everything"),
    MINE("mine"),
    MINE_AND_MY_GROUPS("mine_and_my_groups"),
    DELEGATED("delegated"),
    MY_TERRITORY("my_territory"),
    MY_TEAM_TERRITORY("my_team_territory"),
    TEAM("team"),
    QUEUE_OWNED("queue_owned"),
    SCOPING_RULE("scopingRule");

    private final String soql;

    Scope(String soql) {
        this.soql = soql;
    }

    /** The scope called {@code name}, in any case, with or without underscores. */
    public static Optional<Scope> named(String name) {
        return Arrays.stream(values())
                .filter(scope -> plain(scope.soql).equals(plain(name)))
                .findFirst();
    }

    /** The scope as SOQL spells it. */
    public String soql() {
        return soql;
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
