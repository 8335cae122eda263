package io.weir.adapter.out.salesforce.settings;

import java.nio.ByteBuffer;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads an RSA private key from PEM. Its exceptions show no part of the key. */
final class PrivateKeyPem {
    static final String HOW_TO_MAKE_ONE =
            "make one by openssl genrsa -out key.pem 2048, and give the app its certificate";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** PKCS#8's version and its algorithm, rsaEncryption, as they stand before a PKCS#1 key. */
    private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private PrivateKeyPem() {}

    /** The first private key in {@code pem}. Throws {@link IllegalArgumentException} if Weir cannot sign with it. */
    static RSAPrivateKey read(String pem) {
        var block = BLOCK.matcher(pem.replace("\\r", "").replace("\\n", "\n"));
        boolean found = false;
        while (block.find()) {
            if (block.group(1).endsWith("PRIVATE KEY")) {
                return key(block.group(1), block.group(2));
            }
            found = true;
        }
        throw new IllegalArgumentException(
                found
                        ? "a certificate or public key; that one is for the app in Salesforce, Weir needs the private"
                                + " key"
                        : "no private key in PEM, which begins with -----BEGIN PRIVATE KEY----- and has an end like"
                                + " that");
    }

    private static RSAPrivateKey key(String label, String body) {
        if (label.equals("ENCRYPTED PRIVATE KEY") || body.contains("ENCRYPTED")) {
            throw new IllegalArgumentException(
                    "an encrypted key, which Weir cannot open; decrypt it by openssl pkey -in key.pem -out plain.pem");
        }
        return switch (label) {
            case "PRIVATE KEY" -> rsa(bytes(body));
            case "RSA PRIVATE KEY" -> rsa(pkcs8(bytes(body)));
            default -> throw noRsaKey();
        };
    }

    private static RSAPrivateKey rsa(byte[] pkcs8) {
        try {
            if (KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8))
                    instanceof RSAPrivateKey key) {
                return key;
            }
            throw noRsaKey();
        } catch (InvalidKeySpecException e) {
            throw noRsaKey();
        } catch (NoSuchAlgorithmException everyJdkKnowsRsa) {
            throw new IllegalStateException(everyJdkKnowsRsa);
        }
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(SPACE.matcher(base64).replaceAll(""));
        } catch (IllegalArgumentException damaged) {
            // no cause: its message holds a part of the key
            throw noRsaKey();
        }
    }

    private static byte[] pkcs8(byte[] pkcs1) {
        return der(SEQUENCE, RSA, der(OCTET_STRING, pkcs1));
    }

    /** A DER value with a length of two bytes, as that of every RSA key is. */
    private static byte[] der(int tag, byte[]... parts) {
        int length = Stream.of(parts).mapToInt(part -> part.length).sum();
        if (length > 0xFFFF) {
            throw noRsaKey();
        }
        var der =
                ByteBuffer.allocate(4 + length).put((byte) tag).put((byte) 0x82).putShort((short) length);
        for (byte[] part : parts) {
            der.put(part);
        }
        return der.array();
    }

    private static IllegalArgumentException noRsaKey() {
        return new IllegalArgumentException(
                "no RSA key, or a damaged one; Salesforce takes no EC or other key: " + HOW_TO_MAKE_ONE);
    }
}
