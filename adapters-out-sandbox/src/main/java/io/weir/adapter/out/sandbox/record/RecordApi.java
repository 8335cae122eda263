package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.route.Routes;
import io.weir.adapter.out.sandbox.write.RecordWriter;
import io.weir.adapter.out.sandbox.write.WriteRules;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The resources that read and write records by id or key, alone or many in one request. */
public final class RecordApi {
    private final SaveReplies replies;
    private final RecentRecords recent;
    private final RowReplies rows;
    private final CollectionReplies collections;
    private final TreeReplies tree;
    private final ReplicationReplies replication;
    private final UiRecordReplies uiRecords;
    private final UiObjectReplies uiObjects;
    private final IdempotencyKeys keys;

    public RecordApi(SandboxOrg org, WriteRules rules, RowQueries queries) {
        var writer = new RecordWriter(org, rules);
        this.replies = new SaveReplies(org);
        this.recent = new RecentRecords(org);
        this.rows = new RowReplies(org, writer, queries, replies, recent);
        this.collections = new CollectionReplies(org, writer, queries, recent);
        this.tree = new TreeReplies(org, writer);
        this.replication = new ReplicationReplies(org);
        this.uiRecords = new UiRecordReplies(org, writer);
        this.uiObjects = new UiObjectReplies(org);
        this.keys = new IdempotencyKeys(org);
    }

    /** Adds the resources to {@code routes}. */
    public void addTo(Routes routes) {
        routes.add("GET", "recent", recent::list)
                .add("POST", "sobjects/{object}", guarded(rows::create))
                .add("GET", "sobjects/{object}/updated", replication::updated)
                .add("GET", "sobjects/{object}/deleted", replication::deleted)
                .add("GET", "sobjects/{object}/{id}", rows::read)
                .add("POST", "sobjects/{object}/{id}", guarded(rows::createById))
                .add("PATCH", "sobjects/{object}/{id}", guarded(rows::update))
                .add("DELETE", "sobjects/{object}/{id}", guarded(rows::delete))
                .add("GET", "sobjects/{object}/{field}/{value}", guarded(rows::readByKey))
                .add("PATCH", "sobjects/{object}/{field}/{value}", guarded(rows::upsert))
                .add("DELETE", "sobjects/{object}/{field}/{value}", guarded(rows::deleteByKey))
                .add("POST", "composite/sobjects", guarded(collections::create))
                .add("PATCH", "composite/sobjects", guarded(collections::update))
                .add("DELETE", "composite/sobjects", guarded(collections::delete))
                .add("GET", "composite/sobjects/{object}", guarded(collections::read))
                .add("POST", "composite/sobjects/{object}", guarded(collections::readMany))
                .add("PATCH", "composite/sobjects/{object}/{field}", guarded(collections::upsert))
                .add("POST", "composite/tree/{object}", guarded(tree::reply))
                .add("POST", "ui-api/records", repeatable(uiRecords::create))
                .add("GET", "ui-api/records/{id}", IdempotencyKeys.unsupported(uiRecords::read))
                .add("PATCH", "ui-api/records/{id}", repeatable(uiRecords::update))
                .add("DELETE", "ui-api/records/{id}", repeatable(uiRecords::delete))
                .add("GET", "ui-api/object-info/{object}", IdempotencyKeys.unsupported(uiObjects::objectInfo));
    }

    /** The records of {@code object} that the user wrote last, newest first. */
    public List<Map<String, @Nullable Object>> recentItems(String object, String version) {
        return recent.of(object, version);
    }

    /** A resource that refuses what it cannot read or write with Salesforce's errors. */
    public Routes.Resource guarded(Routes.Resource resource) {
        return replies.guarded(resource);
    }

    private Routes.Resource repeatable(Routes.Resource resource) {
        return keys.repeatable(guarded(resource));
    }
}
