package io.weir.adapter.out.sandbox.http;

import static io.weir.adapter.out.sandbox.SandboxClient.encoded;
import static io.weir.adapter.out.sandbox.SandboxClient.json;
import static io.weir.adapter.out.sandbox.SandboxClient.searchPath;
import static io.weir.adapter.out.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What searches find and return. Citations: SOSL reference and REST API guide, by the name of the page. */
class SandboxSearchTest {
    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-03-14T09:26:53.589Z"));
    private static final SandboxOrg ORG = SandboxOrg.contactCentre(CLOCK);
    private static final SandboxServer SERVER =
            SandboxServer.start(ORG, SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
    private static final SandboxClient CLIENT = new SandboxClient(SERVER.baseUri());

    private static final List<String> KNOWN = List.of(
            "Ada Okonkwo", "Maeve O'Neil", "Percy 100%_Sure", "Percy 100XYSure", "Orla Alone", "Zoë Łukasz-Müller");

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    @DisplayName("REST API guide, Search: the reply is an object with the records of all objects in one list")
    void answersTheRecordsOfAllObjectsInOneList() {
        var records =
                found("FIND {4155550100} IN PHONE FIELDS RETURNING Contact(Id, Name, Account.Name), Account(Name)");

        assertThat(records).isNotEmpty();
        var contact = records.getFirst();
        assertThat(contact.keySet()).containsExactly("attributes", "Id", "Name", "Account");
        assertThat(JsonValues.object(contact.get("attributes")))
                .containsEntry("type", "Contact")
                .containsEntry("url", "/services/data/v66.0/sobjects/Contact/" + contact.get("Id"));
        assertThat(contact).containsEntry("Name", "Ada Okonkwo");
    }

    @Test
    @DisplayName("REST API guide, Search: versions before 37 answer the list itself")
    void answersABareListInOldVersions() {
        var response = CLIENT.get("/services/data/v35.0/search?q=" + encoded("FIND {Okonkwo} RETURNING Contact"));

        assertThat(JsonValues.objects(JsonValues.read(response.body())).getFirst())
                .containsKeys("attributes", "Id");
    }

    @Test
    @DisplayName("SOSL reference, IN SearchGroup: phone fields hold a number whatever its punctuation")
    void findsAStoredPhoneNumberInAnyFormatByBareDigits() {
        var contacts = JsonValues.objects(
                CLIENT.query("SELECT Id, Phone FROM Contact WHERE Phone != null AND MailingCountry = 'USA' LIMIT 24")
                        .get("records"));

        assertThat(contacts).allSatisfy(contact -> {
            String digits = ((String) Objects.requireNonNull(contact.get("Phone")))
                    .replaceFirst(" (x|ext\\.).*", "")
                    .replaceAll("\\D", "");
            String national = digits.substring(digits.length() - 10);
            assertThat(found("FIND {" + national + "} IN PHONE FIELDS RETURNING Contact(Id)"))
                    .extracting(record -> record.get("Id"))
                    .contains(contact.get("Id"));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2079460000,true",
        "442079460000,true",
        "02079460000,false",
        "2079460001,true",
        "02079460001,true",
        "442079460001,false",
        "2079460002,true",
        "442079460002,true",
        "02079460002,true",
        "0002,true",
        "207946000*,true",
    })
    @DisplayName("SOSL reference, IN SearchGroup: +442079460000, 020 7946 0001 and +44 (0)20 7946 0002 by their digits")
    void findsABritishNumberByItsNationalAndItsFullDigitsAndItsTokens(String digits, boolean found) {
        var phones = found("FIND {" + digits + "} IN PHONE FIELDS RETURNING Contact(Phone)").stream()
                .map(record -> String.valueOf(record.get("Phone")).replaceAll("\\D", ""))
                .filter(phone -> phone.contains("794600") || phone.contains("0002"));

        assertThat(phones.findAny().isPresent()).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4155550100",
                "14155550100",
                "4155550100 OR 14155550100",
                "\\+14155550100",
                "\"\\(415\\) 555\\-0100\"",
                "415555*",
            })
    void findsANumberInE164ByItsNationalAndItsFullDigits(String text) {
        assertThat(found("FIND {" + text + "} IN PHONE FIELDS RETURNING Contact(Name WHERE Phone = '+14155550100')"))
                .as(text)
                .extracting(record -> record.get("Name"))
                .contains("Ada Okonkwo");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(415) 555-0201|415 555 0201|true",
                "(415) 555-0201|\\(415\\) 555\\-0201|true",
                "(415) 555-0201|4155550201|true",
                "(415) 555-0201|0201|true",
                "(415) 555-0201|14155550201|false",
                "(415) 555-0201|4155550201 OR 14155550201|true",
                "(415) 555-0201|5550201|false",
                "+14155550201|4155550201|true",
                "+14155550201|14155550201|true",
                "+14155550201|415 555 0201|false",
                "+14155550201|\\(415\\) 555\\-0201|false",
                "+14155550201|5550201|false",
                "+14155550201|0201|false",
            })
    @DisplayName("SOSL reference, FIND: tokens end at spaces and punctuation, all terms must be found")
    void termsAreTokensOfAPhoneNumberOrAllOfIt(String phone, String text, boolean found) {
        var server = SandboxServer.start(
                SandboxOrg.builder(CLOCK)
                        .record("Contact", Map.of("LastName", "One", "Phone", phone))
                        .build(),
                SandboxSettings.onPort(0),
                CLOCK,
                new SplittableRandom(7));
        try {
            var answer = json(new SandboxClient(server.baseUri())
                    .get(searchPath("FIND {" + text + "} IN PHONE FIELDS RETURNING Contact(Id)")));

            assertThat(JsonValues.objects(answer.get("searchRecords"))).hasSize(found ? 1 : 0);
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SOSL reference, FIND: words are tokens in any case|okonkwo|1",
                "a token is not found by a part of it|okonk|0",
                "all words must be found, in any field|okonkwo ada|1",
                "all words must be found|okonkwo percy|0",
                "AND|okonkwo AND ada|1",
                "OR|okonkwo OR alone|2",
                "operators in any case|okonkwo or alone|2",
                "AND NOT|percy AND NOT 100xysure|1",
                "parentheses|(okonkwo OR alone) AND orla|1",
                "phrase|\"ada okonkwo\"|1",
                "the words of a phrase stand in order|\"okonkwo ada\"|0",
                "operators in a phrase are words|\"ada or okonkwo\"|0",
                "wildcard at the end|okonk*|1",
                "wildcard in the middle|ok*kwo|1",
                "one character|okonkw?|1",
                "one character is not none|okonkwo?|0",
                "leading wildcards are ignored|*okonkwo|1",
                "a leading wildcard does not make a suffix search|*konkwo|0",
                "punctuation separates tokens|o\\'neil|1",
                "an escaped wildcard is punctuation|okonk\\*|0",
                "accents matter|łukasz|1",
            })
    @DisplayName("SOSL reference, FIND {SearchQuery}")
    void findsNamesByTokensAndOperators(String rule, String text, int count) {
        assertThat(found("FIND {" + text + "} IN NAME FIELDS RETURNING Contact(Name)"))
                .as(rule)
                .filteredOn(record -> KNOWN.contains(String.valueOf(record.get("Name"))))
                .hasSize(count);
    }

