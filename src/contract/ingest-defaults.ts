// What the constructs choose where their user does not: said once, for the templates and for whoever reckons with them.

const KIB = 1024;

/** Values below this size share files, and files below it are imported into fast storage when they are read. */
export const SMALL_BELOW_BYTES = 128 * KIB;

/** A file of the demo's large records is imported below this size. */
export const LARGE_IMPORTED_BELOW_BYTES = 2048 * KIB;

/** The bytes after which a file of many records ends. */
export const SEGMENT_BYTES = 1024 * KIB;

/** Of records that share files, as many as Lambda delivers together; of the others, as many as the demo takes. */
export const BATCHES = { shared: { size: 10_000, windowSeconds: 30 }, perRecord: { size: 100 } } as const;

/** The least and the most pollers of a topic. */
export const POLLERS = { minimum: 1, maximum: 5 } as const;

/** One whole processor. */
export const FUNCTION_MEMORY_MIB = 1769;

/** Data leaves the fast storage of an ingest's own file system after so long. */
export const EXPIRY_DAYS = 1;
