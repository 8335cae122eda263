package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.reply.Reply;

/** Queries that read rows, for the resources of records. */
public interface RowQueries {
    /**
     * The record {@code id} of {@code object}.
     *
     * @param fields the fields to return, separated by commas; empty for all
     */
    Reply record(String object, String id, String fields, String version);

    /** All rows of {@code soql} in one page. */
    Reply rows(String soql, String version);
}
