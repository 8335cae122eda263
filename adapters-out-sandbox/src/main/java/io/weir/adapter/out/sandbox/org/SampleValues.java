package io.weir.adapter.out.sandbox.org;

import java.util.List;

/** Sample values for the fields of the contact centre's records. */
final class SampleValues {
    static final List<String> FIRST_NAMES = List.of(
            "Amelia", "Noah", "Priya", "Mateo", "Chloé", "Kenji", "Fatima", "Liam", "Ingrid", "Omar", "Sofía", "Ethan",
            "Anjali", "Björn", "Grace", "Tomás", "Yuki", "Hannah", "Dmitri", "Leila", "Oscar", "Niamh", "Rafael",
            "Wanjiru", "Étienne", "Maya", "Søren", "Aaliyah", "Victor");

    static final List<String> LAST_NAMES = List.of(
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

    static final List<String> COMPANY_FIRST_WORDS = List.of(
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

    static final List<String> COMPANY_LAST_WORDS = List.of(
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

    static final List<String> TITLES = List.of(
            "Office Manager", "Head of IT", "Buyer", "Facilities Lead", "Accountant", "Director", "Site Supervisor");

    static final List<String> DEPARTMENTS = List.of("Operations", "Finance", "IT", "Purchasing", "Customer Service");

    static final List<String> STREETS =
            List.of("Market St", "Oak Ave", "2nd St", "Elm Dr", "Station Rd", "Mill Ln", "Harbor Blvd");

    static final List<String> SUBJECTS = List.of(
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

    /** Cities with their state, the first digits of the postal code, and the area code. */
    static final List<Place> PLACES = List.of(
            new Place("San Francisco", "CA", "941", "415"),
            new Place("New York", "NY", "100", "212"),
            new Place("Chicago", "IL", "606", "312"),
            new Place("Seattle", "WA", "981", "206"),
            new Place("Austin", "TX", "787", "512"),
            new Place("Boston", "MA", "021", "617"),
            new Place("Denver", "CO", "802", "303"),
            new Place("Miami", "FL", "331", "305"),
            new Place("Atlanta", "GA", "303", "404"),
            new Place("Las Vegas", "NV", "891", "702"),
            new Place("Portland", "OR", "972", "503"),
            new Place("Phoenix", "AZ", "850", "602"),
            new Place("Dallas", "TX", "752", "214"),
            new Place("Houston", "TX", "770", "713"),
            new Place("Philadelphia", "PA", "191", "215"),
            new Place("San Diego", "CA", "921", "619"),
            new Place("San José", "CA", "951", "408"),
            new Place("Sacramento", "CA", "958", "916"),
            new Place("Minneapolis", "MN", "554", "612"),
            new Place("St. Louis", "MO", "631", "314"),
            new Place("New Orleans", "LA", "701", "504"),
            new Place("Nashville", "TN", "372", "615"),
            new Place("Charlotte", "NC", "282", "704"),
            new Place("Baltimore", "MD", "212", "410"),
            new Place("Pittsburgh", "PA", "152", "412"),
            new Place("Cleveland", "OH", "441", "216"),
            new Place("Columbus", "OH", "432", "614"),
            new Place("Indianapolis", "IN", "462", "317"),
            new Place("Milwaukee", "WI", "532", "414"),
            new Place("Kansas City", "MO", "641", "816"),
            new Place("Salt Lake City", "UT", "841", "801"),
            new Place("Albuquerque", "NM", "871", "505"),
            new Place("Anchorage", "AK", "995", "907"),
            new Place("Honolulu", "HI", "968", "808"),
            new Place("Raleigh", "NC", "276", "919"),
            new Place("Richmond", "VA", "232", "804"),
            new Place("Providence", "RI", "029", "401"),
            new Place("Hartford", "CT", "061", "860"),
            new Place("Boise", "ID", "837", "208"),
            new Place("Tucson", "AZ", "857", "520"));

    private SampleValues() {}

    record Place(String city, String state, String postalPrefix, String areaCode) {}
}
