package io.parley.channel.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.parley.channel.Channel;
import io.parley.channel.ChannelDirectory;
import io.parley.channel.delivery.LostDeliverySweep.Leftovers;
import io.parley.dispatch.StreamConsumer;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import org.springframework.dao.QueryTimeoutException;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

class LostDeliverySweepTest {

	private final ChannelDirectory channels = mock();

	private final ChannelWorkers workers = mock();

	private final DeliveryCarrier carrier = mock();

	private final Leftovers leftovers = mock();

	private final DeliveryRepository deliveries = mock();

	private final LostDeliverySweep sweep = new LostDeliverySweep(this.channels, this.workers, this.carrier,
			this.leftovers, this.deliveries);

	private static Channel channel(String id) {
		return new Channel(new ObjectId(), "default", id, "teams", id, true, null, Instant.EPOCH, Instant.EPOCH, 0);
	}

	@Test
	void aChannelWhoseDeliveriesCannotBeReadHoldsUpNoOther() {
		Channel slow = channel("slow");
		Channel other = channel("other");
		Delivery lost = mock();
		ChannelWorker worker = mock();
		StreamConsumer consumer = mock();
		given(this.channels.delivered()).willReturn(List.of(slow, other));
		given(this.workers.worker(any())).willReturn(Optional.of(worker));
		given(worker.consumer()).willReturn(consumer);
		Instant doneBefore = Instant.now();
		Instant since = doneBefore.minus(Duration.ofMinutes(5));
		given(consumer.progress()).willReturn(new StreamConsumer.Progress(1, 2, doneBefore));
		given(this.deliveries.openSince(any(), eq(slow.id()), eq(since), anyInt()))
			.willThrow(new QueryTimeoutException("It took too long"));
		given(this.deliveries.openSince(any(), eq(other.id()), eq(since), anyInt())).willReturn(List.of(lost));
		this.sweep.run();
		verify(this.carrier).again(lost);
		verify(this.leftovers).end();
	}

}
