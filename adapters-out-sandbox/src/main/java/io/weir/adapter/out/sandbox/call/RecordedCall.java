package io.weir.adapter.out.sandbox.call;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A call that the sandbox received. Secrets and tokens are replaced by {@code ***}, wherever a client sent them.
 *
 * @param method the HTTP method
 * @param path the path without the query string, such as {@code /services/data/v66.0/query}
 * @param parameters the decoded parameters of the query string and of a form; of those with the same name, the first
 * @param headers the request headers; names are case-insensitive, and several values are separated by {@code , }
 * @param body the body as text; empty for a form, whose fields are among the parameters
 * @param soql the SOQL statements of the call: one for a query, those of all subrequests for a composite request
 * @param status the status of the answer; 0 while the call runs, and when the connection was closed instead
 * @param fault the name of the fault that was injected; empty if there was none
 */
public record RecordedCall(
        String method,
        String path,
        Map<String, String> parameters,
        Map<String, String> headers,
        String body,
        List<String> soql,
        int status,
        String fault) {
    public RecordedCall {
        parameters = Map.copyOf(parameters);
        var ignoringCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(headers);
        headers = Collections.unmodifiableMap(ignoringCase);
        soql = List.copyOf(soql);
    }

    /** The value of the parameter {@code name}; the empty string if it is missing. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** The value of the header {@code name}, in any case; the empty string if it is missing. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    RecordedCall answered(int answer, String injected) {
        return new RecordedCall(method, path, parameters, headers, body, soql, answer, injected);
    }

    /** One line without headers and body, for the message of an assertion. */
    @Override
    public String toString() {
        return "%s %s%s -> %s%s"
                .formatted(
                        method,
                        path,
                        soql.isEmpty() ? "" : " " + soql,
                        status == 0 ? "no answer" : status,
                        fault.isEmpty() ? "" : " (" + fault + ")");
    }
}
