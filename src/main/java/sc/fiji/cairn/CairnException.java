package sc.fiji.cairn;

/**
 * A failure whose message tells the user, in one sentence, which file or parameter is wrong and what
 * to do about it.
 */
public class CairnException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public CairnException(final String message) {
		super(message);
	}

	public CairnException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
