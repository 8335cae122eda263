package io.weir.adapter.out.sandbox.org;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.TestOrgs;
import io.weir.adapter.out.sandbox.query.QueryEvaluator;
import io.weir.adapter.out.sandbox.query.QueryResult;
import io.weir.adapter.out.sandbox.soql.SoqlParser;
import io.weir.domain.query.Row;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardFieldsTest {
    private static final SandboxOrg ORG = TestOrgs.contactCentre();

    @ParameterizedTest
    @DisplayName("SOQL reference, Location-Based SOQL Queries; object reference, address compound fields")
    @CsvSource({
        "Account,Billing",
        "Account,Shipping",
        "Contact,Mailing",
        "Contact,Other",
        "Lead,''",
        "User,''",
        "Organization,''",
    })
    void addressesHavePlaces(String object, String prefix) {
        String near = "DISTANCE(%sAddress, GEOLOCATION(37.77,-122.42), 'mi')".formatted(prefix);
        var address = (Row) Objects.requireNonNull(
                rows("SELECT %sAddress FROM %s WHERE %s < 1 LIMIT 1".formatted(prefix, object, near))
                        .getFirst()
                        .value(prefix + "Address"));

        assertThat(address.value("city")).isEqualTo("San Francisco");
        assertThat(address.value("latitude")).isEqualTo(new BigDecimal("37.77"));
        assertThat(address.value("geocodeAccuracy")).isEqualTo("City");
        assertThat(count("SELECT COUNT() FROM %s WHERE %s < 1 AND %sLatitude = null".formatted(object, near, prefix)))
                .isZero();
    }

    @ParameterizedTest
    @DisplayName("Object reference, fields of standard objects")
    @ValueSource(
            strings = {
                "Account: Fax Site Sic SicDesc Ownership TickerSymbol AccountSource PhotoUrl ShippingStreet"
                        + " ShippingCity",
                "Account: LastActivityDate LastViewedDate LastReferencedDate MasterRecordId BillingGeocodeAccuracy",
                "Contact: Salutation Fax HomePhone OtherPhone AssistantPhone AssistantName LeadSource OtherCity Title",
                "Contact: HasOptedOutOfEmail EmailBouncedReason IsEmailBounced LastActivityDate MailingLatitude"
                        + " PhotoUrl",
                "Lead: Salutation Fax LastTransferDate IsUnreadByOwner HasOptedOutOfFax Latitude GeocodeAccuracy",
                "Case: SuppliedName SuppliedEmail SuppliedCompany Comments IsClosedOnCreate SlaStartDate IsStopped",
                "Opportunity: IsPrivate ForecastCategoryName FiscalYear FiscalQuarter Fiscal TotalOpportunityQuantity",
                "Event: IsReminderSet ReminderDateTime IsChild IsGroupEvent EndDate EventSubtype IsArchived",
                "User: MobilePhone CompanyName Division EmployeeNumber CommunityNickname City FederationIdentifier"
                        + " Address",
                "Campaign: Name ParentId Type Status StartDate BudgetedCost NumberSent IsActive",
                "Product2: Name ProductCode IsActive Family StockKeepingUnit DisplayUrl",
                "Organization: Fax Latitude NamespacePrefix",
            })
    void objectsHaveTheirStandardFields(String fields) {
        String object = fields.substring(0, fields.indexOf(':'));
        String list = fields.substring(fields.indexOf(' ') + 1).replace(" ", ", ");

        assertThat(rows("SELECT " + list + " FROM " + object + " LIMIT 1")).hasSize(1);
    }

    @Test
    @DisplayName("Object reference, Case: ContactEmail, ContactFax, ContactMobile and ContactPhone are the contact's")
    void aCaseShowsItsContact() {
        var cases = rows("SELECT ContactPhone, ContactMobile, ContactEmail, ContactFax, Contact.Phone,"
                + " Contact.MobilePhone, Contact.Email, Contact.Fax FROM Case WHERE ContactPhone = '+14155550100'");

        assertThat(cases).isNotEmpty().allSatisfy(row -> {
            var contact = (Row) Objects.requireNonNull(row.value("Contact"));
            assertThat(row.value("ContactPhone")).isEqualTo("+14155550100").isEqualTo(contact.value("Phone"));
            assertThat(row.value("ContactMobile")).isEqualTo(contact.value("MobilePhone"));
            assertThat(row.value("ContactEmail")).isEqualTo(contact.value("Email"));
            assertThat(row.value("ContactFax")).isEqualTo(contact.value("Fax"));
        });
        assertThat(count("SELECT COUNT() FROM Case WHERE ContactId = null AND ContactPhone != null"))
                .isZero();
    }

    private static QueryResult run(String soql) {
        return QueryEvaluator.evaluate(ORG, SoqlParser.parse(soql, ORG));
    }

    private static List<Row> rows(String soql) {
        return run(soql).rows();
    }

    private static int count(String soql) {
        return run(soql).totalSize();
    }
}
