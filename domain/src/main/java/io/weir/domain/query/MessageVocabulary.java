package io.weir.domain.query;

import java.util.Set;

/** The words in Salesforce's messages. Any other word in a message may be personal data. */
final class MessageVocabulary {
    private static final Set<String> WORDS = Set.of("""
        a about access action administrator after aggregate alias all allow allowed already am an and another any api
        apex app append application are argument as at attached attempt attempting authenticated authentication
        authorized available
        be because been before being believe between boolean bound but by
        call called calling can cannot case caused character characters child client clause closed code column combine
        compared component concurrent condition configured connected connection contact contains context correct could
        couldn count create creation criterion currency current currently cursor custom
        daily data database date datetime declared deleted denied deprecated describe did directly disabled disallowed
        do does doesn don done double down due during
        each either empty enabled enclosed encountered end enough entity error errors exceed exceeded exceeds exception
        exist exists expected expecting expired expression external
        fail failed fails feature fetch fetching field fields filter filterable filtered following for foreign
        format found from full function
        governor greater group grouped grouping
        had has have having here
        id identifier if in inaccessible inactive incomplete incorrect indexed instance insufficient integer internal
        into invalid is isn it its
        join
        key kind
        large last later length less like limit limited limits line literal load locate locator lock locked logged
        login long longer lookup
        maintenance malformed many matching max maximum may mean memory message metadata method mismatched missing
        mode more most multiple must
        name named names namespace nested new next no non not null number numbers
        object objects occurred of offline offset old on once one only open operation operator operators or order
        organization org other out outer over
        page parameter parent parse parser pass password path pattern permission permissions permitted picklist please
        plus position possible predicate privilege process processed processing profile property provided
        queries query queryable quota quotes
        range rate reached read reason received records reduce refer reference references referenced rejected related
        relation relations relationship relationships remove reported request requested requests require required
        requires resource response rest result results retry return returned returns right rights root row rows run
        running
        same sandbox scope search select selected selecting selective semijoin server service session should
        size so some soql sort sorted sorting specified specify sure t statement status still string sub subquery
        subqueries such support supported syntax system
        table temporarily temporary text than that the their them then there these this time timed timeout timeouts
        to together token told too total totalrequests transaction try trying twice type types
        unable unavailable unexpected unique unknown unsupported until up update use used user users uses using
        valid value values version via view
        was wait wasn when where which while with within without wrong wsdl
        you your
        concurrentrequests concurrentperorglongtxn errorid
        """.strip().split("\\s+"));

    private MessageVocabulary() {}

    /** Whether {@code word}, in lower case, is in the vocabulary. */
    static boolean has(String word) {
        return WORDS.contains(word);
    }
}
