package io.weir.adapter.out.salesforce.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.adapter.out.salesforce.RsaKeys;
import java.security.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SigningKeyTest {
    static List<String> pemsOfTheSameKey() {
        return List.of(
                RsaKeys.pkcs8(),
                RsaKeys.pkcs1(),
                RsaKeys.pkcs8().replace("\n", "\r\n"),
                RsaKeys.pkcs8().replace("\n", "\\n"),
                RsaKeys.pkcs8().replace("\n", "\\r\\n"),
                RsaKeys.pkcs1().replace("\n", " "),
                RsaKeys.pkcs8().replace("\n", ""),
                "Bag Attributes\n    friendlyName: weir\n" + RsaKeys.pkcs8(),
                RsaKeys.pem("CERTIFICATE", new byte[500]) + RsaKeys.pkcs8());
    }

    @ParameterizedTest
    @MethodSource("pemsOfTheSameKey")
    void readsWhatOpensslWritesAndWhatVariablesMakeOfIt(String pem) throws Exception {
        var verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(RsaKeys.publicKey());
        verifier.update("message".getBytes(UTF_8));

        assertThat(verifier.verify(SigningKey.ofPem(pem).sign("message".getBytes(UTF_8))))
                .isTrue();
    }

    static List<String> otherKeys() {
        byte[] ec = RsaKeys.pair("EC", 256).getPrivate().getEncoded();
        byte[] rsa = RsaKeys.APP.getPrivate().getEncoded();
        return List.of(
                RsaKeys.pem("PRIVATE KEY", ec),
                RsaKeys.pem("RSA PRIVATE KEY", ec),
                RsaKeys.pem("EC PRIVATE KEY", ec),
                RsaKeys.pem("OPENSSH PRIVATE KEY", rsa),
                RsaKeys.pem("PRIVATE KEY", "no DER".getBytes(UTF_8)),
                RsaKeys.pem("RSA PRIVATE KEY", new byte[0]),
                RsaKeys.pkcs8().replaceFirst("-----\n", "-----\n#~%é\n"),
                RsaKeys.pkcs8().replaceFirst("\n[A-Za-z0-9+/]{64}\n", "\n"));
    }

    @ParameterizedTest
    @MethodSource("otherKeys")
    void anotherKeyOrADamagedOneIsRefusedWithWhatToDo(String pem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.ofPem(pem))
                .withMessageContaining("openssl genrsa")
                .withNoCause();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        ENCRYPTED PRIVATE KEY, decrypt it by openssl pkey
        CERTIFICATE, private key
        PUBLIC KEY, private key
        """)
    void refusesOtherKeysWithARemedy(String label, String remedy) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.ofPem(RsaKeys.pem(label, new byte[64])))
                .withMessageContaining(remedy);
    }

    @Test
    void theOldWayToEncryptIsRefusedToo() {
        String pem = RsaKeys.pkcs1()
                .replaceFirst("-----\n", "-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0123456789ABCDEF\n\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.ofPem(pem))
                .withMessageContaining("decrypt it");
    }

    @ParameterizedTest
    @CsvSource({"''", "key.pem", "-----BEGIN PRIVATE KEY-----MIIE", "'-----BEGIN A----- x -----END B-----'"})
    void refusesOtherText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.ofPem(text))
                .withMessageContaining("no private key in PEM");
    }

    @Test
    void aKeyThatIsTooShortToBeSafeIsRefused() {
        byte[] small = RsaKeys.pair("RSA", 1_024).getPrivate().getEncoded();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.ofPem(RsaKeys.pem("PRIVATE KEY", small)))
                .withMessageContaining("1024 bits")
                .withMessageContaining("openssl genrsa");
    }
}
