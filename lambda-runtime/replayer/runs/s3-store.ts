import { isObject } from '../../environment';
import { errorMessage } from '../../errors';
import { type ObjectStore, uri } from './object-store';
import { type ClientLoader, connect, type S3Connection } from './s3-client';

export class S3Store implements ObjectStore {
  private client: Promise<S3Connection> | undefined;

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
    await this.put({ Key: key, Body: bytes, ContentType: contentType });
  }

  /**
   * Writes a new object. S3 checks and writes in one step:
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
   */
  public async create(key: string, bytes: Uint8Array, contentType: string): Promise<boolean> {
    return this.put({ Key: key, Body: bytes, ContentType: contentType, IfNoneMatch: '*' });
  }

  /** @returns false if the object was to be a new one, and is there already */
  private async put(object: {
    readonly Key: string;
    readonly Body: Uint8Array;
    readonly ContentType: string;
    readonly IfNoneMatch?: string;
  }): Promise<boolean> {
    const { PutObjectCommand, s3 } = await this.connected();
    try {
      await s3.send(new PutObjectCommand({ Bucket: this.bucket, ...object }));
      return true;
    } catch (error) {
      if (isObject(error) && error.name === 'PreconditionFailed') {
        return false;
      }
      const permissions = "s3:PutObject on it and kms:GenerateDataKey on the bucket's key, if it has one";
      throw this.failure('written', object.Key, permissions, error);
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

  private connected(): Promise<S3Connection> {
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
