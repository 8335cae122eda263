package io.weir.adapter.in.http.phone;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The spellings of one number, the most common ones first.
 *
 * @param e164 such as {@code +442079460000}
 * @param countryCode such as {@code 44}
 * @param national as its country writes it, {@code 020 7946 0000}
 * @param international as others write it, {@code +44 20 7946 0000}
 */
record PhoneSpellings(String e164, String countryCode, String national, String international) {
    /** The most spellings of a search: each makes the query longer. */
    static final int MOST = 24;

    /** Every spelling, {@link #e164} first. */
    List<String> here() {
        var groups = groups(international.substring(countryCode.length() + 1));
        var trunk = groups(national);
        String digits = String.join("", groups);
        var spellings = new LinkedHashSet<String>();
        spellings.add(e164);
        spellings.add(national);
        spellings.add(digits);
        spellings.add(String.join("", trunk));
        spellings.add(countryCode + digits);
        spellings.add(international);
        spellings.add(String.join("-", trunk));
        spellings.add(String.join(" ", trunk));
        spellings.add(bracketed(trunk, " ", "-"));
        spellings.add(String.join(".", trunk));
        spellings.add(String.join("-", groups));
        spellings.add(String.join(" ", groups));
        spellings.addAll(withCountryCode(groups));
        spellings.add(bracketed(trunk, "", "-"));
        spellings.add(bracketed(trunk, " ", " "));
        if (!trunk.equals(groups)) {
            spellings.add("+" + countryCode + " (0)" + String.join(" ", groups));
            spellings.add("+" + countryCode + " (0) " + String.join(" ", groups));
        }
        spellings.add("00" + countryCode + digits);
        spellings.add(String.join(".", groups));
        spellings.add("tel:" + e164);
        return cut(spellings);
    }

    /** Those with the country code only, {@link #e164} first. */
    List<String> abroad() {
        var groups = groups(international.substring(countryCode.length() + 1));
        String digits = String.join("", groups);
        var spellings = new LinkedHashSet<String>();
        spellings.add(e164);
        spellings.add(international);
        spellings.add(countryCode + digits);
        spellings.addAll(withCountryCode(groups));
        spellings.add("00" + countryCode + digits);
        spellings.add("00 " + countryCode + " " + String.join(" ", groups));
        spellings.add("011" + countryCode + digits);
        spellings.add("011 " + countryCode + " " + String.join(" ", groups));
        spellings.add("tel:" + e164);
        return cut(spellings);
    }

    private List<String> withCountryCode(List<String> groups) {
        return List.of(
                "+" + countryCode + " " + String.join(" ", groups),
                "+" + countryCode + " " + bracketed(groups, " ", "-"),
                countryCode + "-" + String.join("-", groups),
                "+" + countryCode + "-" + String.join("-", groups),
                "+" + countryCode + " " + String.join("", groups),
                countryCode + " " + String.join(" ", groups),
                "+" + countryCode + "." + String.join(".", groups));
    }

    /** The first group, mostly an area, in brackets. */
    private static String bracketed(List<String> groups, String behind, String between) {
        return groups.size() < 2
                ? String.join(between, groups)
                : "(" + groups.getFirst() + ")" + behind + String.join(between, groups.subList(1, groups.size()));
    }

    private static List<String> groups(String text) {
        var groups = new ArrayList<String>(4);
        int begin = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) < '0' || text.charAt(i) > '9') {
                if (i > begin) {
                    groups.add(text.substring(begin, i));
                }
                begin = i + 1;
            }
        }
        return List.copyOf(groups);
    }

    private static List<String> cut(LinkedHashSet<String> spellings) {
        return new ArrayList<>(spellings).subList(0, Math.min(MOST, spellings.size()));
    }
}
