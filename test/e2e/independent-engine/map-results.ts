import { randomUUID } from 'node:crypto';
import type { Invocable } from '../../../local/lambda/invoke-server';
import type { ObjectStore } from '../../../local/s3/s3-objects';

interface Given {
  readonly Bucket: string;
  readonly Prefix: string;
  /** Of the children, all of which have succeeded: those of this workflow end so whatever becomes of them. */
  readonly outputs: readonly unknown[];
}

/**
 * A function that writes the results of a map run, as Step Functions' own writer does:
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
export function resultsWriter(objects: ObjectStore): Invocable {
  return {
    invoke: async (payload) => {
      const { Bucket, Prefix, outputs } = payload as Given;
      const folder = `${Prefix}/${randomUUID()}`;
      const put = (name: string, content: unknown) => {
        const [Key, body] = [`${folder}/${name}`, JSON.stringify(content)];
        objects.put(Bucket, Key, body);
        return { Key, Size: Buffer.byteLength(body) };
      };
      const entries = outputs.map((output) => ({
        Name: randomUUID(),
        Output: JSON.stringify(output),
        OutputDetails: { Included: true },
        Status: 'SUCCEEDED',
      }));
      const SUCCEEDED = entries.length === 0 ? [] : [put('SUCCEEDED_0.json', entries)];
      const { Key } = put('manifest.json', {
        DestinationBucket: Bucket,
        ResultFiles: { FAILED: [], PENDING: [], SUCCEEDED },
      });
      return { ResultWriterDetails: { Bucket, Key } };
    },
  };
}
