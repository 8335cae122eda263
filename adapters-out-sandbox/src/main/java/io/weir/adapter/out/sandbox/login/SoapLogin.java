package io.weir.adapter.out.sandbox.login;

import io.weir.adapter.out.sandbox.reply.Reply;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The call {@code login()} of the SOAP API, by which clients log in that have no app. No other call is supported.
 * Thread-safe.
 */
public final class SoapLogin {
    private static final String ENVELOPE = """
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" \
        xmlns:sf="urn:fault.%s.soap.sforce.com" xmlns="urn:%s.soap.sforce.com"><soapenv:Body>%s</soapenv:Body>\
        </soapenv:Envelope>\
        """;

    private final Identity identity;
    private final Sessions sessions;

    public SoapLogin(Identity identity, Sessions sessions) {
        this.identity = identity;
        this.sessions = sessions;
    }

    /**
     * Answers {@code body}.
     *
     * @param path the segments of the request, such as {@code services}, {@code Soap}, {@code u}, {@code 66.0}
     */
    public Reply reply(byte[] body, List<String> path, URI baseUri) {
        String wsdl = path.size() > 2 && path.get(2).equals("c") ? "enterprise" : "partner";
        try {
            var login = Login.read(body);
            if (!login.call().equals("login")) {
                String call = "the sandbox does not support the SOAP API, except login()";
                return fault(wsdl, "sf:UNSUPPORTED_API_VERSION", "UNSUPPORTED_API_VERSION: " + call);
            }
            return identity.isUser(login.username(), login.password())
                    ? Reply.xml(200, ENVELOPE.formatted(wsdl, wsdl, result(path, baseUri)))
                    : fault(
                            wsdl,
                            "sf:INVALID_LOGIN",
                            "INVALID_LOGIN: Invalid username, password, security token; or user locked out.");
        } catch (XMLStreamException notXml) {
            return fault(wsdl, "soapenv:Client", "the request is not a SOAP envelope");
        }
    }

    private String result(List<String> path, URI baseUri) {
        var user = identity.user();
        String organization = identity.organizationId();
        String server = baseUri + "/" + String.join("/", path) + "/" + organization;
        return """
            <loginResponse><result><metadataServerUrl>%s</metadataServerUrl><passwordExpired>false</passwordExpired>\
            <sandbox>false</sandbox><serverUrl>%s</serverUrl><sessionId>%s</sessionId><userId>%s</userId><userInfo>\
            <organizationId>%s</organizationId><sessionSecondsValid>7200</sessionSecondsValid><userEmail>%s</userEmail>\
            <userFullName>%s</userFullName><userId>%s</userId><userLanguage>%s</userLanguage>\
            <userLocale>%s</userLocale><userName>%s</userName><userType>Standard</userType></userInfo></result>\
            </loginResponse>\
            """.formatted(
                        server.replace("/Soap/u/", "/Soap/m/"),
                        server,
                        sessions.open(),
                        user.id(),
                        organization,
                        escaped(user.email()),
                        escaped(user.name()),
                        user.id(),
                        user.language(),
                        user.locale(),
                        escaped(user.username()));
    }

    private static Reply fault(String wsdl, String code, String text) {
        String fault = "<soapenv:Fault><faultcode>%s</faultcode><faultstring>%s</faultstring></soapenv:Fault>"
                .formatted(code, text);
        return Reply.xml(500, ENVELOPE.formatted(wsdl, wsdl, fault));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The first element of the body, and the credentials in it. {@code toString} shows none. */
    private record Login(String call, String username, String password) {
        static Login read(byte[] body) throws XMLStreamException {
            var factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            var xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
            String call = "";
            String username = "";
            String password = "";
            boolean inBody = false;
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                switch (xml.getLocalName()) {
                    case "Body" -> inBody = true;
                    case "username" -> username = xml.getElementText();
                    case "password" -> password = xml.getElementText();
                    default -> call = inBody && call.isEmpty() ? xml.getLocalName() : call;
                }
            }
            return new Login(call, username, password);
        }

        @Override
        public String toString() {
            return "Login[" + call + "]";
        }
    }
}
