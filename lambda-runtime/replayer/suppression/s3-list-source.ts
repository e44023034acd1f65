import { isObject } from '../../environment';
import { errorMessage } from '../../errors';
import { PermanentError } from '../../permanent-error';
import { type ClientLoader, connect } from '../runs/s3-client';
import type { ListSource, ReadList } from './list-source';

/** Reads lists from Amazon S3. */
export class S3ListSource implements ListSource {
  private client: ReturnType<typeof connect> | undefined;

  public constructor(private readonly loadClient: ClientLoader = () => import('@aws-sdk/client-s3')) {}

  public async read(bucket: string, key: string, tag: string | undefined): Promise<ReadList> {
    this.client ??= connect(this.loadClient);
    const { GetObjectCommand, s3 } = await this.client;
    const object = { Bucket: bucket, Key: key, ...(tag !== undefined && { IfNoneMatch: tag }) };
    try {
      const { Body, ETag } = await s3.send(new GetObjectCommand(object));
      // In Node.js a body is a stream; the type says that elsewhere it may be something else.
      return { tag: ETag, chunks: Body as AsyncIterable<Uint8Array> };
    } catch (error) {
      if (statusOf(error) === 304) {
        return 'unchanged';
      }
      throw failure(bucket, key, error);
    }
  }
}

function failure(bucket: string, key: string, cause: unknown): Error {
  const list = `the suppression list s3://${bucket}/${key}`;
  const name = isObject(cause) ? cause.name : undefined;
  const told = errorMessage(cause);
  if (name === 'NoSuchKey' || name === 'NoSuchBucket') {
    return new PermanentError('InvalidRequest', `${list} is not there, and nothing goes out without it: ${told}`, {
      cause,
    });
  }
  const needed =
    `the function's role needs s3:GetObject on arn:aws:s3:::${bucket}/${key}, and kms:Decrypt on the key that the object is encrypted ` +
    'with, if it is one of AWS KMS; SuppressionList.fromBucket(…).grantRead(replayer.function) grants both';
  if (statusOf(cause) === 403) {
    // Without s3:ListBucket, Amazon S3 does not tell that an object is missing.
    return new PermanentError('AccessRefused', `${list} cannot be read, or is not there; ${needed}: ${told}`, {
      cause,
    });
  }
  return new Error(
    `${list} cannot be read; ${needed}, and the function's subnets a way to S3, such as a gateway endpoint: ${told}`,
    { cause },
  );
}

function statusOf(error: unknown): unknown {
  const metadata = isObject(error) ? error.$metadata : undefined;
  return isObject(metadata) ? metadata.httpStatusCode : undefined;
}
