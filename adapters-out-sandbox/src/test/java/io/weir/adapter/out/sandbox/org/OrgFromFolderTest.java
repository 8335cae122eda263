package io.weir.adapter.out.sandbox.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.sandbox.file.InvalidOrgData;
import io.weir.domain.query.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrgFromFolderTest {
    private static final String ORDER = """
        {"name": "Order__c", "label": "Order", "labelPlural": "Orders", "keyPrefix": "a07", "custom": true,
         "queryable": true, "createable": true, "fields": [
          {"name": "Id", "label": "Record ID", "type": "id", "length": 18, "filterable": true, "sortable": true},
          {"name": "OwnerId", "type": "reference", "referenceTo": ["Group", "User"], "relationshipName": "Owner",
           "filterable": true},
          {"name": "IsDeleted", "type": "boolean", "filterable": true, "defaultValue": false},
          {"name": "Name", "type": "string", "length": 80, "nameField": true, "filterable": true, "sortable": true,
           "idLookup": true, "inlineHelpText": "The number on the invoice"},
          {"name": "CreatedDate", "type": "datetime", "filterable": true, "sortable": true},
          {"name": "CreatedById", "type": "reference", "referenceTo": ["User"], "relationshipName": "CreatedBy"},
          {"name": "Account__c", "type": "reference", "referenceTo": ["Account"], "relationshipName": "Account__r",
           "custom": true, "filterable": true, "nillable": true},
          {"name": "Amount__c", "type": "currency", "precision": 18, "scale": 2, "nillable": true},
          {"name": "Paid__c", "type": "boolean", "defaultValue": false},
          {"name": "Placed_At__c", "type": "datetime", "nillable": true},
          {"name": "Channel__c", "type": "picklist", "length": 255, "restrictedPicklist": true, "picklistValues": [
            {"active": true, "defaultValue": true, "label": "World Wide Web", "value": "Web"},
            {"active": true, "defaultValue": false, "label": "Phone", "value": "Phone"},
            {"active": false, "defaultValue": false, "label": "Fax", "value": "Fax"}]}]}
        """;

    @TempDir
    Path folder;

    @Nested
    class Csv extends OrgLoadingContract {
        @BeforeEach
        void write() {
            file("describe/Order__c.json", ORDER);
            file("Account.csv", "\uFEFFName,External_Key__c\r\nAcme,A-1\r\nZenith,A-2\r\n");
            file("Contact.csv", "FirstName,LastName,Account.External_Key__c,Phone\nAda,Okonkwo,a-2,\n");
            file("records/Order__c.csv", """
                Name,Account__r.External_Key__c,Amount__c,Paid__c,Placed_At__c,Channel__c
                one,A-1,10.50,TRUE,2026-03-13T08:30:00Z,Web
                two,A-1,99,false,2026-03-14T07:00:00.000+0000,Web

                "three, ""last\""",#N/A,0,0,2026-03-14T00:00:00Z,Phone
                """);
        }

        @Override
        SandboxOrg load() {
            return SandboxOrg.from(folder, CLOCK);
        }
    }

    @Nested
    class Tree extends OrgLoadingContract {
        @BeforeEach
        void write() {
            file("Order__c.json", "{\"sobjects\": [" + ORDER + ", {\"name\": \"Account\"}]}");
            file("tree/Order-Account-plan.json", """
                [{"sobject": "Account", "saveRefs": true, "resolveRefs": false, "files": ["Accounts.json"]},
                 {"sobject": "Order__c", "saveRefs": false, "resolveRefs": true, "files": ["Orders.json"]}]
                """);
            file("tree/Accounts.json", """
                {"records": [
                  {"attributes": {"type": "Account", "referenceId": "AccountRef1"}, "Name": "Acme",
                   "Orders__r": {"records": [
                     {"attributes": {"type": "Order__c", "referenceId": "Order__cRef1"}, "Name": "one",
                      "Amount__c": 10.50, "Paid__c": true, "Placed_At__c": "2026-03-13T08:30:00.000+0000"}]}},
                  {"attributes": {"type": "Account", "referenceId": "AccountRef2"}, "Name": "Zenith"}]}
                """);
            file("tree/Orders.json", """
                {"records": [
                  {"attributes": {"referenceId": "Order__cRef2"}, "Name": "two", "Account__c": "@AccountRef1",
                   "Amount__c": 99, "Placed_At__c": "2026-03-14T07:00:00.000+0000", "Channel__c": "Web"},
                  {"Name": "three, \\"last\\"", "Amount__c": 0, "Placed_At__c": "2026-03-14T00:00:00.000Z",
                   "Channel__c": "Phone", "Account__c": null}]}
                """);
            file("Contact.json", """
                {"records": [{"attributes": {"type": "Contact", "referenceId": "ContactRef1"},
                  "FirstName": "Ada", "LastName": "Okonkwo", "AccountId": "@AccountRef2"}]}
                """);
        }

        @Override
        SandboxOrg load() {
            return SandboxOrg.from(folder, CLOCK);
        }
    }

    @Nested
    class QueryResults extends OrgLoadingContract {
        @BeforeEach
        void write() {
            file("order.json", "{\"status\": 0, \"result\": " + ORDER + "}");
            file("Account.json", """
                [{"Id": "001Hs00001ABCde", "Name": "Acme", "Contacts": null},
                 {"Id": "001Hs00001ABCdf", "Name": "Zenith", "Contacts": {"totalSize": 1, "done": true, "records": [
                   {"attributes": {"type": "Contact", "url": "/services/data/v66.0/sobjects/Contact/003"},
                    "FirstName": "Ada", "LastName": "Okonkwo"}]}}]
                """);
            file("orders.json", """
                {"status": 0, "result": {"totalSize": 3, "done": true, "records": [
                  {"attributes": {"type": "Order__c"}, "Name": "one", "Account__c": "001Hs00001ABCde",
                   "Account__r": {"attributes": {"type": "Account"}, "Name": "not a key, but the id is there"},
                   "Amount__c": 10.50, "Paid__c": true, "Placed_At__c": "2026-03-13T08:30:00.000+0000"},
                  {"attributes": {"type": "Order__c"}, "Name": "two", "Amount__c": 99,
                   "Account__r": {"attributes": {"type": "Account"}, "Id": "001Hs00001ABCde"},
                   "Placed_At__c": "2026-03-14T07:00:00.000+0000", "Channel__c": "Web"},
                  {"attributes": {"type": "Order__c"}, "Name": "three, \\"last\\"", "Amount__c": 0,
                   "Account__r": null, "Placed_At__c": "2026-03-14T00:00:00.000Z", "Channel__c": "Phone"}]}}
                """);
        }

        @Override
        SandboxOrg load() {
            return SandboxOrg.from(folder, CLOCK);
        }
    }

    @Test
    void keepsWhatDescribeSays() {
        file("describe/Order__c.json", ORDER);
        var order = load().table("Order__c").orElseThrow();

        assertThat(order.keyPrefix()).isEqualTo("a07");
        assertThat(order.definition().labelPlural()).isEqualTo("Orders");
        assertThat(order.field("channel__c").orElseThrow().labelOf("Web")).isEqualTo("World Wide Web");
        assertThat(order.field("Channel__c").orElseThrow().permits("Fax")).isFalse();
        assertThat(order.field("Name").orElseThrow().properties().otherMembers())
                .containsEntry("inlineHelpText", "The number on the invoice");
    }

    @Test
    @DisplayName("SOAP API developer guide, Compound Fields: custom addresses")
    void readsCustomAddressesAndLookupsToObjectsThatTheOrgLacks() {
        file("Site__c.json", """
            {"name": "Site__c", "label": "Site", "queryable": true, "fields": [
              {"name": "Id", "type": "id", "length": 18},
              {"name": "At__City__s", "type": "string", "length": 40, "compoundFieldName": "At__c"},
              {"name": "At__CountryCode__s", "type": "picklist", "compoundFieldName": "At__c"},
              {"name": "At__c", "type": "address", "queryByDistance": true},
              {"name": "Asset__c", "type": "reference", "referenceTo": ["Asset"], "relationshipName": "Asset__r"},
              {"name": "Anything__c", "type": "reference", "referenceTo": []}]}
            """);
        file("Sites.json", """
            {"records": [{"attributes": {"type": "Site__c"}, "Id": "a3X000000000001", "At__City__s": "Boise",
              "At__CountryCode__s": "US", "Asset__c": "02i000000000001AAA", "Anything__c": "02i000000000001AAA"}]}
            """);
        var sites = load().table("Site__c").orElseThrow();
        var site = sites.records().getFirst();

        assertThat(sites.keyPrefix()).isEqualTo("a3X");
        assertThat(site.value(sites.column("Asset__c"))).isEqualTo("02i000000000001AAA");
        assertThat(((Row) Objects.requireNonNull(site.value(sites.column("At__c")))).asMap())
                .containsEntry("city", "Boise")
                .containsEntry("countryCode", "US")
                .containsEntry("street", null);
    }

    @Test
    void readsTheUserWithTheirTimeZone() {
        file("User.json", """
            [{"Username": "sandbox@example.com", "LastName": "Rossi", "TimeZoneSidKey": "America/Los_Angeles"},
             {"Username": "other@example.com", "LastName": "Kim"}]
            """);
        var org = load();

        assertThat(org.runningUser().name()).isEqualTo("Rossi");
        assertThat(org.timeZone()).hasToString("America/Los_Angeles");
        assertThat(org.table("User").orElseThrow().records()).hasSize(2);
    }

    @Test
    void ignoresOtherFilesAndHiddenOnes() {
        file("README.md", "An org");
        file(".cache.json", "{");

        assertThat(load().table("Account").orElseThrow().records()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Account.csv   | Name,Name                        | Account.csv, line 1: must name each field once
        Account.csv   | Name\\nAcme,x                    | Account.csv, line 2: has 2 values, but the first line names 1
        Account.csv   | Name,Phone\\n"A\\nB",1\\nC"D,2   | Account.csv, line 4: has a quotation mark inside a value
        Account.csv   | Name\\n"Acme                     | Account.csv, line 2: has a quoted value without an end
        Account.csv   | Name\\n"Acme"x                   | Account.csv, line 2: has text after a quoted value
        Account.csv   | Nmae\\nAcme                      | Account.csv, line 2: Account has no field or relation
        Ghost.csv     | Name\\nAcme                      | Ghost.csv, line 2: the org has no object 'Ghost'
        a/Account.json| [{"Name": "A"}, {"Name": {}}]    | a/Account.json, record 2: Name takes a single value
        Account.json  | [1]                              | Account.json, record 1: is not a JSON object
        Account.json  | {"Name":                         | Account.json: is not JSON, see line 1
        Account.json  | {"Name": "Acme"}                 | Account.json: is neither describe's result
        Order__c.json | {"name": "O__c", "fields": []}   | Order__c.json: O__c has no field Id
        Order__c.json | {"fields": []}                   | Order__c.json: "name" is missing
        Order__c.json | {"name": "O__c", "fields": [{"name": "Id", "type": "id"}, {"name": "A__c", "type": "strnig"}]} \
        | Order__c.json, fields 2: has the unknown type 'strnig'; give one
        Order__c.json | {"name": "O__c", "fields": [{"name": "Id"}]} | Order__c.json, fields 1: "type" is missing; give
        Order__c.json | {"name": "O__c", "fields": [{"type": "id"}]} | Order__c.json, fields 1: "name" is missing; give
        Order__c.json | {"name": "O__c", "fields": [5]}  | Order__c.json, fields 1: is not a JSON object; give
        Order__c.json | {"name": "O__c", "fields": [{"name": "Id", "type": "id"}, {"name": "ID", "type": "id"}]} \
        | Order__c.json, fields 2: has the name ID, as a field before it; leave one out
        Order__c.json | {"name": "O c", "fields": [{"name": "Id", "type": "id"}]} | Order__c.json:
        a-plan.json   | [{"sobject":"A","files":["b"]}]  | a-plan.json: names b, which is not in the folder
        User.json     | [{"Username":"sandbox@example.com","TimeZoneSidKey":"Mars"}] | User.json, record 1: Time
        """)
    void saysWhereAndWhatIsWrong(String file, String text, String message) {
        file(file, text.replace("\\n", "\n"));

        assertThatThrownBy(this::load)
                .isInstanceOf(InvalidOrgData.class)
                .hasMessageStartingWith(message)
                .hasMessageMatching("(?s).+: .+");
    }

    @Test
    void refusesAnObjectThatTwoFilesDescribe() {
        file("Order__c.json", ORDER);
        file("describe/Order__c.json", ORDER);

        assertThatThrownBy(this::load)
                .hasMessage("describe/Order__c.json: describes Order__c, as Order__c.json does; leave one out");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> SandboxOrg.from(folder.resolve("nowhere"), OrgLoadingContract.CLOCK))
                .isInstanceOf(InvalidOrgData.class)
                .hasMessageContaining("is not a folder");
    }

    private SandboxOrg load() {
        return SandboxOrg.from(folder, OrgLoadingContract.CLOCK);
    }

    private void file(String name, String text) {
        try {
            var path = folder.resolve(name);
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
