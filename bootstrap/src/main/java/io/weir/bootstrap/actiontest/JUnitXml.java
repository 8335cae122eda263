package io.weir.bootstrap.actiontest;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A report in the XML of JUnit, which CI servers read: a suite for each action, and one for errors. */
public final class JUnitXml {
    /** The name of the suite with what could not be run. */
    private static final String ERRORS = "errors";

    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** The document for {@code report}. */
    public static String of(TestReport report) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new JUnitXml(xml).write(report);
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a text cannot be written to memory", impossible);
        }
        return text.toString();
    }

    private void write(TestReport report) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        begin("\n", "testsuites", "name", "weir action test");
        counts(report.results(), report.errors());
        for (var action : report.actions()) {
            var results = report.of(action);
            begin("\n  ", "testsuite", "name", action.toString());
            counts(results, List.of());
            for (var result : results) {
                write(result, action);
            }
            end("\n  ");
        }
        if (!report.errors().isEmpty()) {
            begin("\n  ", "testsuite", "name", ERRORS);
            counts(List.of(), report.errors());
            for (var error : report.errors()) {
                write(error);
            }
            end("\n  ");
        }
        end("\n");
        xml.writeEndDocument();
        xml.writeCharacters("\n");
    }

    private void counts(List<TestResult> results, List<String> errors) throws XMLStreamException {
        long failures = results.stream().filter(result -> !result.passed()).count();
        attribute("tests", Integer.toString(results.size() + errors.size()));
        attribute("failures", Long.toString(failures));
        attribute("errors", Integer.toString(errors.size()));
    }

    /** An error is a case of its own, because it may belong to no other. */
    private void write(String error) throws XMLStreamException {
        begin("\n    ", "testcase", "name", error);
        attribute("classname", ERRORS);
        begin("\n      ", "error", "message", error);
        xml.writeEndElement();
        end("\n    ");
    }

    private void write(TestResult result, TestedAction action) throws XMLStreamException {
        var test = result.test();
        begin("\n    ", "testcase", "name", test.name());
        attribute("classname", action.toString());
        attribute("file", test.place().file());
        attribute("line", Integer.toString(test.place().line()));
        if (!result.passed()) {
            begin("\n      ", "failure", "message", result.differences().getFirst());
            xml.writeCharacters(printable(String.join("\n", result.differences())));
            xml.writeEndElement();
            xml.writeCharacters("\n    ");
        }
        xml.writeEndElement();
    }

    private void begin(String before, String element, String attribute, String value) throws XMLStreamException {
        xml.writeCharacters(before);
        xml.writeStartElement(element);
        attribute(attribute, value);
    }

    private void end(String before) throws XMLStreamException {
        xml.writeCharacters(before);
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, printable(value));
    }

    /** {@code text} without the control characters that XML cannot have. */
    private static String printable(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
