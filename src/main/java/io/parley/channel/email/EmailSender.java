package io.parley.channel.email;

import io.parley.channel.ChannelProperties;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * Whom e-mails are from: {@code parley.channels.email.from}, else
 * {@code spring.mail.username} where that is an address, else parley@localhost, which few
 * mail servers take.
 */
@Component
class EmailSender {

	private final InternetAddress from;

	@Autowired
	EmailSender(ChannelProperties properties, ObjectProvider<JavaMailSenderImpl> mail) {
		this(properties.email().from(), mail.stream().findFirst().map(JavaMailSenderImpl::getUsername).orElse(null));
	}

	EmailSender(@Nullable String named, @Nullable String user) {
		this.from = read((named != null && !named.isBlank()) ? named
				: EmailAddresses.isAddress(user) ? user : "parley@localhost");
	}

	private static InternetAddress read(@Nullable String text) {
		try {
			InternetAddress address = new InternetAddress(text, true);
			EmailAddresses.of(address.getAddress());
			return new InternetAddress(address.getAddress(), address.getPersonal(), "UTF-8");
		}
		catch (AddressException | java.io.UnsupportedEncodingException ex) {
			throw new IllegalStateException(
					"parley.channels.email.from must be an e-mail address, such as Parley <parley@example.org>");
		}
	}

	InternetAddress from() {
		return this.from;
	}

	/**
	 * What a message is called in e-mail: the same in every attempt, so that whoever gets
	 * it twice can tell.
	 */
	String nameOf(String messageId) {
		String address = this.from.getAddress();
		return "<" + messageId + address.substring(address.lastIndexOf('@')) + ">";
	}

}
