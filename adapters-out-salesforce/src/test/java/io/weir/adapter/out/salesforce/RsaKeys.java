package io.weir.adapter.out.salesforce;

import io.weir.adapter.out.salesforce.settings.SigningKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/** Keys for tests, and PEM as OpenSSL writes it. */
public final class RsaKeys {
    /** One for all tests: making it takes longer than most of them. */
    public static final KeyPair APP = pair("RSA", 2_048);

    /** What stands before the PKCS#1 form of a key of 2,048 bits in its PKCS#8 form. */
    private static final int PKCS8_PREFIX = 26;

    private RsaKeys() {}

    public static KeyPair pair(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public static SigningKey signingKey() {
        return new SigningKey((RSAPrivateKey) APP.getPrivate());
    }

    public static RSAPublicKey publicKey() {
        return (RSAPublicKey) APP.getPublic();
    }

    public static String pkcs8() {
        return pem("PRIVATE KEY", APP.getPrivate().getEncoded());
    }

    public static String pkcs1() {
        byte[] pkcs8 = APP.getPrivate().getEncoded();
        return pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, PKCS8_PREFIX, pkcs8.length));
    }

    public static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }
}
