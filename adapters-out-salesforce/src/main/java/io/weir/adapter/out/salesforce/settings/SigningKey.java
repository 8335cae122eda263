package io.weir.adapter.out.salesforce.settings;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;

/** The RSA key whose certificate the app in Salesforce holds. Its text shows no value. */
public record SigningKey(RSAPrivateKey key) {
    private static final int FEWEST_BITS = 2_048;

    /** Throws {@link IllegalArgumentException} for a key of fewer than 2,048 bits, which RS256 does not allow. */
    public SigningKey {
        int bits = key.getModulus().bitLength();
        if (bits < FEWEST_BITS) {
            throw new IllegalArgumentException(
                    "an RSA key of %d bits, which is too weak; %s".formatted(bits, PrivateKeyPem.HOW_TO_MAKE_ONE));
        }
    }

    /**
     * The key in {@code pem}: PKCS#8 ({@code BEGIN PRIVATE KEY}) or PKCS#1 ({@code BEGIN RSA PRIVATE KEY}). Line ends
     * may be written <code>\n</code>, as variables hold them, or be missing.
     *
     * <p>Throws {@link IllegalArgumentException} for any other text. The message gives the remedy and no part of the
     * key.
     */
    public static SigningKey ofPem(String pem) {
        return new SigningKey(PrivateKeyPem.read(pem));
    }

    /** The signature of {@code message} by RS256. */
    public byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException everyJdkSignsByRsa) {
            throw new IllegalStateException(everyJdkSignsByRsa);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[hidden]";
    }
}
