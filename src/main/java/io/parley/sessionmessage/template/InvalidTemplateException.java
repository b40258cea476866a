package io.parley.sessionmessage.template;

public class InvalidTemplateException extends RuntimeException {

	public String field() {
		return "";
	}

}
