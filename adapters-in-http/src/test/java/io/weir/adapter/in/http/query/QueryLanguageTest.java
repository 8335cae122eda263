package io.weir.adapter.in.http.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.query.Soql;
import io.weir.domain.query.SoqlLimits;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class QueryLanguageTest {
    private static final RunningWeir WEIR = RunningWeir.with();
    private static final String LEAF = "{'field':'Name','op':'=','val':'x'}";

    @AfterAll
    static void stop() {
        WEIR.close();
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                arguments(
                        "'fields':['Id'],'where':{'any':[{'field':'Status','op':'=','val':'New'},"
                                + "{'not':{'all':[{'field':'Account.Name','op':'starts_with','val':'ab'},"
                                + "{'field':'Email','op':'is_null'}]}}]}",
                        "SELECT Id FROM Contact WHERE Status = 'New' OR (NOT (Account.Name LIKE 'ab%' AND"
                                + " Email = null)) LIMIT 2001"),
                arguments(
                        "'fields':['Id'],'filters':{'Phone':{'op':'=','val':null}},'where':" + LEAF,
                        "SELECT Id FROM Contact WHERE Phone = null AND Name = 'x' LIMIT 2001"),
                arguments(
                        "'fields':['Id'],'where':{'field':'AccountId','op':'not in','query':{'object_name':'Case',"
                                + "'field':'AccountId','where':{'field':'Status','op':'=','val':'New'}}}",
                        "SELECT Id FROM Contact WHERE AccountId NOT IN (SELECT AccountId FROM Case WHERE"
                                + " Status = 'New') LIMIT 2001"),
                arguments(
                        "'fields':['Id'],'filters':{'Phone':{'op':'=','val':'1'}},'where':{'all':[" + LEAF
                                + ",{'all':[{'field':'Email','op':'is_null'},{'field':'AccountId','op':'IN',"
                                + "'query':{'object_name':'Case','field':'AccountId'}}]}]}",
                        "SELECT Id FROM Contact WHERE Phone = '1' AND Name = 'x' AND Email = null AND AccountId IN"
                                + " (SELECT AccountId FROM Case) LIMIT 2001"),
                arguments(
                        "'fields':['Id'],'where':{'any':[" + LEAF + ",{'any':[{'field':'Email','op':'is_null'},"
                                + "{'all':[" + LEAF + "]}]}]}",
                        "SELECT Id FROM Contact WHERE Name = 'x' OR Email = null OR Name = 'x' LIMIT 2001"),
                arguments(
                        "'fields':['Id'],'children':{'Cases':{'fields':['Subject','Owner.Name'],'where':" + LEAF
                                + ",'order_by':['CreatedDate DESC'],'limit':3,'offset':'1',"
                                + "'children':{'Tasks':{'fields':['Id']}}}},'limit':1",
                        "SELECT Id, (SELECT Subject, Owner.Name, (SELECT Id FROM Tasks) FROM Cases WHERE Name = 'x'"
                                + " ORDER BY CreatedDate DESC LIMIT 3 OFFSET 1) FROM Contact LIMIT 1"),
                arguments(
                        "'fields':['Id'],'relationships':{'Account':{'fields':['Name','Type'],'relationships':{"
                                + "'Owner':['Name'],'Parent.Owner':{'relationships':{'Manager':{'fields':['Email'],"
                                + "'relationships':{'Manager':['Name']}}},'fields':[]}}},"
                                + "'Owner':['Name'],'Account.Owner':['Name','Title']}",
                        "SELECT Id, Account.Name, Account.Type, Account.Owner.Name, Account.Parent.Owner.Manager.Email,"
                                + " Account.Parent.Owner.Manager.Manager.Name, Owner.Name, Account.Owner.Title"
                                + " FROM Contact LIMIT 2001"),
                arguments(
                        "'fields':['Id'],'children':{'Cases':{'fields':['Id'],'relationships':{'Owner':{'fields':['Name'],"
                            + "'relationships':{'Manager':['Name']}},'Contact.Account':['Name']}}}",
                        "SELECT Id, (SELECT Id, Owner.Name, Owner.Manager.Name, Contact.Account.Name FROM Cases)"
                                + " FROM Contact LIMIT 2001"),
                arguments(
                        "'fields':['Status'],'aggregates':[{'function':'count','field':'Id','alias':'n'}],"
                                + "'group_by':['Status'],'having':{'function':'COUNT','field':'Id','op':'>','val':5},"
                                + "'order_by':[{'function':'COUNT','field':'Id','direction':'DESC'}]",
                        "SELECT Status, COUNT(Id) n FROM Contact GROUP BY Status HAVING COUNT(Id) > 5"
                                + " ORDER BY COUNT(Id) DESC LIMIT 2000"),
                arguments(
                        "'aggregates':[{'function':'MAX','field':'CreatedDate','alias':'latest'}]",
                        "SELECT MAX(CreatedDate) latest FROM Contact"),
                arguments("'aggregates':[{'function':'COUNT()'}]", "SELECT COUNT() FROM Contact"),
                arguments("'fields':['Id'],'limit':5,'offset':10", "SELECT Id FROM Contact LIMIT 5 OFFSET 10"),
                arguments("'fields':['Id'],'limit':null,'offset':null", "SELECT Id FROM Contact LIMIT 2001"),
                arguments("'fields':['Id'],'limit':' 5.0 ','offset':1e1", "SELECT Id FROM Contact LIMIT 5 OFFSET 10"),
                arguments(
                        "'fields':['Id'],'children':{'Cases':{'fields':['Id'],'limit':null,'offset':null,'where':null}}",
                        "SELECT Id, (SELECT Id FROM Cases) FROM Contact LIMIT 2001"),
                arguments(
                        "'fields':['Id'],'relationships':null,'aggregates':null,'children':null,'filters':null,'where':{"
                            + "'all':[" + LEAF + "],'any':null,'field':null,'op':null,'val':null},'group_by':null,"
                                + "'having':null,'order_by':null,'expected_schema':null",
                        "SELECT Id FROM Contact WHERE Name = 'x' LIMIT 2001"),
                arguments(
                        "'fields':['Id'],'where':{'field':'AccountId','op':'IN','val':null,'type':null,"
                                + "'query':{'object_name':'Case','field':'AccountId','where':null}}",
                        "SELECT Id FROM Contact WHERE AccountId IN (SELECT AccountId FROM Case) LIMIT 2001"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void saysEachKindOfQueryInSoql(String members, String soql) {
        var answer = WEIR.post(request(members));

        assertThat(answer.body()).startsWith("{\"records\":[]");
        assertThat(Soql.of(WEIR.asked.getLast()).text()).isEqualTo(soql);
    }

    static Stream<Arguments> misshapen() {
        return Stream.of(
                arguments(where("[]"), "/where: expected an object, got a list"),
                arguments(where("{}"), "/where/field: is required; /where/op: is required"),
                arguments(where("{'all':[]}"), "/where/all: name at least one condition"),
                arguments(where("{'any':[" + LEAF + ",{'field':'A'}]}"), "/where/any/1/op: is required"),
                arguments(where("{'all':[" + LEAF + "],'any':[" + LEAF + "]}"), "/where: expected all, any, not, or"),
                arguments(where("{'not':[" + LEAF + "]}"), "/where/not: expected an object, got a list"),
                arguments(where("{'not':{'field':'A B','op':'=','val':1}}"), "/where/not: "),
                arguments(where("{'field':'A','op':'='}"), "/where/val: is required"),
                arguments(where("{'field':'A','op':'~','val':1}"), "/where/op: unknown operator"),
                arguments(where("{'function':'SUM','field':'A','op':'=','val':1}"), "/where/function: unknown key"),
                arguments(semiJoin("=", "'object_name':'Case','field':'Id'"), "/where/op: a query goes with IN"),
                arguments(semiJoin("IN", "'object_name':'Case'"), "/where/query/field: is required"),
                arguments(semiJoin("IN", "'object_name':'Case)','field':'Id'"), "/where/query/object_name: "),
                arguments(
                        semiJoin("IN", "'object_name':'Case','field':'Id'},'val':{"),
                        "/where/val: expected a string, number, boolean or null"),
                arguments(
                        semiJoin("IN", "'object_name':'Case','field':'Id','where':{'all':[]}"),
                        "/where/query/where/all: name at least one condition"),
                arguments("'fields':['Id'],'children':{'Cases':{}}", "/children/Cases/fields: is required"),
                arguments("'fields':['Id'],'children':{'C)':{'fields':['Id']}}", "/children/C): "),
                arguments(
                        "'fields':['Id'],'children':{'Cases':{'fields':['Id'],'limit':-1}}",
                        "/children/Cases/limit: expected a whole number"),
                arguments(
                        "'fields':['Id'],'children':{'Cases':{'fields':['Id'],'children':{'B':{'fields':[]}}}}",
                        "/children/Cases/children/B/fields: name at least one field"),
                arguments("'aggregates':[]", "/fields: is required"),
                arguments("'aggregates':[{'function':'SUM'}]", "/aggregates/0: a function needs a field and an alias"),
                arguments("'aggregates':[{'function':'COUNT()','alias':'n'}]", "/aggregates/0: COUNT() has no field"),
                arguments(
                        "'aggregates':[{'function':'SUMM','field':'A','alias':'n'}]",
                        "/aggregates/0: unknown function; did you mean 'SUM'"),
                arguments("'aggregates':[{'function':'SUM','field':'A','alias':'n FROM B'}]", "/aggregates/0/alias: "),
                arguments("'fields':['Id'],'group_by':['A,B']", "/group_by/0: "),
                arguments("'fields':['Id'],'having':{'query':{}}", "/having/query: unknown key"),
                arguments("'fields':['Id'],'offset':-1", "/offset: expected a whole number"));
    }

    @ParameterizedTest
    @MethodSource("misshapen")
    void saysWhereARequestIsInvalidAndAsksNothing(String members, String said) {
        int before = WEIR.asked.size();
        var answer = WEIR.post(request(members));

        assertThat(answer.body()).contains("\"code\":\"invalid_request\"").contains(said);
        assertThat(WEIR.asked).hasSize(before);
    }

    @Test
    void refusesTreesThatAreTooDeepWithoutBreaking() {
        String deep = where("{'not':".repeat(11) + LEAF + "}".repeat(11));
        String deeper = where("{'not':".repeat(5_000) + LEAF + "}".repeat(5_000));

        assertThat(WEIR.post(request(deep)).body()).contains("conditions nest at most 10 deep");
        assertThat(WEIR.post(request(deeper)).body()).contains("\"code\":\"malformed_json\"");
    }

    @Test
    void takesWhateverTheMostGenerousPolicyAllows() {
        var generous = new QueryPolicy(
                NameRules.ALL,
                NameRules.ALL,
                true,
                QueryPolicy.MAX_CONDITION_DEPTH,
                QueryPolicy.MAX_CONDITIONS,
                QueryPolicy.MAX_LIST_VALUES);
        String deep = "{'all':[".repeat(QueryPolicy.MAX_CONDITION_DEPTH)
                + "{'field':'Size','op':'IN','val':[1,2]}"
                + "]}".repeat(QueryPolicy.MAX_CONDITION_DEPTH);
        String deepest = "'fields':['Id'],'children':{'A':{".repeat(SoqlLimits.MAX_LEVELS - 1)
                + where(deep)
                + "}}".repeat(SoqlLimits.MAX_LEVELS - 1);
        String longest =
                where("{'field':'Size','op':'IN','val':[" + "1,".repeat(QueryPolicy.MAX_LIST_VALUES - 1) + "1]}");
        String many = IntStream.range(0, QueryPolicy.MAX_CONDITIONS)
                .mapToObj("'F%d':{'op':'=','val':1}"::formatted)
                .collect(Collectors.joining(",", "'fields':['Id'],'filters':{", "}"));

        try (var weir = RunningWeir.keeping(generous)) {
            for (String members : List.of(deepest, longest, many)) {
                assertThat(weir.post(request(members)).body()).startsWith("{\"records\":[]");
            }
        }
    }

    @Test
    void leavesTheBoundsToThePolicy() {
        assertThat(WEIR.post(request(where("{'field':'Size','op':'IN','val':[" + "1,".repeat(2_000) + "1]}")))
                        .body())
                .contains("/where/val: Size: a list has at most 2000 values, got 2001");
        assertThat(WEIR.post(request(where("{'all':[" + (LEAF + ",").repeat(100) + LEAF + "]}")))
                        .body())
                .contains("/where/all/100: a query has at most 100 conditions");
    }

    private static String where(String tree) {
        return "'fields':['Id'],'where':" + tree;
    }

    private static String semiJoin(String operator, String query) {
        return where("{'field':'AccountId','op':'" + operator + "','query':{" + query + "}}");
    }

    private static String request(String members) {
        return ("{'object_name':'Contact'," + members + "}").replace('\'', '"');
    }
}
