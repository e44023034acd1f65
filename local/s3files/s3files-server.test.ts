import {
  DeleteFileSystemCommand,
  GetFileSystemCommand,
  GetSynchronizationConfigurationCommand,
  type ImportDataRule,
  PutSynchronizationConfigurationCommand,
  type PutSynchronizationConfigurationCommandInput,
  S3FilesClient,
} from '@aws-sdk/client-s3files';
import { S3FilesServer } from './s3files-server';
import { FRESH_MODELS, type SynchronizationRules } from './s3files-synchronization';

const root: ImportDataRule = { prefix: '', trigger: 'ON_DIRECTORY_FIRST_ACCESS', sizeLessThan: 131_072 };
const rules: SynchronizationRules = {
  importDataRules: [root, { prefix: 'hot/', trigger: 'ON_FILE_ACCESS', sizeLessThan: 2_097_152 }],
  expirationDataRules: [{ daysAfterLastAccess: 7 }],
};

let server: S3FilesServer;
let client: S3FilesClient;

beforeAll(async () => {
  server = await S3FilesServer.start();
  client = new S3FilesClient({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  });
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

const put = (fileSystemId: string, input: Partial<PutSynchronizationConfigurationCommandInput> = {}) =>
  client.send(new PutSynchronizationConfigurationCommand({ fileSystemId, ...rules, ...input }));
const get = async (fileSystemId: string) => {
  const { $metadata, ...answer } = await client.send(new GetSynchronizationConfigurationCommand({ fileSystemId }));
  return answer;
};

describe('a fresh file system', () => {
  const defaults = { importDataRules: [root], expirationDataRules: [{ daysAfterLastAccess: 30 }] };

  test('that is not configured has nothing to get', async () => {
    const { id } = server.createFileSystem({ fresh: 'not configured' });
    await expect(get(id)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test.each([
    ['no version', undefined],
    ['version 0', 0],
    ['version 1', 1],
  ] as const)('with %s answers the defaults of the service', async (fresh, latestVersionNumber) => {
    const { id } = server.createFileSystem({ fresh });
    expect(await get(id)).toEqual({ ...defaults, ...(latestVersionNumber !== undefined && { latestVersionNumber }) });
  });

  test.each(FRESH_MODELS)('(%s) takes rules under the version that stands', async (fresh) => {
    const fileSystem = server.createFileSystem({ fresh });
    await put(fileSystem.id, { latestVersionNumber: server.version(fileSystem) });
    expect(server.rules(fileSystem)).toEqual(rules);
    expect(await get(fileSystem.id)).toEqual({ ...rules, latestVersionNumber: server.version(fileSystem) });
  });
});

describe('the optimistic lock', () => {
  test.each([undefined, 1, 3])('refuses %s where version 2 stands, and the rules stay', async (latestVersionNumber) => {
    const fileSystem = server.createFileSystem();
    server.changeByHand(fileSystem, rules);
    const attempt = put(fileSystem.id, { importDataRules: [root], latestVersionNumber });
    await expect(attempt).rejects.toMatchObject({
      name: 'ConflictException',
      errorCode: 'ConflictException',
      $metadata: { httpStatusCode: 409 },
    });
    expect(server.rules(fileSystem)).toEqual(rules);
    expect(server.version(fileSystem)).toBe(2);
  });

  test('refuses a version where none stands', async () => {
    const { id } = server.createFileSystem({ fresh: 'no version' });
    await expect(put(id, { latestVersionNumber: 1 })).rejects.toMatchObject({ name: 'ConflictException' });
  });

  test('takes a version as a number alone', async () => {
    const { id } = server.createFileSystem();
    const attempt = put(id, { latestVersionNumber: '1' as unknown as number });
    await expect(attempt).rejects.toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
  });
});

describe('a lenient service', () => {
  test('takes a Put without a version for unconditional', async () => {
    const fileSystem = server.createFileSystem({ put: 'lenient' });
    await put(fileSystem.id);
    await put(fileSystem.id, { importDataRules: [root] });
    expect(server.rules(fileSystem)?.importDataRules).toEqual([root]);
    expect(server.version(fileSystem)).toBe(3);
  });

  test('refuses a version that is not the one that stands all the same', async () => {
    const fileSystem = server.createFileSystem({ put: 'lenient' });
    await expect(put(fileSystem.id, { latestVersionNumber: 2 })).rejects.toMatchObject({ name: 'ConflictException' });
    expect(server.version(fileSystem)).toBe(1);
  });
});

describe('a file system that is still being created', () => {
  test('becomes available after as many calls as asked, and takes no rules before', async () => {
    const fileSystem = server.createFileSystem({ fresh: 'not configured', creatingFor: 2 });
    const status = async () => (await client.send(new GetFileSystemCommand({ fileSystemId: fileSystem.id }))).status;
    expect(await status()).toBe('creating');
    await expect(put(fileSystem.id)).rejects.toThrow(/is being created/);
    expect(await status()).toBe('available');
    await put(fileSystem.id);
    expect(server.rules(fileSystem)).toEqual(rules);
  });
});

describe('deletion', () => {
  const remove = (fileSystemId: string, forceDelete?: boolean) =>
    client.send(new DeleteFileSystemCommand({ fileSystemId, forceDelete }));

  test('is refused until every file is exported, one with each call', async () => {
    const fileSystem = server.createFileSystem();
    server.write(fileSystem, 2);
    for (const _ of [1, 2]) {
      await expect(remove(fileSystem.id)).rejects.toMatchObject({
        name: 'ConflictException',
        errorCode: 'FileSystemHasPendingExport',
      });
    }
    expect(server.exists(fileSystem)).toBe(true);
    await remove(fileSystem.id);
    expect(server.exists(fileSystem)).toBe(false);
    await expect(get(fileSystem.id)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('can be forced', async () => {
    const fileSystem = server.createFileSystem();
    server.write(fileSystem, 2);
    await remove(fileSystem.arn, true);
    expect(server.exists(fileSystem)).toBe(false);
  });
});

describe('rules that are refused', () => {
  const numbered = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...root, prefix: index === 0 ? '' : `p${index}/` }));
  const cases: [string, Partial<PutSynchronizationConfigurationCommandInput>][] = [
    ['no import rule', { importDataRules: [] }],
    ['eleven import rules', { importDataRules: numbered(11) }],
    ['none for the root', { importDataRules: [{ ...root, prefix: 'hot/' }] }],
    ['two for the root', { importDataRules: [root, root] }],
    ['a prefix without its slash', { importDataRules: [root, { ...root, prefix: 'hot' }] }],
    ['a prefix of 1,025 characters', { importDataRules: [root, { ...root, prefix: `${'p'.repeat(1024)}/` }] }],
    ['a negative size', { importDataRules: [{ ...root, sizeLessThan: -1 }] }],
    ['a size over 48 TiB', { importDataRules: [{ ...root, sizeLessThan: 52_673_613_135_873 }] }],
    ['an unknown trigger', { importDataRules: [{ ...root, trigger: 'ALWAYS' as 'ON_FILE_ACCESS' }] }],
    ['no expiration rule', { expirationDataRules: [] }],
    ['two expiration rules', { expirationDataRules: [{ daysAfterLastAccess: 1 }, { daysAfterLastAccess: 2 }] }],
    ['zero days', { expirationDataRules: [{ daysAfterLastAccess: 0 }] }],
    ['366 days', { expirationDataRules: [{ daysAfterLastAccess: 366 }] }],
  ];

  test.each(cases)('%s', async (_, input) => {
    const { id } = server.createFileSystem();
    await expect(put(id, { latestVersionNumber: 1, ...input })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('ten rules, 48 TiB and 365 days are still taken', async () => {
    const fileSystem = server.createFileSystem();
    const importDataRules = numbered(10).map((rule) => ({ ...rule, sizeLessThan: 52_673_613_135_872 }));
    const expirationDataRules = [{ daysAfterLastAccess: 365 }];
    await put(fileSystem.id, { importDataRules, expirationDataRules, latestVersionNumber: 1 });
    expect(server.rules(fileSystem)).toEqual({ importDataRules, expirationDataRules });
  });
});

describe('a file system over a prefix', () => {
  test('needs each rule to start with it', async () => {
    const { id } = server.createFileSystem({ prefix: 'landing/' });
    const importDataRules = [
      { ...root, prefix: 'landing/' },
      { ...root, prefix: 'hot/' },
    ];
    await expect(put(id, { importDataRules, latestVersionNumber: 1 })).rejects.toThrow(/landing\//);
  });

  test('has that prefix as its root', async () => {
    const fileSystem = server.createFileSystem({ prefix: 'landing/' });
    const below = [{ ...root, prefix: 'landing/hot/' }];
    await expect(put(fileSystem.id, { importDataRules: below, latestVersionNumber: 1 })).rejects.toThrow('root');
    const importDataRules = [{ ...root, prefix: 'landing/' }, ...below];
    await put(fileSystem.id, { importDataRules, latestVersionNumber: 1 });
    expect(server.rules(fileSystem)?.importDataRules).toEqual(importDataRules);
  });
});

describe('requests', () => {
  test('name the file system by its ARN as well', async () => {
    const { arn } = server.createFileSystem();
    expect(await get(arn)).toMatchObject({ latestVersionNumber: 1 });
  });

  test('for an unknown file system are not found', async () => {
    await expect(get('fs-ffffffffffffffff0')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('are refused when nobody signed them', async () => {
    const fileSystem = server.createFileSystem();
    const url = `${server.endpoint}/file-systems/${fileSystem.id}/synchronization-configuration`;
    const answer = await fetch(url, { method: 'PUT', body: JSON.stringify({ ...rules, latestVersionNumber: 1 }) });
    expect(answer.status).toBe(403);
    expect(server.version(fileSystem)).toBe(1);
  });

  test('are counted with what became of them', async () => {
    const fileSystem = server.createFileSystem();
    await get(fileSystem.id);
    await put(fileSystem.id).catch(() => undefined);
    await put(fileSystem.id, { latestVersionNumber: 1 });
    expect(server.calls(fileSystem).map(({ operation, status }) => [operation, status])).toEqual([
      ['GetSynchronizationConfiguration', 200],
      ['PutSynchronizationConfiguration', 409],
      ['PutSynchronizationConfiguration', 200],
    ]);
  });

  test('are throttled as often as asked, and the client tries again', async () => {
    const fileSystem = server.createFileSystem();
    server.faults.refuse({ operation: 'PutSynchronizationConfiguration', error: 'ThrottlingException', times: 2 });
    await put(fileSystem.id, { latestVersionNumber: 1 });
    const statuses = server.calls(fileSystem, 'PutSynchronizationConfiguration').map(({ status }) => status);
    expect(statuses).toEqual([429, 429, 200]);
  });

  test('are refused as asked, if need be only those that name a version', async () => {
    const fileSystem = server.createFileSystem({ put: 'lenient' });
    const operation = 'PutSynchronizationConfiguration';
    server.faults.refuse({ operation, error: 'ConflictException', times: 1, withVersion: true });
    await put(fileSystem.id);
    await expect(put(fileSystem.id, { latestVersionNumber: 2 })).rejects.toThrow(/in progress/);
    await put(fileSystem.id, { latestVersionNumber: 2 });
  });

  test('are no longer refused once that is taken back', async () => {
    const { id } = server.createFileSystem();
    server.faults.refuse({
      operation: 'GetSynchronizationConfiguration',
      error: 'AccessDeniedException',
      times: 2,
    });
    await expect(get(id)).rejects.toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } });
    server.faults.clear();
    await get(id);
  });
});
