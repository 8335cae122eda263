package io.weir.adapter.out.sandbox.sample;

import java.math.BigDecimal;
import java.util.List;

/** The records that documentation and tests refer to by name. All others are named from {@link SampleValues}. */
public final class KnownRecords {
    /** A number whose last digits a {@code double} cannot represent. */
    public static final BigDecimal EXACT_REVENUE = new BigDecimal("1234567890123456.70");

    /** The number of the known contact that has no account. */
    public static final int CONTACT_WITHOUT_ACCOUNT = 9;

    private static final List<List<String>> CONTACTS = List.of(
            List.of("Ada", "Okonkwo"),
            List.of("Maeve", "O'Neil"),
            List.of("Bo", "Back\\slash"),
            List.of("Percy", "100%_Sure"),
            List.of("Percy", "100XYSure"),
            List.of("Zoë", "Łukasz-Müller"),
            List.of("Emi", "Tanaka 😀"),
            List.of("Quentin \"Q\"", "D'Arcy\\'s"),
            List.of("Nora", "N%"),
            List.of("Orla", "Alone"));

    private static final List<String> ACCOUNTS = List.of(
            "Harbour Lights Energy",
            "O'Malley & Sons",
            "Back\\slash Systems",
            "100% Pure_Water",
            "Café Übermorgen",
            "Sunrise 🌅 Clinics",
            "\"Quoted\" Freight");

    private KnownRecords() {}

    public static String accountName(int i) {
        return i < ACCOUNTS.size()
                ? ACCOUNTS.get(i)
                : SampleValues.COMPANY_FIRST_WORDS.get(i % SampleValues.COMPANY_FIRST_WORDS.size())
                        + " "
                        + SampleValues.COMPANY_LAST_WORDS.get(i % SampleValues.COMPANY_LAST_WORDS.size());
    }

    public static String firstName(int i) {
        return i < CONTACTS.size()
                ? CONTACTS.get(i).getFirst()
                : SampleValues.FIRST_NAMES.get(i % SampleValues.FIRST_NAMES.size());
    }

    public static String lastName(int i) {
        return i < CONTACTS.size()
                ? CONTACTS.get(i).getLast()
                : SampleValues.LAST_NAMES.get(i % SampleValues.LAST_NAMES.size());
    }
}
