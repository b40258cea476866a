package io.parley.channel;

import java.time.Instant;
import java.util.Optional;

import io.parley.access.audit.Audit;
import io.parley.channel.http.WebhookSecret;
import io.parley.store.CompareAndSet;
import io.parley.store.Ids;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Registers, shows, changes and deletes the channels of a team. */
@Service
class ChannelService {

	private final ChannelRepository channels;

	private final ChannelDirectory directory;

	private final ChannelFields fields;

	private final ChannelSettings settings;

	private final ChannelReadiness readiness;

	private final Audit audit;

	ChannelService(ChannelRepository channels, ChannelDirectory directory, ChannelFields fields,
			ChannelSettings settings, ChannelReadiness readiness, Audit audit) {
		this.channels = channels;
		this.directory = directory;
		this.fields = fields;
		this.settings = settings;
		this.readiness = readiness;
		this.audit = audit;
	}

	/**
	 * A channel that was registered.
	 *
	 * @param secret what was made for it and is not shown again, or null
	 */
	record Registered(Channel channel, @Nullable String secret) {

		/** Without the secret. */
		@Override
		public String toString() {
			return "Registered[" + this.channel + "]";
		}

	}

	CountedPage<Channel> list(PageRequest request) {
		return this.channels.list(request);
	}

	/**
	 * @throws ProblemException 404 when the team has no such channel
	 */
	Channel get(String channelId) {
		return this.channels.find(channelId)
			.orElseThrow(() -> ProblemException.notFound("There is no channel with id " + channelId));
	}

	/**
	 * Registers a channel; a repetition of the same operation answers the same channel.
	 * @throws ProblemException 400, 409 where the team has one with the id, and where the
	 * service is not set up for its kind
	 */
	Registered register(ChannelRequest request, OperationId operation) {
		ChannelKind kind = kind(request);
		String channelId = request.id();
		if (channelId == null) {
			throw ProblemException.invalid("id", "id is required");
		}
		this.fields.check(request, kind, true);
		Registered registered = this.audit.change("channel.created", channelId, () -> {
			Channel channel = this.channels.find(channelId)
				.or(() -> insert(channelId, request, kind, operation))
				.filter((found) -> found.id().equals(operation.id()))
				.orElseThrow(() -> ProblemException.conflict("There is a channel with id " + channelId + " already"));
			boolean made = kind == ChannelKind.WEBHOOK && request.secret() == null;
			return new Registered(channel, made ? this.settings.secret(channel) : null);
		});
		this.directory.changed();
		return registered;
	}

	private Optional<Channel> insert(String channelId, ChannelRequest request, ChannelKind kind,
			OperationId operation) {
		this.readiness.check(kind);
		String secret = (kind == ChannelKind.WEBHOOK && request.secret() == null) ? WebhookSecret.make()
				: request.secret();
		Instant now = Ids.instant(operation.id());
		Channel channel = new Channel(operation.id(), this.channels.team(), channelId, kind.text(),
				name(request, channelId), !Boolean.FALSE.equals(request.enabled()),
				this.settings.of(this.channels.team(), channelId, request, secret), now, now, 0);
		try {
			return Optional.of(this.channels.insert(channel));
		}
		catch (DuplicateKeyException ex) {
			return this.channels.find(channelId);
		}
	}

	/**
	 * Replaces what a channel is by what the request says; secrets that it leaves out
	 * stay.
	 * @throws ProblemException 400, 404, 409 for another kind, 412
	 */
	Channel change(String channelId, ChannelRequest request, Precondition precondition) {
		Channel changed = this.audit.change("channel.changed", channelId,
				() -> CompareAndSet.repeat("Channel " + channelId, () -> {
					Channel channel = get(channelId);
					precondition.check(channel.tag());
					check(channel, request);
					return this.channels.change(channel, name(request, channelId),
							!Boolean.FALSE.equals(request.enabled()), this.settings.changed(channel, request));
				}));
		this.directory.changed();
		return changed;
	}

	private void check(Channel channel, ChannelRequest request) {
		if (request.id() != null && !request.id().equals(channel.channelId())) {
			throw ProblemException.invalid("id", "id must be absent or " + channel.channelId() + ": it cannot change");
		}
		if (request.kind() != null && !request.kind().equals(channel.kind())) {
			throw ProblemException
				.conflict("Channel %s is of kind %s, and that cannot change: delete it and make another"
					.formatted(channel.channelId(), channel.kind()));
		}
		this.fields.check(request, channel.kindOf(), false);
		if (request.secret() != null || request.botToken() != null || request.signingSecret() != null) {
			this.readiness.checkSecrets();
		}
	}

	/**
	 * Deletes a channel, with its secrets.
	 * @throws ProblemException 404 when the team has no such channel, 412
	 */
	void delete(String channelId, Precondition precondition) {
		this.audit.change("channel.deleted", channelId, () -> CompareAndSet.repeat("Channel " + channelId, () -> {
			Channel channel = get(channelId);
			precondition.check(channel.tag());
			return Optional.of(channel).filter(this.channels::remove);
		}));
		this.directory.changed();
	}

	private static ChannelKind kind(ChannelRequest request) {
		return ChannelKind.of(request.kind())
			.orElseThrow(
					() -> ProblemException.invalid("kind", "kind is required: nats, webhook, slack, teams or email"));
	}

	private static String name(ChannelRequest request, String channelId) {
		return (request.name() != null) ? request.name() : channelId;
	}

}
