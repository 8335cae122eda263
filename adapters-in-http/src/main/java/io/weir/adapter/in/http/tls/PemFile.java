package io.weir.adapter.in.http.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The sections of a PEM file; other text is ignored.
 *
 * @param path the file's name in messages
 */
record PemFile(Path path, List<Section> sections) {
    private static final Pattern SECTION =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final Pattern HEADER = Pattern.compile("(?m)^[A-Za-z-]+:.*$");
    private static final String CERTIFICATE = "CERTIFICATE";

    /** One section: its label, and its text between the BEGIN and END lines. */
    record Section(String label, String text) {
        /** Whether the section is encrypted in OpenSSL's traditional format, which no standard describes. */
        boolean isEncryptedByOpenSsl() {
            return text.contains("ENCRYPTED");
        }

        byte[] decoded(Path path) {
            try {
                return Base64.getMimeDecoder()
                        .decode(HEADER.matcher(text).replaceAll("").strip());
            } catch (IllegalArgumentException broken) {
                throw new UnusableTls("'%s' has a section %s that is not Base64".formatted(path, label), broken);
            }
        }

        @Override
        public String toString() {
            return "Section[" + label + "]";
        }
    }

    static PemFile of(Path path, byte[] content) {
        var sections = new ArrayList<Section>();
        var matcher = SECTION.matcher(new String(content, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            sections.add(new Section(matcher.group(1), matcher.group(2)));
        }
        return new PemFile(path, List.copyOf(sections));
    }

    /** The certificates, in order; throws {@link UnusableTls} if there are none or one is damaged. */
    List<X509Certificate> certificates() {
        var certificates = sections.stream()
                .filter(section -> section.label().equals(CERTIFICATE))
                .map(this::certificate)
                .toList();
        if (certificates.isEmpty()) {
            throw new UnusableTls(
                    "'%s' holds no certificate; it should begin with -----BEGIN CERTIFICATE-----".formatted(path));
        }
        return certificates;
    }

    private X509Certificate certificate(Section section) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(section.decoded(path)));
        } catch (CertificateException damaged) {
            throw new UnusableTls("'%s' holds a certificate that is damaged".formatted(path), damaged);
        }
    }
}
