/** The clients of AWS. Each is a file of its own in the bundle, and loaded when a command needs it. */
import type { Readable } from 'node:stream';
import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';

// What it warns of is for whoever bundles the SDK, not for whoever runs the command.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/**
 * A limit for connecting. Without a route to AWS a connection is never refused, and the command would wait without end.
 */
export const requestHandler = { connectionTimeout: 5_000 };

export async function s3() {
  const { GetObjectCommand, paginateListObjectsV2, S3Client } = await import('@aws-sdk/client-s3');
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL } = process.env;
  // An endpoint of one's own has no name for each bucket.
  const forcePathStyle = (AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL) !== undefined;
  const client = new S3Client({ requestHandler, forcePathStyle });
  return {
    async *list(bucket: string, prefix: string): AsyncGenerator<{ readonly key: string; readonly size: number }> {
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key, Size } of Contents) {
          if (Key !== undefined) {
            yield { key: Key, size: Size ?? 0 };
          }
        }
      }
    },
    /** @returns undefined if there is no such object */
    async read(bucket: string, key: string): Promise<Buffer | undefined> {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        const chunks: Uint8Array[] = [];
        for await (const chunk of Body as Readable) {
          chunks.push(chunk);
        }
        return Buffer.concat(chunks);
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') {
          return undefined;
        }
        throw error;
      }
    },
  };
}

export type S3 = Awaited<ReturnType<typeof s3>>;

export async function stepFunctions() {
  const { DescribeExecutionCommand, DescribeStateMachineCommand, SFNClient, StartExecutionCommand } = await import(
    '@aws-sdk/client-sfn'
  );
  const client = new SFNClient({ requestHandler });
  return {
    describeStateMachine: (stateMachineArn: string) =>
      client.send(new DescribeStateMachineCommand({ stateMachineArn })),
    describeExecution: (executionArn: string) => client.send(new DescribeExecutionCommand({ executionArn })),
    start: (stateMachineArn: string, name: string, input: string) =>
      client.send(new StartExecutionCommand({ stateMachineArn, name, input })),
  };
}

export async function lambda() {
  const { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient, paginateListEventSourceMappings } =
    await import('@aws-sdk/client-lambda');
  // An invocation takes up to 30 minutes, and one that is sent again would run beside the first.
  const invoking = new LambdaClient({ requestHandler: { ...requestHandler, requestTimeout: 0 }, maxAttempts: 1 });
  const client = new LambdaClient({ requestHandler });
  return {
    /** @returns the answer; an error of the function is thrown */
    async invoke(functionName: string, payload: object): Promise<unknown> {
      const answer = await invoking.send(
        new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(payload)) }),
      );
      const read: unknown = JSON.parse(Buffer.from(answer.Payload ?? []).toString() || 'null');
      if (answer.FunctionError !== undefined) {
        const { errorType = answer.FunctionError, errorMessage = '' } = (read ?? {}) as Record<string, string>;
        throw Object.assign(new Error(errorMessage), { name: errorType });
      }
      return read;
    },
    configuration: (functionName: string) =>
      client.send(new GetFunctionConfigurationCommand({ FunctionName: functionName })),
    async mappings(functionName: string): Promise<EventSourceMappingConfiguration[]> {
      const mappings: EventSourceMappingConfiguration[] = [];
      for await (const page of paginateListEventSourceMappings({ client }, { FunctionName: functionName })) {
        mappings.push(...(page.EventSourceMappings ?? []));
      }
      return mappings;
    },
  };
}

/** @returns the value of each output of a stack */
export async function outputsOf(stack: string): Promise<Readonly<Record<string, string>>> {
  const { CloudFormationClient, DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  const client = new CloudFormationClient({ requestHandler });
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
  return Object.fromEntries(
    (Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}
