package io.weir.adapter.in.http.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads a private key in any PEM format that OpenSSL writes. */
final class PemKey {
    private static final byte[] VERSION = {2, 1, 0};
    /** SEQUENCE { rsaEncryption, NULL }. */
    private static final byte[] RSA = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    /** id-ecPublicKey. */
    private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int CURVE = 0xa0;

    private PemKey() {}

    /**
     * The only private key in {@code file}; throws {@link UnusableTls} if there are none or several, or if it cannot be
     * read.
     *
     * @param password the password of an encrypted key; empty for none
     */
    static PrivateKey in(PemFile file, String password) {
        var keys = file.sections().stream()
                .filter(section -> section.label().endsWith("PRIVATE KEY"))
                .toList();
        if (keys.size() != 1) {
            throw new UnusableTls("'%s' holds %s"
                    .formatted(
                            file.path(),
                            keys.isEmpty()
                                    ? "no private key; it should begin with -----BEGIN PRIVATE KEY-----"
                                    : "several private keys; leave one"));
        }
        var section = keys.getFirst();
        if (section.isEncryptedByOpenSsl()) {
            throw new UnusableTls(("'%s' is encrypted in OpenSSL's own way; turn it into PKCS #8 with"
                            + " 'openssl pkcs8 -topk8', encrypted or not")
                    .formatted(file.path()));
        }
        byte[] der = section.decoded(file.path());
        try {
            return switch (section.label()) {
                case "PRIVATE KEY" -> key(der);
                case "ENCRYPTED PRIVATE KEY" -> key(decrypted(der, password, file.path()));
                case "RSA PRIVATE KEY" -> key(pkcs8(RSA, der));
                case "EC PRIVATE KEY" -> key(pkcs8(element(SEQUENCE, EC, curve(der)), der));
                default ->
                    throw new UnusableTls("'%s' holds a key of a kind that Weir does not know: '%s'"
                            .formatted(file.path(), section.label()));
            };
        } catch (GeneralSecurityException | IOException | IndexOutOfBoundsException damaged) {
            throw new UnusableTls(
                    "'%s' holds a private key that is damaged, or neither RSA nor EC".formatted(file.path()));
        }
    }

    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        for (var algorithm : List.of("RSA", "EC")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException another) {
                // a key of another algorithm
            }
        }
        throw new InvalidKeySpecException("neither RSA nor EC");
    }

    private static byte[] decrypted(byte[] der, String password, Path path)
            throws IOException, GeneralSecurityException {
        if (password.isEmpty()) {
            throw new UnusableTls("'%s' is encrypted, and no password is set".formatted(path));
        }
        var encrypted = new EncryptedPrivateKeyInfo(der);
        var parameters = encrypted.getAlgParameters();
        if (parameters == null) {
            throw new UnusableTls("'%s' is encrypted in a way that Java does not know".formatted(path));
        }
        // for PBES2, only the parameters name the algorithm
        String scheme = parameters.toString();
        String algorithm = scheme.startsWith("PBEWith") ? scheme : encrypted.getAlgName();
        var spec = new PBEKeySpec(password.toCharArray());
        try {
            var cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(algorithm).generateSecret(spec), parameters);
            return encrypted.getKeySpec(cipher).getEncoded();
        } catch (GeneralSecurityException refused) {
            throw new UnusableTls("the password does not open '%s'".formatted(path));
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, VERSION, algorithm, element(OCTET_STRING, key));
    }

    /** The name of the curve, which follows version and secret in SEC 1's ECPrivateKey. */
    private static byte[] curve(byte[] sec1) throws InvalidKeySpecException {
        int at = header(sec1, 0);
        while (at < sec1.length) {
            int content = at + header(sec1, at);
            int end = content + length(sec1, at);
            if ((sec1[at] & 0xff) == CURVE) {
                return Arrays.copyOfRange(sec1, content, end);
            }
            at = end;
        }
        throw new InvalidKeySpecException("no curve");
    }

    /** The number of bytes of the tag and the length of the element at {@code at}. */
    private static int header(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return first < 0x80 ? 2 : 2 + (first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = (length << 8) | (der[at + 2 + i] & 0xff);
        }
        return length;
    }

    private static byte[] element(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
