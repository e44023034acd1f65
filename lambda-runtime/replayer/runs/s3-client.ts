/** Loads the client of S3, which only some invocations need. */
export type ClientLoader = () => Promise<typeof import('@aws-sdk/client-s3')>;

// Without a route to S3 a connection is never refused, so that there would be no end of waiting for it.
const CONNECTION_TIMEOUT_MS = 5_000;

export type S3Connection = Awaited<ReturnType<typeof connect>>;

/** The client, and the commands that are sent by it. They are kept as long as the function's process lives. */
export async function connect(loadClient: ClientLoader) {
  const { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } = await loadClient();
  return {
    GetObjectCommand,
    ListObjectsV2Command,
    PutObjectCommand,
    s3: new S3Client({ requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS } }),
  };
}
