package io.parley.channel.email;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

import io.parley.channel.Attempt;
import io.parley.channel.Channel;
import io.parley.channel.ChannelKind;
import io.parley.channel.OutgoingMessage;
import io.parley.channel.Transport;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import org.bson.Document;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Delivers by e-mail. What the server took for at least one receiver is delivered: it is
 * not sent again to those who have it for the sake of one who was refused, which the
 * receipt tells instead.
 */
@Component
class EmailTransport implements Transport {

	private static final int TAKEN = 250;

	private final MailServer server;

	private final EmailSender sender;

	private final Clock clock;

	EmailTransport(MailServer server, EmailSender sender, Clock clock) {
		this.server = server;
		this.sender = sender;
		this.clock = clock;
	}

	@Override
	public ChannelKind kind() {
		return ChannelKind.EMAIL;
	}

	@Override
	public boolean threads() {
		return true;
	}

	@Override
	public Attempt deliver(Channel channel, OutgoingMessage message) {
		if (!this.server.isConfigured()) {
			return Attempt.failed(null, "The service has no mail server: set spring.mail.host", null);
		}
		Document receipt = new Document(EmailMessage.NAME, this.sender.nameOf(message.messageId()));
		try {
			this.server
				.send((session) -> EmailMessage.write(session, this.sender, channel, message, this.clock.instant()));
			return Attempt.delivered(TAKEN, receipt);
		}
		catch (SendFailedException ex) {
			return MailServer.isTaken(ex) ? inPart(receipt, refused(ex)) : turnedDown(codes(ex));
		}
		catch (AddressException ex) {
			return Attempt.refused(null, "An address of the channel is not an e-mail address");
		}
		catch (MessagingException ex) {
			return Attempt.failed(null, sentence(ex), null);
		}
	}

	private static Attempt inPart(Document receipt, List<String> refused) {
		return Attempt.deliveredInPart(TAKEN, receipt.append("refused", refused),
				"The mail server took it for some of the addresses and not for " + String.join(", ", refused));
	}

	private static List<String> refused(SendFailedException ex) {
		return Stream.of(ex.getInvalidAddresses(), ex.getValidUnsentAddresses())
			.filter((addresses) -> addresses != null)
			.flatMap(Stream::of)
			.map(Address::toString)
			.toList();
	}

	/** What the server said to the sender, to the text and to each receiver. */
	private static List<Integer> codes(SendFailedException failure) {
		return Stream
			.<Exception>iterate(failure, (ex) -> ex != null,
					(ex) -> (ex instanceof MessagingException more) ? more.getNextException() : null)
			.map(EmailTransport::code)
			.filter((code) -> code >= 400 && code < 600)
			.toList();
	}

	private static int code(Exception ex) {
		if (ex instanceof SMTPAddressFailedException address) {
			return address.getReturnCode();
		}
		if (ex instanceof SMTPSenderFailedException sender) {
			return sender.getReturnCode();
		}
		return (ex instanceof SMTPSendFailedException text) ? text.getReturnCode() : -1;
	}

	/** 4xx, to one of them at least, may be otherwise another time; 5xx is final. */
	private static Attempt turnedDown(List<Integer> codes) {
		Integer passing = codes.stream().filter((code) -> code < 500).findFirst().orElse(null);
		if (passing != null || codes.isEmpty()) {
			return Attempt.failed(passing, "The mail server did not take the message" + said(passing), null);
		}
		return Attempt.refused(codes.get(0),
				"The mail server refuses the message or its receivers" + said(codes.get(0)));
	}

	private static String said(@Nullable Integer code) {
		return (code != null) ? ": it answered " + code : "";
	}

	private static String sentence(MessagingException ex) {
		if (ex instanceof MailServer.LateException) {
			return "The mail server did not take the message in time";
		}
		return (ex instanceof AuthenticationFailedException) ? "The mail server did not accept the service's login"
				: "The mail server could not be reached, or the connection to it broke";
	}

}
