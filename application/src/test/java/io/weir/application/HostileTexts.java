package io.weir.application;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Words of SOQL and fragments of text that try to end a literal or a name. */
final class HostileTexts {
    private HostileTexts() {}

    static Arbitrary<String> words() {
        return Arbitraries.of("""
            SELECT FROM WHERE AND OR NOT IN LIKE NULL NULLS FIRST LAST ASC DESC ORDER BY GROUP HAVING
            LIMIT OFFSET WITH FOR VIEW REFERENCE UPDATE TRACKING VIEWSTAT ALL ROWS USING SCOPE TYPEOF
            WHEN THEN ELSE END INCLUDES EXCLUDES COUNT SUM MAX FIELDS STANDARD CUSTOM ROLLUP CUBE
            GROUPING FORMAT toLabel convertCurrency DISTANCE GEOLOCATION CALENDAR_YEAR TODAY YESTERDAY
            LAST_N_DAYS TRUE FALSE DATA CATEGORY ABOVE AT SECURITY_ENFORCED USER_MODE FIND RETURNING
            class new select from Where Not null Id Name USD5 e1 x0
            """.split("\\s+"));
    }

    static Arbitrary<String> fragments() {
        return Arbitraries.of(
                        "'",
                        "\\",
                        "\\'",
                        "''",
                        "\"",
                        "`",
                        " ",
                        "\t",
                        "\n",
                        "\r",
                        "\0",
                        "\b",
                        "\f",
                        "(",
                        ")",
                        ",",
                        ";",
                        ".",
                        "..",
                        ":",
                        "=",
                        "!=",
                        "<",
                        ">",
                        "%",
                        "_",
                        "__",
                        "*",
                        "/",
                        "--",
                        "/*",
                        "*/",
                        "//",
                        "#",
                        "@",
                        "$",
                        "{",
                        "}",
                        "[",
                        "]",
                        "+",
                        "-",
                        "?",
                        "&",
                        "|",
                        "~",
                        "^",
                        "\u2028",
                        "\u2029",
                        "\u00A0",
                        "\u200B",
                        "\uFEFF",
                        "\uFF07",
                        "\u2019",
                        "\uD83D\uDE00",
                        "\uD83D",
                        "\uDE00",
                        "%27",
                        "&#39;",
                        "\\u0027",
                        " OR Id != null",
                        "' OR Name != '",
                        "\\' OR Name != \\'",
                        ") OR (Id != null",
                        " LIMIT 1",
                        " FOR UPDATE",
                        " ALL ROWS",
                        " USING SCOPE mine",
                        ", (SELECT Id FROM Users)",
                        " FROM User",
                        "NULLS LAST",
                        " DESC",
                        "@{q0.id}",
                        ":bind",
                        "1E3",
                        "0x1")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> String.join("", parts));
    }
}
