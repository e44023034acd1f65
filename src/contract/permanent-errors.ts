/**
 * The names of errors that no further attempt mends. The function throws errors of these names, and the workflow does not
 * try again after them; after any other error it does.
 */
export const PERMANENT_ERRORS = [
  /** The payload, its cursor or what it names cannot be. */
  'InvalidRequest',
  /** A variable of the function, or a secret, cannot be used. */
  'InvalidConfiguration',
  /** The cluster refuses the credentials, or lets them do less than a replay needs. */
  'AccessRefused',
  /** A target topic is missing, has too few partitions, is a source, or would not keep the records. */
  'TargetRefused',
  /** A record that the topic never takes, or a file that cannot be read, stops its partition. */
  'RecordRefused',
] as const;

export type PermanentErrorName = (typeof PERMANENT_ERRORS)[number];
