// The values that the constructs choose where their user gives none. They stand here once, for the templates and for
// all code that calculates with them.

const KIB = 1024;

/** Values below this size share files, and files below it are imported into fast storage when they are read. */
export const SMALL_BELOW_BYTES = 128 * KIB;

/** A file of the demo's large records is imported below this size. */
export const LARGE_IMPORTED_BELOW_BYTES = 2048 * KIB;

/** The bytes after which a file of many records ends. */
export const SEGMENT_BYTES = 1024 * KIB;

/**
 * The batches of records that share files are as large as Lambda delivers them; those of other records are as large as
 * the demo's.
 */
export const BATCHES = { shared: { size: 10_000, windowSeconds: 30 }, perRecord: { size: 100 } } as const;

/** The least and the most pollers of a topic. */
export const POLLERS = { minimum: 1, maximum: 5 } as const;

/** The memory with which a function has one whole processor. */
export const FUNCTION_MEMORY_MIB = 1769;

/** The days after which data leaves the fast storage of an ingest's own file system. */
export const EXPIRY_DAYS = 1;
