/** Says that a record can never be written, because of what it is: the same record fails at every attempt. */
export class UnwritableRecordError extends Error {}
