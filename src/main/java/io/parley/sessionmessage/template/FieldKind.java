package io.parley.sessionmessage.template;

/** What kind of value a field takes, and so how a human gives it. */
public enum FieldKind {

	/** A text in one line. */
	TEXT,

	/** A text of any length. */
	LONG_TEXT,

	/** A number. */
	NUMBER,

	/** A whole number. */
	INTEGER,

	/** True or false. */
	YES_NO,

	/** One of the {@link AskedField#choices()}. */
	CHOICE,

	/** A list of different ones of the {@link AskedField#choices()}. */
	CHOICES,

	/** A list of {@link AskedField#item(int)}. */
	LIST,

	/** A day, such as 2026-01-31. */
	DATE,

	/** A time of day with its offset from UTC, such as 09:30:00+01:00. */
	TIME,

	/** A day and time with its offset from UTC, such as 2026-01-31T09:30:00+01:00. */
	DATE_TIME,

	/** An e-mail address. */
	EMAIL,

	/** An absolute URI. */
	URI,

	/** An object of {@link AskedField#members()}. */
	OBJECT,

	/** One of several types of scalars: see {@link AskedField#types()}. */
	ANY,

	/** What no other kind is fit for; written as JSON. */
	JSON;

	/** Whether it is a text of some sort. */
	public boolean isText() {
		return this == TEXT || this == LONG_TEXT || this == DATE || this == TIME || this == DATE_TIME || this == EMAIL
				|| this == URI;
	}

}
