/** An error: a record can never be written because of its own content, so that it fails at every attempt. */
export class UnwritableRecordError extends Error {}
