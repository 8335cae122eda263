package io.weir.adapter.out.sandbox.sample;

import java.math.BigDecimal;
import java.util.List;

/** Sample values for the fields of the contact centre's records. */
public final class SampleValues {
    public static final List<String> FIRST_NAMES = List.of(
            "Amelia", "Noah", "Priya", "Mateo", "Chloé", "Kenji", "Fatima", "Liam", "Ingrid", "Omar", "Sofía", "Ethan",
            "Anjali", "Björn", "Grace", "Tomás", "Yuki", "Hannah", "Dmitri", "Leila", "Oscar", "Niamh", "Rafael",
            "Wanjiru", "Étienne", "Maya", "Søren", "Aaliyah", "Victor");

    public static final List<String> LAST_NAMES = List.of(
            "Nguyen",
            "Garcia",
            "Smith",
            "O'Brien",
            "Müller",
            "Tanaka",
            "Okafor",
            "Kowalski",
            "Rossi",
            "Andersson",
            "Silva",
            "Patel",
            "Dubois",
            "Johnson",
            "D'Angelo",
            "Nakamura",
            "Ivanov",
            "Haddad",
            "Van der Berg",
            "Núñez",
            "Campbell",
            "Yılmaz",
            "Fernández",
            "McAllister",
            "Çelik",
            "Brown",
            "Øvergaard",
            "Martinez",
            "Kim",
            "Lopez",
            "St. John");

    public static final List<String> COMPANY_FIRST_WORDS = List.of(
            "Harbour",
            "Juniper",
            "Copperfield",
            "Northgate",
            "Bluebird",
            "Redwood",
            "Lakeside",
            "Summit",
            "Ironbridge",
            "Willow",
            "Kestrel",
            "Granite",
            "Meadow",
            "Beacon",
            "Orchard",
            "Silverline",
            "Atlas",
            "Cobalt",
            "Prairie");

    public static final List<String> COMPANY_LAST_WORDS = List.of(
            "Energy",
            "Health",
            "Stores",
            "Telecom",
            "Freight",
            "Water",
            "Logistics",
            "Clinics",
            "Outfitters",
            "Networks",
            "Rail");

    public static final List<String> TITLES = List.of(
            "Office Manager", "Head of IT", "Buyer", "Facilities Lead", "Accountant", "Director", "Site Supervisor");

    public static final List<String> DEPARTMENTS =
            List.of("Operations", "Finance", "IT", "Purchasing", "Customer Service");

    public static final List<String> STREETS =
            List.of("Market St", "Oak Ave", "2nd St", "Elm Dr", "Station Rd", "Mill Ln", "Harbor Blvd");

    public static final List<String> SUBJECTS = List.of(
            "Cannot sign in to the portal",
            "Charged twice this month",
            "Router keeps restarting",
            "Where is my order?",
            "Please change the delivery address",
            "Outage in the whole street",
            "Can't hear the other side on calls",
            "Quote for 50% more seats",
            "Refund for a \"broken on arrival\" unit",
            "Path C:\\Temp\\logs is full",
            "Upgrade to the new plan",
            "Appointment moved without notice 😟");

    /** Cities with their state, the first digits of the postal code, the area code, and coordinates. */
    public static final List<Place> PLACES = List.of(
            new Place("San Francisco", "CA", "941", "415", "37.77", "-122.42"),
            new Place("New York", "NY", "100", "212", "40.71", "-74.01"),
            new Place("Chicago", "IL", "606", "312", "41.88", "-87.63"),
            new Place("Seattle", "WA", "981", "206", "47.61", "-122.33"),
            new Place("Austin", "TX", "787", "512", "30.27", "-97.74"),
            new Place("Boston", "MA", "021", "617", "42.36", "-71.06"),
            new Place("Denver", "CO", "802", "303", "39.74", "-104.99"),
            new Place("Miami", "FL", "331", "305", "25.76", "-80.19"),
            new Place("Atlanta", "GA", "303", "404", "33.75", "-84.39"),
            new Place("Las Vegas", "NV", "891", "702", "36.17", "-115.14"),
            new Place("Portland", "OR", "972", "503", "45.52", "-122.68"),
            new Place("Phoenix", "AZ", "850", "602", "33.45", "-112.07"),
            new Place("Dallas", "TX", "752", "214", "32.78", "-96.80"),
            new Place("Houston", "TX", "770", "713", "29.76", "-95.37"),
            new Place("Philadelphia", "PA", "191", "215", "39.95", "-75.17"),
            new Place("San Diego", "CA", "921", "619", "32.72", "-117.16"),
            new Place("San José", "CA", "951", "408", "37.34", "-121.89"),
            new Place("Sacramento", "CA", "958", "916", "38.58", "-121.49"),
            new Place("Minneapolis", "MN", "554", "612", "44.98", "-93.27"),
            new Place("St. Louis", "MO", "631", "314", "38.63", "-90.20"),
            new Place("New Orleans", "LA", "701", "504", "29.95", "-90.07"),
            new Place("Nashville", "TN", "372", "615", "36.16", "-86.78"),
            new Place("Charlotte", "NC", "282", "704", "35.23", "-80.84"),
            new Place("Baltimore", "MD", "212", "410", "39.29", "-76.61"),
            new Place("Pittsburgh", "PA", "152", "412", "40.44", "-80.00"),
            new Place("Cleveland", "OH", "441", "216", "41.50", "-81.69"),
            new Place("Columbus", "OH", "432", "614", "39.96", "-83.00"),
            new Place("Indianapolis", "IN", "462", "317", "39.77", "-86.16"),
            new Place("Milwaukee", "WI", "532", "414", "43.04", "-87.91"),
            new Place("Kansas City", "MO", "641", "816", "39.10", "-94.58"),
            new Place("Salt Lake City", "UT", "841", "801", "40.76", "-111.89"),
            new Place("Albuquerque", "NM", "871", "505", "35.08", "-106.65"),
            new Place("Anchorage", "AK", "995", "907", "61.22", "-149.90"),
            new Place("Honolulu", "HI", "968", "808", "21.31", "-157.86"),
            new Place("Raleigh", "NC", "276", "919", "35.78", "-78.64"),
            new Place("Richmond", "VA", "232", "804", "37.54", "-77.44"),
            new Place("Providence", "RI", "029", "401", "41.82", "-71.41"),
            new Place("Hartford", "CT", "061", "860", "41.77", "-72.67"),
            new Place("Boise", "ID", "837", "208", "43.62", "-116.20"),
            new Place("Tucson", "AZ", "857", "520", "32.22", "-110.97"));

    private SampleValues() {}

    /** A city with its geographic coordinates in decimal degrees. */
    public record Place(
            String city,
            String state,
            String postalPrefix,
            String areaCode,
            BigDecimal latitude,
            BigDecimal longitude) {
        private Place(
                String city, String state, String postalPrefix, String areaCode, String latitude, String longitude) {
            this(city, state, postalPrefix, areaCode, new BigDecimal(latitude), new BigDecimal(longitude));
        }
    }
}
