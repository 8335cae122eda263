package io.weir.adapter.out.salesforce.org;

import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.http.Operation;
import io.weir.adapter.out.salesforce.http.SalesforceRequest;
import io.weir.adapter.out.salesforce.json.JsonMembers;
import io.weir.domain.limit.OrgLimit;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.OrgStatus;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The org's versions and limits over Salesforce's REST API. Thread-safe. */
public final class RestOrgStatus implements OrgStatus {
    private static final Pattern VERSION = Pattern.compile("\\d{1,3}\\.\\d");

    private final RestApi api;

    public RestOrgStatus(RestApi api) {
        this.api = api;
    }

    @Override
    public List<String> apiVersions(RunMeter meter) {
        return api.sendWithoutLogin(
                origin -> SalesforceRequest.anonymous(Operation.VERSIONS, origin, "/services/data"),
                meter,
                answer -> api.okDocument(answer, RestOrgStatus::versions));
    }

    @Override
    public void logIn(RunMeter meter) {
        api.logIn(meter);
    }

    @Override
    public List<OrgLimit> limits(RunMeter meter) {
        return api.send(
                session -> SalesforceRequest.get(Operation.LIMITS, session, api.root() + "/limits"),
                meter,
                answer -> api.okDocument(answer, RestOrgStatus::limits));
    }

    private static List<String> versions(JsonParser answer) {
        var versions = new ArrayList<String>();
        if (answer.nextToken() != JsonToken.START_ARRAY) {
            throw new Unreadable("the org's versions are not a list");
        }
        while (answer.nextToken() == JsonToken.START_OBJECT) {
            var json = new JsonMembers(answer);
            json.member("version", () -> versions.add(json.text()));
        }
        if (versions.isEmpty()
                || !versions.stream()
                        .allMatch(version -> VERSION.matcher(version).matches())) {
            throw new Unreadable("the org lists no valid API versions");
        }
        return List.copyOf(versions);
    }

    private static List<OrgLimit> limits(JsonParser answer) {
        var limits = new ArrayList<OrgLimit>();
        var json = JsonMembers.first(answer);
        json.members(name -> {
            var limit = new Object() {
                long max;
                long remaining;
            };
            json.members(member -> {
                switch (member) {
                    case "Max" -> limit.max = json.number();
                    case "Remaining" -> limit.remaining = json.number();
                    default -> json.skip();
                }
            });
            limits.add(new OrgLimit(name, limit.max, limit.remaining));
        });
        return List.copyOf(limits);
    }
}
