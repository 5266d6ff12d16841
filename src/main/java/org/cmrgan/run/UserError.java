package org.cmrgan.run;

/**
 * A mistake that its user can mend: the message is one sentence that says what is wrong, where, and what to do.
 * Anything else that is thrown is a bug and keeps its stack trace in the log.
 */
public final class UserError extends RuntimeException {
	private static final long serialVersionUID = 1L;

	public UserError(final String message) {
		super(message);
	}

	public UserError(final String message, final Throwable cause) {
		super(message, cause);
	}

	/** An error whose message is built like {@link String#format}. */
	public static UserError of(final String format, final Object... arguments) {
		return new UserError(String.format(java.util.Locale.ROOT, format, arguments));
	}
}
