import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { whatJavaLacks } from '../../../local/process/java';
import { fetchJars } from '../../../local/process/maven-jars';
import { CACHE } from '../../../local/process/places';
import type { Supervisor } from '../../../local/process/supervisor';
import { DUMMY_CREDENTIALS } from '../../../local/secrets-manager/secrets-manager';
import { PythonTool } from '../../evidence/compliance/python-tool';

/**
 * The Step Functions of LocalStack, which runs Amazon States Language by code that nobody of this library has written, and
 * JSONata by a library of its own. The extra `runtime` brings what all services need, 513 MB; these are what this service
 * imports, 241 MB.
 */
const LOCALSTACK = new PythonTool(
  'localstack-core[base-runtime]==4.9.2',
  'moto-ext==5.1.12.post22',
  'antlr4-python3-runtime==4.13.2',
  'jpype1==1.7.1',
  'jsonpath-ng==1.16.0',
  'cbor2==5.7.0', // LocalStack imports a module that later ones no longer have
);

const JSONATA = {
  pom: join(__dirname, 'jsonata.pom.xml'),
  folder: join(CACHE, 'jsonata-0.9.7'),
  failure: 'could not fetch JSONata for Java',
};

export interface EngineSettings {
  readonly region: string;
  readonly account: string;
  /** The endpoints of the services that workflows call, by the usual variables. */
  readonly endpoints: Readonly<Record<string, string>>;
}

/**
 * Installs the engine unless an earlier run has, which a test has to know before it can say that it is skipped.
 * @returns why the engine is not there; undefined if it is
 */
export function whatEngineLacks(): string | undefined {
  if (LOCALSTACK.isInstalled && existsSync(JSONATA.folder)) return undefined;
  const lacking = whatJavaLacks(true) ?? LOCALSTACK.whatIsLacking();
  if (lacking !== undefined) return lacking;
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const { status, stderr } = spawnSync(process.execPath, ['--import', tsx, join(__dirname, 'install.ts')], {
    encoding: 'utf8',
  });
  return status === 0 ? undefined : stderr.trim();
}

/** Installs the engine unless an earlier run has. */
export async function installEngine(supervisor: Supervisor): Promise<void> {
  await fetchJars(supervisor, JSONATA);
  await LOCALSTACK.install(supervisor);
}

/**
 * Starts the engine, once it is installed.
 * @returns the value for AWS_ENDPOINT_URL_SFN
 */
export async function startEngine(
  supervisor: Supervisor,
  { region, account, endpoints }: EngineSettings,
): Promise<string> {
  const args = [join(__dirname, 'engine.py'), JSONATA.folder, region, account];
  const engine = LOCALSTACK.start(supervisor, args, {
    PATH: process.env.PATH,
    HOME: supervisor.temporaryFolder(), // where LocalStack looks for settings
    DISABLE_EVENTS: '1', // tells nobody of its use
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
    ...endpoints,
  });
  engine.stderr.pipe(process.stderr); // whatever it warns of, and why it could not start
  for await (const port of createInterface({ input: engine.stdout })) {
    engine.stdout.resume();
    return `http://127.0.0.1:${port}`;
  }
  throw new Error('the engine ended before it told its port');
}
