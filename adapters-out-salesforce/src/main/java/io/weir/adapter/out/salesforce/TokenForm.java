package io.weir.adapter.out.salesforce;

/** The form that asks for a token, encoded. Its text shows nothing. */
record TokenForm(String encoded) {
    static TokenForm of(String grantType) {
        return new TokenForm(PercentEncoding.append("grant_type=", grantType));
    }

    TokenForm with(String name, String value) {
        return new TokenForm(PercentEncoding.append(encoded + "&" + name + "=", value));
    }

    @Override
    public String toString() {
        return "TokenForm[hidden]";
    }
}
