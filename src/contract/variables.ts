/**
 * The environment variables that a construct sets on its function and that the handler reads. Every value is text; the
 * comments say what that text holds.
 */
export const VARIABLES = {
  /** The directory that the access point is mounted on, such as `/mnt/events`. */
  mountPath: 'MOUNT_PATH',
  /** The key, in the bucket, of the directory that is mounted: empty, or with a slash at its end. */
  rootKey: 'ROOT_KEY',
  /** A JSON list of `SizeClassSetting`. */
  sizeClasses: 'SIZE_CLASSES',
  /** The most files that are open at a time. */
  maxFilesInFlight: 'MAX_FILES_IN_FLIGHT',
  /** The most bytes that are held in memory at a time. */
  maxBytesInFlight: 'MAX_BYTES_IN_FLIGHT',
  /** The number of threads that Node.js has for operations on files. Node.js itself reads it. */
  threads: 'UV_THREADPOOL_SIZE',
  /** The CloudWatch namespace of the function's own metrics. */
  metricsNamespace: 'METRICS_NAMESPACE',

  /** `LayoutSetting` as JSON. */
  layout: 'LAYOUT',
  /** `RecordFormatSetting` as JSON. */
  recordFormat: 'RECORD_FORMAT',
  /** A key of `COMPRESSION_SUFFIXES`. */
  compression: 'COMPRESSION',
  /** One of `TOMBSTONES`. */
  tombstones: 'TOMBSTONES',
  /** One of `UNWRITABLE_RECORDS`. */
  unwritableRecords: 'UNWRITABLE_RECORDS',
  /** One of `BATCH_ANSWERS`; absent: `LOWEST`. */
  batchAnswer: 'BATCH_ANSWER',

  /** The topic that is published to, or a template with `{topic}`, where an invocation names no other. */
  targetTopic: 'TARGET_TOPIC',
  /** The JSON of a `SourceFormatSetting`: the files that are replayed where an invocation names none; absent for the ingest's. */
  sourceFormat: 'SOURCE_FORMAT',
  /** The name of the bucket that the replay workflow keeps its runs in. */
  workflowBucket: 'WORKFLOW_BUCKET',

  /** `host:port`, several with commas between them. */
  bootstrapServers: 'KAFKA_BOOTSTRAP_SERVERS',
  /** One of `AUTHENTICATIONS`. */
  authentication: 'KAFKA_AUTHENTICATION',
  /** `false` where the producer does not encrypt; absent otherwise. */
  tls: 'KAFKA_TLS',
  /** The ARN of the secret with the credentials, or with the client's certificate. */
  credentialsSecretArn: 'KAFKA_CREDENTIALS_SECRET_ARN',
  /** The scope that a token is asked for with; absent: none. */
  oauthScope: 'KAFKA_OAUTH_SCOPE',
  /** The audience that a token is asked for with; absent: none. */
  oauthAudience: 'KAFKA_OAUTH_AUDIENCE',
  /** The logical cluster that a broker of Confluent Cloud is told; absent: none. */
  oauthLogicalCluster: 'KAFKA_OAUTH_LOGICAL_CLUSTER',
  /** The identity pool that a broker of Confluent Cloud is told; absent: none. */
  oauthIdentityPool: 'KAFKA_OAUTH_IDENTITY_POOL',
  /** The ARN of the secret with the root certificate of the brokers. */
  rootCaSecretArn: 'KAFKA_ROOT_CA_SECRET_ARN',
} as const;

/**
 * The part that Lambda reads of an answer that says which records of a batch failed: of each partition the lowest
 * offset, from which it delivers again; each record that failed, and only those; nothing.
 */
export const BATCH_ANSWERS = ['LOWEST', 'EACH', 'NOTHING'] as const;
export type BatchAnswerName = (typeof BATCH_ANSWERS)[number];

/** The ways of authentication, by the names that the producer is told. */
export const AUTHENTICATIONS = [
  'NONE',
  'SASL_PLAIN',
  'SASL_SCRAM_256',
  'SASL_SCRAM_512',
  'OAUTHBEARER',
  'MUTUAL_TLS',
  'IAM',
  'IAM_OAUTHBEARER',
] as const;
export type AuthenticationName = (typeof AUTHENTICATIONS)[number];
