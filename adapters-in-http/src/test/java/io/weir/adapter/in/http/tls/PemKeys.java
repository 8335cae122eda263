package io.weir.adapter.in.http.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.io.pem.PemGenerationException;

/** Keys in PKCS #8, in the clear and encrypted. */
public final class PemKeys {
    private PemKeys() {}

    public static String pkcs8(PrivateKey key) {
        return section("PRIVATE KEY", key.getEncoded());
    }

    /** As OpenSSL wrote it before PKCS #8: PKCS #1 or SEC 1. */
    public static String traditional(PrivateKey key) {
        try {
            return key instanceof ECPrivateKey ec
                    ? section(
                            "EC PRIVATE KEY",
                            new org.bouncycastle.asn1.sec.ECPrivateKey(256, ec.getS(), SECObjectIdentifiers.secp256r1)
                                    .getEncoded())
                    : Certificates.pem(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String encrypted(PrivateKey key, String password) {
        try {
            var encryptor = new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                    .setProvider(new BouncyCastleProvider())
                    .setPRF(PKCS8Generator.PRF_HMACSHA256)
                    .setPassword(password.toCharArray())
                    .build();
            return Certificates.pem(new JcaPKCS8Generator(key, encryptor).generate());
        } catch (OperatorCreationException | PemGenerationException e) {
            throw new AssertionError(e);
        }
    }

    static String section(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }
}
