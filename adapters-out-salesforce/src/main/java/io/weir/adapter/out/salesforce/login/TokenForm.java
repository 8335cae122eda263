package io.weir.adapter.out.salesforce.login;

import io.weir.adapter.out.salesforce.http.PercentEncoding;

/** The encoded form of a token request. Its text shows no value. */
public record TokenForm(String encoded) {
    public static TokenForm of(String grantType) {
        return new TokenForm(PercentEncoding.append("grant_type=", grantType));
    }

    public TokenForm with(String name, String value) {
        return new TokenForm(PercentEncoding.append(encoded + "&" + name + "=", value));
    }

    @Override
    public String toString() {
        return "TokenForm[hidden]";
    }
}
