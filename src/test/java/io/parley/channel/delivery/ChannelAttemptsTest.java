package io.parley.channel.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.parley.channel.Attempt;
import io.parley.channel.Channel;
import io.parley.channel.ChannelDirectory;
import io.parley.channel.ChannelKind;
import io.parley.channel.ChannelProperties;
import io.parley.channel.Transport;
import io.parley.channel.delivery.ChannelAttempts.DeliveryContext;
import io.parley.channel.delivery.DeliveryWrites.Claim;
import io.parley.dispatch.StreamMessage;
import io.parley.dispatch.Verdict;
import io.parley.sessionmessage.OutboundMessage;
import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.store.JsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/** What an attempt reads and writes, and in which order. */
class ChannelAttemptsTest {

	private final ObjectId id = new ObjectId();

	private final OutboundMessage message = new OutboundMessage("default", "s", new ObjectId(), "u", this.id, "c",
			new ObjectId(), Purpose.ASK, new JsonValue("m"), null, Instant.EPOCH);

	private final Claim claim = new Claim("default", this.id, 1);

	private final DeliveryTools tools = mock();

	private final DeliveryWrites writes = mock();

	private final OutgoingMessages messages = mock();

	private final Transport transport = mock();

	private ChannelAttempts attempts;

	@BeforeEach
	void setUp() {
		Channel channel = mock();
		given(channel.id()).willReturn(new ObjectId());
		given(channel.team()).willReturn("default");
		given(channel.channelId()).willReturn("c");
		given(channel.enabled()).willReturn(true);
		given(channel.kindOf()).willReturn(ChannelKind.WEBHOOK);
		ChannelDirectory channels = mock();
		given(channels.find("default", "c")).willReturn(Optional.of(channel));
		ChannelProperties properties = mock();
		given(properties.concurrency()).willReturn(1);
		given(properties.timeout()).willReturn(Duration.ofSeconds(1));
		given(this.tools.properties()).willReturn(properties);
		RetrySchedule schedule = mock();
		given(this.tools.schedule()).willReturn(schedule);
		given(this.tools.transport(ChannelKind.WEBHOOK)).willReturn(Optional.of(this.transport));
		given(this.transport.threads()).willReturn(true);
		given(this.transport.deliver(any(), any())).willReturn(Attempt.delivered(200, null));
		given(this.writes.open(eq(this.message), any(), anyLong(), anyLong())).willReturn(this.claim);
		this.attempts = new ChannelAttempts(channel, this.tools, this.writes,
				new DeliveryContext(channels, this.messages, mock(), mock()), (ended) -> {
				});
	}

	private Verdict make() {
		return this.attempts.make(this.message, new StreamMessage("x", new byte[0], 1, 1, System.nanoTime()),
				(kind) -> this.writes.open(this.message, kind, 1, 1));
	}

	/** Else it could be posted with buttons after nobody looks for it any more. */
	@Test
	void readsTheSessionOnceItCanBeSeenThatTheMessageIsOnItsWay() {
		assertThat(make()).isEqualTo(Verdict.DONE);
		InOrder order = inOrder(this.writes, this.messages, this.transport);
		order.verify(this.writes).open(any(), any(), anyLong(), anyLong());
		order.verify(this.messages).of(this.message, true);
		order.verify(this.transport).deliver(any(), any());
		order.verify(this.writes).delivered(eq(this.claim), any());
	}

	@Test
	void givesBackAClaimOfWhichNoAttemptIsMade() {
		given(this.messages.of(this.message, true)).willThrow(new DataAccessResourceFailureException("away"));
		assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(this::make);
		verify(this.writes).release(this.claim);
		verify(this.transport, never()).deliver(any(), any());
	}

	@Test
	void givesBackAClaimThatCameTooLate() {
		given(this.tools.isStopping()).willReturn(false, true);
		assertThat(make()).isEqualTo(Verdict.again(Duration.ZERO));
		verify(this.writes).release(this.claim);
		verify(this.transport, never()).deliver(any(), any());
	}

	@Test
	void keepsNoPermitForAMessageThatCameTooLate() {
		StreamMessage late = new StreamMessage("x", new byte[0], 1, 1,
				System.nanoTime() - Duration.ofSeconds(7).toNanos());
		assertThat(this.attempts.make(this.message, late, (kind) -> this.writes.open(this.message, kind, 1, 1)))
			.isEqualTo(Verdict.again(Duration.ZERO));
		assertThat(make()).isEqualTo(Verdict.DONE);
	}

}
