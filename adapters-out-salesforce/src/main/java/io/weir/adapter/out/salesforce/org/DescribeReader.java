package io.weir.adapter.out.salesforce.org;

import io.weir.adapter.out.salesforce.json.JsonMembers;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import io.weir.domain.schema.ChildRelationship;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.ObjectDescription;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/**
 * Reads a describe answer as it arrives and keeps the parts that queries need. Omits names that are not valid in SOQL.
 *
 * <p>Throws {@link Unreadable} for JSON that is not a description, and the parser's exception for text that is not
 * JSON. For one object; not thread-safe.
 */
final class DescribeReader {
    private final JsonMembers json;
    private String name = "";
    private String keyPrefix = "";
    private String label = "";
    private boolean queryable;
    private List<FieldDescription> fields = List.of();
    private List<ChildRelationship> childRelationships = List.of();

    private DescribeReader(JsonMembers json) {
        this.json = json;
    }

    /** The object that {@code GET /sobjects/{name}/describe} describes. */
    static ObjectDescription object(JsonParser answer) {
        var json = JsonMembers.first(answer);
        var object = new DescribeReader(json);
        json.members(object::take);
        return object.description();
    }

    /** The objects that {@code GET /sobjects} lists. */
    static ObjectList objects(JsonParser answer) {
        var json = JsonMembers.first(answer);
        var names = new ArrayList<String>();
        var queryable = new ArrayList<String>();
        json.member(
                "sobjects",
                () -> json.items(() -> {
                    var object = new DescribeReader(json);
                    json.members(object::take);
                    names.add(object.name);
                    if (object.queryable) {
                        queryable.add(object.name);
                    }
                    return Optional.empty();
                }));
        return ObjectList.of(names, queryable);
    }

    private void take(String member) {
        switch (member) {
            case "name" -> name = json.text();
            case "keyPrefix" -> keyPrefix = json.text();
            case "label" -> label = json.text();
            case "queryable" -> queryable = json.flag();
            case "fields" -> fields = json.items(() -> DescribedField.read(json));
            case "childRelationships" -> childRelationships = json.items(this::childRelationship);
            default -> json.skip();
        }
    }

    /** Empty for children without a relationship name, which no sub-query can select. */
    private Optional<ChildRelationship> childRelationship() {
        var child = new Object() {
            String relationshipName = "";
            String object = "";
            String field = "";
        };
        json.members(member -> {
            switch (member) {
                case "relationshipName" -> child.relationshipName = json.text();
                case "childSObject" -> child.object = json.text();
                case "field" -> child.field = json.text();
                default -> json.skip();
            }
        });
        return JsonMembers.named(
                child.relationshipName,
                relationship -> new ChildRelationship(
                        new RelationshipName(relationship), new ObjectName(child.object), child.field));
    }

    private ObjectDescription description() {
        var object = JsonMembers.named(name, ObjectName::new)
                .orElseThrow(() -> new Unreadable("describe was answered without the object's name"));
        if (fields.isEmpty()) {
            throw new Unreadable("describe was answered without fields");
        }
        return new ObjectDescription(object, keyPrefix, label, queryable, fields, childRelationships);
    }
}
