import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { LambdaFunction } from '../../../local/lambda/lambda-function';
import { likeLambdasRuntime } from '../../../local/lambda/like-lambdas-runtime';
import { REPOSITORY } from '../../../local/process/places';
import type { Supervisor } from '../../../local/process/supervisor';

const BOTH = {
  SIZE_CLASSES: JSON.stringify([{ name: 'all', prefix: 'all/' }]),
  METRICS_NAMESPACE: 'S3Files',
  MAX_FILES_IN_FLIGHT: '8',
  MAX_BYTES_IN_FLIGHT: '8388608',
};

const INGEST = {
  LAYOUT: JSON.stringify({ type: 'perRecord', shards: 1 }),
  RECORD_FORMAT: JSON.stringify({ type: 'envelope' }),
};

/** The bundles as they are published, with nothing around them but the AWS SDK, which Lambda's runtime has. */
export class Functions {
  constructor(
    private readonly supervisor: Supervisor,
    private readonly folder: string,
    private readonly secretsManager: string,
  ) {
    likeLambdasRuntime(folder);
    for (const name of ['ingest', 'replayer']) {
      cpSync(join(REPOSITORY, 'assets', 'lambda-runtime', name, 'index'), join(folder, name), { recursive: true });
    }
  }

  ingest(mount: string): Promise<LambdaFunction> {
    return this.start('ingest', mount, INGEST);
  }

  replayer(mount: string, topic: string, environment: Readonly<Record<string, string>>): Promise<LambdaFunction> {
    return this.start('replayer', mount, { TARGET_TOPIC: topic, ...environment });
  }

  private start(name: string, mount: string, environment: Readonly<Record<string, string>>): Promise<LambdaFunction> {
    return LambdaFunction.start(this.supervisor, process.execPath, {
      name,
      codeFolder: join(this.folder, name),
      handler: 'index.handler',
      memoryMb: 1024,
      timeoutMs: 60_000,
      environment: {
        ...BOTH,
        ...environment,
        MOUNT_PATH: mount,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: this.secretsManager,
      },
    });
  }
}
