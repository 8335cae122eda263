package io.weir.adapter.in.http.answer;

import io.weir.domain.caller.Caller;

/** A caller who has shown who it is, and how it wants its answers. */
public record AuthenticatedCaller(Caller caller, AnswerStyle style) {}
