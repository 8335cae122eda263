package io.weir.application.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.answer.StepResults;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.PhoneNumber;
import io.weir.domain.action.Reference;
import io.weir.domain.draft.Input;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownToWritesTest {
    private static final MemberName PHONE = new MemberName("phone");

    private static Optional<Input> written(String... numbers) {
        var phone = new BoundInput.Phone(Stream.of(numbers)
                .map(number -> new PhoneNumber(number, number.substring(2), List.of(number)))
                .toList());
        return new KnownToWrites("contact-1", Map.of(PHONE, phone), new StepResults())
                .value(new Reference.OfInput(PHONE));
    }

    @Test
    void aTelephoneNumberIsWrittenUnlessItIsSeveral() {
        assertThat(written("+14155550100")).contains(new Input.Text("+14155550100"));
        assertThat(written("+14155550100", "+14155550199")).isEmpty();
    }
}