    @Test
    @DisplayName("SOSL reference, RETURNING FieldSpec: WHERE, ORDER BY, LIMIT and OFFSET of an object")
    void filtersSortsAndLimitsAnObject() {
        var sorted = found("FIND {example} IN EMAIL FIELDS RETURNING Contact(Id, LastName WHERE VIP__c = true"
                + " AND LastName != null ORDER BY LastName DESC, Id LIMIT 3)");
        var second = found("FIND {example} IN EMAIL FIELDS RETURNING Contact(Id, LastName WHERE VIP__c = true"
                + " AND LastName != null ORDER BY LastName DESC, Id LIMIT 1 OFFSET 1)");

        assertThat(sorted).hasSize(3);
        assertThat(second).containsExactly(sorted.get(1));
    }

    @Test
    @DisplayName("SOSL reference, LIMIT n: the limit of a search is evenly distributed among its objects")
    void distributesTheLimitEvenly() {
        var records = found("FIND {example OR energy OR systems} RETURNING Account, Contact LIMIT 20");

        assertThat(records)
                .extracting(
                        record -> JsonValues.object(record.get("attributes")).get("type"))
                .filteredOn("Account"::equals)
                .hasSize(10);
        assertThat(records).hasSize(20);
        assertThat(found("FIND {example} RETURNING Contact(Id LIMIT 0)")).isEmpty();
        assertThat(found("FIND {example} IN EMAIL FIELDS RETURNING Contact(Id LIMIT 5), Account LIMIT 9"))
                .hasSize(5);
    }

    @Test
    @DisplayName("SOSL reference, Update TRACKING and VIEWSTAT, WITH SPELL_CORRECTION: without effect on the records")
    void acceptsClausesWithoutEffect() {
        assertThat(found("find {okonkwo} in name fields returning contact(id) with spell_correction = false"
                        + " limit 5 update tracking, viewstat"))
                .hasSize(1);
    }

