package io.weir.application.action;

import io.weir.domain.port.ServedDeclarations;
import io.weir.domain.port.ServedDeclarationsContract;

class InMemoryServedDeclarationsTest extends ServedDeclarationsContract {
    @Override
    protected ServedDeclarations empty() {
        return new InMemoryServedDeclarations();
    }
}
