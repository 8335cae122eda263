package io.weir.domain.port;

class InMemorySharedSecretsTest extends SharedSecretsContract {
    private final InMemorySharedSecrets secrets = new InMemorySharedSecrets();

    @Override
    protected SharedSecrets emptyStore() {
        return secrets;
    }

    @Override
    protected void endLeases() {
        secrets.endLeases();
    }
}
