package io.weir.adapter.out.salesforce.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.salesforce.TestMeters;
import io.weir.domain.limit.ApiUsage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitInfoTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        api-usage=25/5000 | 25 | 5000
        api-usage=25/5000; per-app-api-usage=17/250(appName=sample-connected-app) | 25 | 5000
        per-app-api-usage=17/250(appName=a;b, api-usage=1/2);api-usage=25/5000 | 25 | 5000
        api-usage=10018/100000; api-bursts=1/750 | 10018 | 100000
        api-usage=110018/100000 | 110018 | 100000
        api-usage=25/5000,query-rows=10/50000,daily-usage=1/2 | 25 | 5000
        future-thing=x; api-usage= 1 / 2 | 1 | 2
        """)
    void readsBothForms(String header, long used, long limit) {
        assertThat(LimitInfo.usage(header)).contains(new ApiUsage(used, limit));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";;,",
                "api-usage",
                "api-usage=",
                "api-usage=1",
                "api-usage=/",
                "api-usage=1/",
                "api-usage=-1/5",
                "api-usage=1/x",
                "api-usage=1.5/2",
                "api-usage=99999999999999999999/1",
                "per-app-api-usage=17/250",
                "((("
            })
    void ignoresMalformedUsage(String header) {
        assertThat(LimitInfo.usage(header)).isEmpty();
    }

    @Property
    void neverFails(@ForAll String header) {
        assertThat(LimitInfo.usage(header)).isNotNull();
        assertThat(LimitInfo.usage("api-usage=" + header)).isNotNull();
    }

    @Test
    void answersThatOvertakeEachOtherDoNotTurnBackTime() {
        var usage = new LatestApiUsage(TestMeters.ALL);
        assertThat(TestMeters.gauge("weir_api_usage_used")).isNaN();
        long malformed = TestMeters.count("weir_salesforce_limit_info_malformed_total");
        long early = usage.turn();
        long late = usage.turn();

        usage.read(late, "api-usage=20/100");
        usage.read(early, "api-usage=90/100");
        assertThat(usage.latest()).contains(new ApiUsage(20, 100));

        usage.read(usage.turn(), "what?");
        assertThat(usage.latest()).contains(new ApiUsage(20, 100));
        assertThat(TestMeters.count("weir_salesforce_limit_info_malformed_total"))
                .isEqualTo(malformed + 1);
        assertThat(TestMeters.gauge("weir_api_usage_used")).isEqualTo(20);
        assertThat(TestMeters.gauge("weir_api_usage_limit")).isEqualTo(100);
    }
}
