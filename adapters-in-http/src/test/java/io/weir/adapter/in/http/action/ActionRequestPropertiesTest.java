package io.weir.adapter.in.http.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.SampleActions;
import io.weir.adapter.in.http.answer.RequestRefused;
import jakarta.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class ActionRequestPropertiesTest {
    private final ActionRequestReader reader = new ActionRequestReader(UnknownInputs.REFUSE);

    @Property(tries = 500)
    void aFormIsReadAsTheJsonThatItStandsFor(@ForAll("requests") Map<String, String> members) {
        var json = Json.createObjectBuilder();
        members.forEach((key, value) -> json.add(key, value));
        String form = members.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));

        var ofJson = reader.read(json.build().toString(), SampleActions.callerLookup());
        var ofForm = reader.read(form, SampleActions.callerLookup());

        assertThat(ofForm.inputs()).isEqualTo(ofJson.inputs());
        assertThat(ofForm.said()).isEqualTo(ofJson.said());
        members.forEach((key, value) -> assertThat(ofJson.inputs().keySet().stream()
                        .anyMatch(name -> name.value().equals(key)))
                .isEqualTo(!value.isBlank() && !key.equals("contactId")));
    }

    @Property(tries = 500)
    void anyTextIsReadOrRefused(@ForAll String text) {
        try {
            var request = RequestRefused.onInvalidJson(() -> reader.read(text, SampleActions.callerLookup()));
            assertThat(request.inputs()).isNotNull();
        } catch (RequestRefused refused) {
            assertThat(refused.answer().code().status().code()).isEqualTo(400);
        }
    }

    @Provide
    Arbitrary<Map<String, String>> requests() {
        var keys = Arbitraries.of("phone", "tier", "ids", "pin", "contactId");
        var whole = Arbitraries.strings()
                .ofMaxLength(20)
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
        var odd = Arbitraries.of("+14155550100", "a=b&c=d", "100 %", "{x}", "\"", "\uD83D\uDE00", "a|b", " ", "");
        return Arbitraries.maps(keys, Arbitraries.oneOf(whole, odd)).ofMaxSize(4);
    }
}
