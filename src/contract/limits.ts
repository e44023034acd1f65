// Amazon S3 Files never exports to the bucket what is longer:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-quotas.html

/** The most bytes of the name of one file or directory. */
export const MAX_COMPONENT_BYTES = 255;

/** The most bytes of an object's key: of the mounted directory's key and the path below it together. */
export const MAX_KEY_BYTES = 1024;

/** The most bytes that a record's key, or the value of a header, takes in a path. Longer ones are cut.
 * A file's name has room for two of them beside a topic of ordinary length. */
export const MAX_FIELD_BYTES = 100;

/** The digits of an offset in a file's name: those of a 64-bit number, so that names sort as offsets do. */
export const OFFSET_DIGITS = 20;

/** The most digits of the number of records in a segment: a batch of Lambda has 10,000 records at most. */
export const COUNT_DIGITS = 5;

/** The hexadecimal digits of a hash in the name of a file. */
export const HASH_DIGITS = 16;

/**
 * The most bytes of a file, as it is and unfolded. A batch is an event of at most 6 MB, and an envelope can at worst take
 * six characters for a byte: nothing that this library writes is larger. Files of others may be, and are refused before
 * they are read. The replayer's configuration lowers it where the function has little memory.
 */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** The most bytes of the JSON of one record: 6 MB of base64 are 4.5 MB, which take six characters a byte at worst. */
export const MAX_RECORD_JSON_BYTES = 32 * 1024 * 1024;
