import { isObject } from '../../environment';
import { errorMessage } from '../../errors';
import { type ObjectStore, uri } from './object-store';

/** Loads the client of S3, which only replays of a workflow need. */
export type ClientLoader = () => Promise<typeof import('@aws-sdk/client-s3')>;

// Without a route to S3 a connection is never refused, so that there would be no end of waiting for it.
const CONNECTION_TIMEOUT_MS = 5_000;

export class S3Store implements ObjectStore {
  private client: Promise<Client> | undefined;

  public constructor(
    public readonly bucket: string,
    private readonly loadClient: ClientLoader = () => import('@aws-sdk/client-s3'),
  ) {}

  public async read(key: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const { GetObjectCommand, s3 } = await this.connected();
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      // In Node.js a body is a stream; the type says that elsewhere it may be something else.
      return Body as AsyncIterable<Uint8Array> | undefined;
    } catch (error) {
      if (isObject(error) && error.name === 'NoSuchKey') {
        return undefined;
      }
      // Without the right to list the bucket, S3 refuses to say that there is no such object.
      const permissions = 's3:GetObject on it, s3:ListBucket on the bucket and kms:Decrypt on its key, if it has one';
      throw this.failure('read', key, permissions, error);
    }
  }

  public async write(key: string, bytes: Uint8Array, contentType: string): Promise<void> {
    const { PutObjectCommand, s3 } = await this.connected();
    const object = { Bucket: this.bucket, Key: key, Body: bytes, ContentType: contentType };
    try {
      await s3.send(new PutObjectCommand(object));
    } catch (error) {
      const permissions = "s3:PutObject on it and kms:GenerateDataKey on the bucket's key, if it has one";
      throw this.failure('written', key, permissions, error);
    }
  }

  public async *list(prefix: string): AsyncGenerator<string> {
    const { ListObjectsV2Command, s3 } = await this.connected();
    let continuation: string | undefined;
    do {
      const request = { Bucket: this.bucket, Prefix: prefix, ContinuationToken: continuation };
      try {
        const { Contents = [], NextContinuationToken } = await s3.send(new ListObjectsV2Command(request));
        yield* Contents.flatMap(({ Key }) => Key ?? []);
        continuation = NextContinuationToken;
      } catch (error) {
        throw this.failure('listed', prefix, 's3:ListBucket on the bucket', error);
      }
    } while (continuation !== undefined);
  }

  private connected(): Promise<Client> {
    this.client ??= connect(this.loadClient);
    return this.client;
  }

  private failure(done: string, key: string, permissions: string, cause: unknown): Error {
    return new Error(
      `${uri(this, key)} cannot be ${done}; the function's role needs ${permissions}, and the function's subnets a way ` +
        `to S3, such as a gateway endpoint: ${errorMessage(cause)}`,
      { cause },
    );
  }
}

type Client = Awaited<ReturnType<typeof connect>>;

/** The client, and the commands that are sent by it. They are kept as long as the function's process lives. */
async function connect(loadClient: ClientLoader) {
  const { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } = await loadClient();
  return {
    GetObjectCommand,
    ListObjectsV2Command,
    PutObjectCommand,
    s3: new S3Client({ requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS } }),
  };
}
