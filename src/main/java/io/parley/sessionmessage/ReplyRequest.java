package io.parley.sessionmessage;

import io.parley.store.JsonObject;
import io.parley.web.Characters;
import jakarta.validation.constraints.NotNull;

/** What somebody replied to a session message. */
record ReplyRequest(@NotNull @Characters(min = 1) String sessionId, @NotNull JsonObject responseData) {
}
