/** A mistake in what was typed; the command's usage is told with it. */
export class UsageError extends Error {}