    @Test
    @DisplayName("SOSL reference, RETURNING FieldSpec: without it, the ids of all searchable objects")
    void returnsIdsOfAllObjectsByDefault() {
        assertThat(found("FIND {Okonkwo}"))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.keySet()).containsExactly("attributes", "Id"));
    }

    @Test
    @DisplayName("SOSL reference, SOSL Limits: at most 2,000 matches, taken before filters")
    void crowdsOutMatchesBeyondTheFirst2000() {
        String oldest = "RETURNING Case(Id WHERE CaseNumber < '00001010')";

        assertThat(found("FIND {recording} RETURNING Case")).hasSize(2_000);
        assertThat(found("FIND {recording AND 0000100*} " + oldest)).isNotEmpty();
        assertThat(found("FIND {recording} " + oldest)).isEmpty();
    }

    @Test
    @DisplayName("SOSL reference, SOSL Syntax: a long search text loses its operators, a longer one finds nothing")
    void simplifiesLongSearchTexts() {
        String filler = " AND filler".repeat(400);

        assertThat(found("FIND {okonkwo" + filler + "} RETURNING Contact(Name)"))
                .extracting(record -> record.get("Name"))
                .contains("Ada Okonkwo");
        assertThat(found("FIND {okonkwo" + " OR filler".repeat(990) + "} RETURNING Contact(Name)"))
                .isNotEmpty();
        assertThat(found("FIND {okonkwo" + " OR filler".repeat(1_010) + "} RETURNING Contact(Name)"))
                .isEmpty();
    }

    @Test
    @DisplayName("Large Data Volumes, Search Architecture: new and changed records are found after a while")
    void findsARecordOnlyAfterTheIndexDelay() {
        var clock = new MutableClock(Instant.parse("2026-03-14T09:26:53.589Z"));
        var server = SandboxServer.start(
                SandboxOrg.contactCentre(clock),
                SandboxSettings.onPort(0).withSearchIndexDelay(Duration.ofMinutes(15)),
                clock,
                new SplittableRandom(7));
        try {
            var client = new SandboxClient(server.baseUri());
            String contacts = "/services/data/v66.0/sobjects/Contact";
            String search =
                    "/services/data/v66.0/search?q=" + encoded("FIND {Zwoelfboden*} RETURNING Contact(LastName)");
            var created = send(client.authorized(contacts)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"LastName\": \"Zwoelfbodenhaus\"}")));
            var id = JsonValues.object(JsonValues.read(created.body())).get("id");

            assertThat(json(client.get(search)).get("searchRecords")).isEqualTo(List.of());
            clock.advance(Duration.ofMinutes(15));
            assertThat(JsonValues.objects(json(client.get(search)).get("searchRecords")))
                    .extracting(record -> record.get("LastName"))
                    .containsExactly("Zwoelfbodenhaus");

            send(client.authorized(contacts + "/" + id)
                    .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"LastName\": \"Zwoelfbodenhof\"}")));
            assertThat(json(client.get(search)).get("searchRecords")).isEqualTo(List.of());
            clock.advance(Duration.ofMinutes(15));
            assertThat(JsonValues.objects(json(client.get(search)).get("searchRecords")))
                    .extracting(record -> record.get("LastName"))
                    .containsExactly("Zwoelfbodenhof");
        } finally {
            server.stop();
        }
    }

    @Test
    @DisplayName("SOSL reference, RETURNING FieldSpec: objects whose description says searchable")
    void findsWhatDescribeCallsSearchable() {
        var objects = JsonValues.objects(
                json(CLIENT.get("/services/data/v66.0/sobjects")).get("sobjects"));

        assertThat(objects)
                .allSatisfy(object -> assertThat(search("FIND {okonkwo} RETURNING " + object.get("name"))
                                .statusCode())
                        .as("%s", object.get("name"))
                        .isEqualTo(Boolean.TRUE.equals(object.get("searchable")) ? 200 : 400));
    }

    @Test
    void countsEverySearch() {
        long before = SERVER.apiCalls();

        search("FIND {Okonkwo}");
        search("FIND");

        assertThat(SERVER.apiCalls()).isEqualTo(before + 2);
    }

    private static List<Map<String, @Nullable Object>> found(String sosl) {
        return JsonValues.objects(json(search(sosl)).get("searchRecords"));
    }

    private static HttpResponse<String> search(String sosl) {
        return CLIENT.get(searchPath(sosl));
    }
}
