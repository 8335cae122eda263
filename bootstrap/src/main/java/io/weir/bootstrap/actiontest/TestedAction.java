package io.weir.bootstrap.actiontest;

import io.weir.adapter.in.http.catalog.ActionFileName;
import io.weir.domain.action.ActionVersion;

/** An action in one version, with the file that declares it. */
record TestedAction(ActionVersion id, ActionFileName file) {
    /** What reports call it. The newest version has no number, so that its tests keep their names. */
    @Override
    public String toString() {
        return file.isFormer() ? id.toString() : id.name().value();
    }
}
