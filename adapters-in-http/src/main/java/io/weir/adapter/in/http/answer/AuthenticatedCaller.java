package io.weir.adapter.in.http.answer;

import io.weir.domain.caller.Caller;

/** A caller that has been authenticated, with the style of its answers. */
public record AuthenticatedCaller(Caller caller, AnswerStyle style) {}
