package io.weir.adapter.out.salesforce.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.adapter.out.salesforce.RsaKeys;
import io.weir.adapter.out.salesforce.error.ErrorEntry;
import io.weir.adapter.out.salesforce.http.Operation;
import io.weir.adapter.out.salesforce.http.RetryAfter;
import io.weir.adapter.out.salesforce.http.SalesforceRequest;
import io.weir.adapter.out.salesforce.http.Session;
import io.weir.adapter.out.salesforce.login.InstanceUrls;
import io.weir.adapter.out.salesforce.login.TokenAnswer;
import io.weir.adapter.out.salesforce.login.TokenForm;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Credentials APP = new Credentials.ClientCredentials("id", "hunter2");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://acme.my.salesforce.com",
                "https://acme.my.salesforce.com/",
                "http://localhost:9090",
                "http://127.0.0.1:1",
                "http://127.1.2.3",
                "http://[::1]:80"
            })
    void acceptsSecureAndLocalLogins(String uri) {
        assertThat(SalesforceSettings.of(URI.create(uri), APP).apiVersion()).isEqualTo("66.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://acme.my.salesforce.com",
                "http://127.evil.example",
                "http://127.0.0.1.evil.example",
                "https://user:hunter2@acme.my.salesforce.com",
                "https://acme.my.salesforce.com/services",
                "https://acme.my.salesforce.com?x",
                "https:acme",
                "acme.my.salesforce.com",
                "file:///etc/passwd"
            })
    void refusesLoginsThatLeakSecrets(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SalesforceSettings.of(URI.create(uri), APP))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void namesTheOrgByWhatNoOtherOrgHas() {
        var login = URI.create("https://LOGIN.salesforce.com");
        var secret = ClientSecret.of("hunter2");
        var inMemory = new Credentials.TokenStore.InMemory();

        assertThat(SalesforceSettings.of(URI.create("https://Acme.my.salesforce.com"), APP)
                        .org())
                .isEqualTo("acme.my.salesforce.com");
        assertThat(SalesforceSettings.of(URI.create("https://acme.my.salesforce.com:443/"), APP)
                        .org())
                .isEqualTo("acme.my.salesforce.com");
        assertThat(SalesforceSettings.of(
                                login,
                                new Credentials.JwtBearer(
                                        "id", "Weir@acme.example", RsaKeys.signingKey(), Audience.defaultFor(login)))
                        .org())
                .isEqualTo("weir@acme.example@login.salesforce.com");
        assertThat(SalesforceSettings.of(
                                login,
                                new Credentials.UsernamePassword("id", secret, "weir@acme.example", "hunter2", ""))
                        .org())
                .isEqualTo("weir@acme.example@login.salesforce.com");
        assertThat(SalesforceSettings.of(login, new Credentials.RefreshToken("id", secret, "hunter2", inMemory))
                        .org())
                .isEqualTo("id@login.salesforce.com");
    }

    @Test
    void trustsSalesforceAndWhatTheOperatorNames() {
        var urls = new InstanceUrls(
                Origin.of(URI.create("https://login.proxy.example")), List.of("sf.example", ".crm.example"));

        assertThat(urls.trusted("https://acme.my.salesforce.com")).isPresent();
        assertThat(urls.trusted("https://acme.my.salesforce.com/")).isPresent();
        assertThat(urls.trusted("https://ACME.my.salesforce.com:443"))
                .contains(new Origin("https", "acme.my.salesforce.com", 443));
        assertThat(urls.trusted("https://acme.my.salesforce.mil")).isPresent();
        assertThat(urls.trusted("https://acme.my.sfcrmproducts.cn")).isPresent();
        assertThat(urls.trusted("https://sf.example")).isPresent();
        assertThat(urls.trusted("https://a.crm.example")).isPresent();
        assertThat(urls.trusted("https://login.proxy.example")).isPresent();
        assertThat(urls.trusted("https://a.sf.example")).isEmpty();
        assertThat(urls.trusted("https://crm.example")).isEmpty();
        assertThat(urls.trusted("https://salesforce.com.evil.example")).isEmpty();
        assertThat(urls.trusted("https://127.0.0.1")).isEmpty();
        assertThat(urls.trusted("http://acme.my.salesforce.com")).isEmpty();
    }

    @Test
    void showsNoSecret() {
        var password =
                new Credentials.UsernamePassword("id", ClientSecret.of("hunter2"), "hunter2", "hunter2", "hunter2");
        var refresh = new Credentials.RefreshToken(
                "id", new ClientSecret("hunter2", "hunter2"), "hunter2", new Credentials.TokenStore.InMemory());
        var bearer = new Credentials.JwtBearer(
                "id", "hunter2", RsaKeys.signingKey(), new Audience("https://login.salesforce.com"));
        var session = new Session("hunter2", new Origin("https", "a.salesforce.com", 443), "", Instant.MAX);
        var settings = SalesforceSettings.of(URI.create("https://a.my.salesforce.com"), APP);

        assertThat(List.of(
                                APP,
                                password,
                                refresh,
                                bearer,
                                bearer.key(),
                                refresh.clientSecret(),
                                TokenForm.of("password").with("password", "hunter2"),
                                settings,
                                session,
                                new TokenAnswer("hunter2", "https://a", "", 0, "hunter2"),
                                new ErrorEntry("CODE", "hunter2"),
                                SalesforceRequest.get(Operation.QUERY, session, "/?q=hunter2"))
                        .toString())
                .doesNotContain("hunter2", "RSA");
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        var uri = URI.create("https://a.my.salesforce.com");
        var second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new SalesforceSettings(uri, APP, "latest", List.of(), second, second, second, 1, second));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new SalesforceSettings(uri, APP, "66.0", List.of(), Duration.ZERO, second, second, 1, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetrySettings(0, second, second, 10, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new BreakerSettings(50, 101, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new BulkheadSettings(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wed, 21 Oct 2026 07:28:10 GMT", "10", " 10 "})
    void readsBothFormsOfRetryAfter(String header) {
        assertThat(RetryAfter.of(header, Instant.parse("2026-10-21T07:28:00Z"))).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "1e9", "99999999999", "Wed, 21 Oct 2020 07:28:10 GMT"})
    void ignoresAMalformedRetryAfter(String header) {
        assertThat(RetryAfter.of(header, Instant.parse("2026-10-21T07:28:00Z"))).isZero();
    }
}
