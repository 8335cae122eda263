package io.weir.adapter.in.http.webhook;

import java.util.Set;

/** The words of Weir's messages about requests. Any other word in a message may be from the request. */
final class MessageWords {
    private static final Set<String> WORDS = Set.of("""
        2026-01-31 A a About about accepted accesstoken action action's actions active ad-hoc add address admin after
        again aggregate aggregated aggregates alias all allow allowed allows alone already amount amounts an AND and
        another answer answers any API apikey applied apply are array arrive as ASC aside ask ASSIGN at attributes auth
        authorization available back back-references backslash Basic basic be Bearer bearer because before beginning
        begins begun being belongs beside besides between bits blank body boolean booleans both bound brace braces
        bracket break but BY by byte bytes called caller caller's callers came can cannot cap capital CASE case
        certificate character characters charset check checkbox checked child children chunked cJ class classes client
        clientsecret cloned closed closes code column come comes comma compare compared compiled condition conditions
        const contact contains Content-Encoding control COUNT count country credential credentials currency CXone cxone
        CXone's daily data date dates decimal declared deep deeper default defaults definitions dependencies DESC
        describe description detail did digits direction do does draft dry DYNAMIC each early ECMAScript either elements
        else email empty end ends enum error escape escaped escapes ever every Everything exceeds EXCLUDES expected
        expected_schema expired expires explain explained exponent false feed fetched fewer field fields file filter
        filtered filters FIRST first fit flags flow follow followed for form found framing from function GB given goes
        going got GROUP group group's group_by grouped groups half has have HAVING having header here hexadecimal hidden
        HMAC hold holds how Hub hyphens Id id id's identifier identity ids idtoken if IN in included INCLUDES index
        inline input inputs integer Integration international into invalid is ISO issuer it items its itself JDK JDK's
        joined JSON json jwt keep kept key keys keyword KiB kind known knows large larger LAST last lead leads least
        leave leaves left length letter letters levels lies like limit line linear list listener lists literal location
        log logged long look-ahead look-behind lower lower-case many match matched matter maximum may mean members
        memory message milliseconds minimum minutes missing mix MMMM moment more most ms much multi-currency multipart
        must name named names needs negated neither nest nested never new no no_caller_id nobody none nor nosniff NOT
        not nothing now nrtbf null nullable NULLS nulls number number's numbers object objects octal of offset ok on
        once one only op operator operator's OR or ORDER order ordered org org's other others out outcome output outside
        overloaded own parameter parameters parent parents part passwd password path pattern patterns percent-encoded
        phone picklist place plain point points possessive POST probably profile properties property put pwd quantifiers
        queried queries query quote quotes range rate read reads record records reference regex region relationship
        relationships repeat repetitions replace request requests required rest retryable row rows run running runs said
        Salesforce same say scans Schema schema schema's schemas scope searched secret SELECT select selected selects
        send set several shape shorter show shown shows sig sign signature single skipped smaller some SOQL sorted
        spelling spent stands start statement status step steps still string sub-queries sub-query such suit supported
        tab take takes telephone tell text texts than that The the their them then there these they this those three
        time times title TLS to TODAY together token tokens too top true truncated try twice two type u under
        underscores understood unescaped Unicode unknown up upper URI URL US USD use used user UTF-8 uuuu val valid
        value values version versions very waiting waits wanted wants warnings was way webhooksignature weir weirBody
        weirInputs weirKey weirOutcome were what When WHERE where whether which while whole wildcards with Withheld
        withheld without words work would write writes written wrong X-Contact-Id X-Timeout-Ms xapikey years yes you
        zone
        """.strip().split("\\s+"));

    private MessageWords() {}

    static boolean has(String word) {
        return WORDS.contains(word);
    }
}
