package io.parley.channel.email;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.regex.Pattern;

import io.parley.channel.Channel;
import io.parley.channel.MessageParts;
import io.parley.reply.MessageText;
import io.parley.channel.OutgoingMessage;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

/** An e-mail whose {@code Message-ID} is given and not made up. */
final class EmailMessage extends MimeMessage {

	/** In a receipt: the {@code Message-ID} of the e-mail. */
	static final String NAME = "message_id";

	private static final String UTF_8 = StandardCharsets.UTF_8.name();

	private static final int LONGEST_SUBJECT = 200;

	/** Whatever could end the line of a header. */
	private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

	private static final Pattern MESSAGE_NAME = Pattern.compile("<[!-;=?-~]{1,300}>");

	private final String name;

	private EmailMessage(Session session, String name) {
		super(session);
		this.name = name;
	}

	static EmailMessage write(Session session, EmailSender sender, Channel channel, OutgoingMessage message,
			Instant now) throws MessagingException {
		EmailMessage mail = new EmailMessage(session, sender.nameOf(message.messageId()));
		mail.setFrom(sender.from());
		for (String receiver : Objects.requireNonNull(channel.settings().to())) {
			mail.addRecipient(RecipientType.TO, EmailAddresses.of(receiver));
		}
		MessageParts parts = MessageParts.of(message);
		mail.setSubject(subject(channel, message, parts), UTF_8);
		mail.setSentDate(Date.from(now));
		// RFC 3834: holiday notices and other programs do not answer.
		mail.setHeader("Auto-Submitted", "auto-generated");
		mail.thread(message);
		mail.setContent(new MimeMultipart("alternative", part(EmailText.plain(parts), "plain"),
				part(EmailText.html(parts), "html")));
		mail.saveChanges();
		return mail;
	}

	private static String subject(Channel channel, OutgoingMessage message, MessageParts parts) {
		String given = channel.settings().subject();
		String subject = (given != null && !given.isBlank()) ? given : parts.heading();
		String prefix = message.test() ? "Test: " : (message.thread() != null) ? "Re: " : "";
		return MessageText.cut(prefix + BREAKS.matcher(subject).replaceAll(" ").strip(), LONGEST_SUBJECT);
	}

	/** So that mail programs show the messages of a session together. */
	private void thread(OutgoingMessage message) throws MessagingException {
		Object first = (message.thread() != null) ? message.thread().get(NAME) : null;
		if (first instanceof String text && MESSAGE_NAME.matcher(text).matches() && !text.equals(this.name)) {
			setHeader("In-Reply-To", text);
			setHeader("References", text);
		}
	}

	private static MimeBodyPart part(String text, String subtype) throws MessagingException {
		MimeBodyPart part = new MimeBodyPart();
		part.setText(text, UTF_8, subtype);
		return part;
	}

	String name() {
		return this.name;
	}

	@Override
	protected void updateMessageID() throws MessagingException {
		setHeader("Message-ID", this.name);
	}

}
