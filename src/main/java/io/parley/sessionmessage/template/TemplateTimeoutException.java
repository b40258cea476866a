package io.parley.sessionmessage.template;

/**
 * The work on a template, or on a reply to be checked against it, took longer than it may
 * and was given up. This says nothing about the reply: it may be sent again. The message
 * is a sentence fit for a caller.
 */
public final class TemplateTimeoutException extends RuntimeException {

	TemplateTimeoutException(String sentence) {
		super(sentence, null, false, false);
	}

}
