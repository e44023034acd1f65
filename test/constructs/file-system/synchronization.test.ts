import { Template } from 'aws-cdk-lib/assertions';
import { App, CfnParameter, Duration, NestedStack, Size, Stack, Stage } from 'aws-cdk-lib/core';
import {
  type ImportDataRule,
  ImportDataRuleTrigger,
  S3FilesFileSystem,
  S3FilesSynchronization,
  SynchronizationMode,
} from '../../../src';
import { actionsOf, newStack, stableTemplate, statements, warnings } from '../support/stacks';

const fileSystemArn = 'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123456789abcdef0';
const hot: ImportDataRule = { prefix: 'hot/', sizeLessThan: Size.mebibytes(2) };

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function imported(prefix?: string, id = 'Imported') {
  return S3FilesFileSystem.fromFileSystemAttributes(stack, id, { fileSystemArn, prefix });
}

/** The text of the rules, which is also that of the Put call. */
function text(of = stack): unknown {
  const resources = Template.fromStack(of).findResources('Custom::S3FilesSynchronization');
  return Object.values(resources).find(({ Properties }) => Properties.Rules)?.Properties.Rules;
}

/** The rules that the Put call of the template carries. */
function rules(of = stack): { prefix: string; sizeLessThan: number; trigger: string }[] {
  return JSON.parse(String(text(of))).importDataRules;
}

test('the chain of custom resources on an imported file system', () => {
  new S3FilesSynchronization(stack, 'Sync', { fileSystem: imported(), importDataRules: [hot] });
  expect(stableTemplate(stack)).toMatchSnapshot();
});

test('the function may call exactly the two actions on exactly this file system', () => {
  const fileSystem = new S3FilesFileSystem(stack, 'Files', {
    synchronizationConfiguration: { importDataRules: [hot] },
  });
  const own = statements(stack).filter((statement) => actionsOf(statement).some((a) => a.startsWith('s3files:')));
  expect([...new Set(own.flatMap(actionsOf))].sort()).toEqual([
    's3files:GetSynchronizationConfiguration',
    's3files:PutSynchronizationConfiguration',
  ]);
  expect(own.map(({ Resource }) => Resource)).toEqual(own.map(() => stack.resolve(fileSystem.fileSystemArn)));
});

describe('the rules', () => {
  test("get the root's where none is given for it", () => {
    new S3FilesSynchronization(stack, 'Sync', { fileSystem: imported(), importDataRules: [hot] });
    expect(rules()).toEqual([
      { prefix: '', sizeLessThan: 131072, trigger: 'ON_DIRECTORY_FIRST_ACCESS' },
      { prefix: 'hot/', sizeLessThan: 2097152, trigger: 'ON_DIRECTORY_FIRST_ACCESS' },
    ]);
  });

  test("of a file system with a prefix have their root's there", () => {
    new S3FilesSynchronization(stack, 'Sync', { fileSystem: imported('landing/') });
    expect(rules().map(({ prefix }) => prefix)).toEqual(['landing/']);
  });

  test("keep the root's that is given", () => {
    const root = { prefix: '', sizeLessThan: Size.bytes(0), trigger: ImportDataRuleTrigger.ON_FILE_ACCESS };
    new S3FilesSynchronization(stack, 'Sync', { fileSystem: imported(), importDataRules: [root] });
    expect(rules()).toEqual([{ prefix: '', sizeLessThan: 0, trigger: 'ON_FILE_ACCESS' }]);
  });

  test('a trigger that is undefined is the default', () => {
    const rule = { ...hot, trigger: undefined };
    new S3FilesSynchronization(stack, 'Sync', { fileSystem: imported(), importDataRules: [rule] });
    expect(rules()[1]?.trigger).toBe('ON_DIRECTORY_FIRST_ACCESS');
  });

  test('count once when they are the same, and stand in the same order whoever adds them first', () => {
    const fileSystem = imported();
    const sync = new S3FilesSynchronization(stack, 'Sync', { fileSystem, importDataRules: [hot] });
    sync.addImportDataRule({ ...hot, trigger: ImportDataRuleTrigger.ON_DIRECTORY_FIRST_ACCESS });
    sync.addImportDataRule({ ...hot, prefix: 'a/' });
    expect(rules().map(({ prefix }) => prefix)).toEqual(['', 'a/', 'hot/']);
  });

  test('may lie in one another', () => {
    const nested = { prefix: 'hot/deeper/', sizeLessThan: Size.bytes(1) };
    new S3FilesSynchronization(stack, 'Sync', { fileSystem: imported(), importDataRules: [hot, nested] });
    expect(rules()).toHaveLength(3);
  });

  test('may be known at deployment only: their text is rendered there, so that a change calls Get again', () => {
    const prefix = new CfnParameter(stack, 'Prefix').valueAsString;
    new S3FilesSynchronization(stack, 'Sync', {
      fileSystem: imported(),
      importDataRules: [{ prefix, sizeLessThan: Size.bytes(1) }],
    });
    expect(JSON.stringify(text())).toContain('{"Ref":"Prefix"}');
  });

  test('ten are taken, an eleventh is refused by name', () => {
    const nine = Array.from({ length: 9 }, (_, i) => ({ prefix: `p${i}/`, sizeLessThan: Size.mebibytes(i + 2) }));
    new S3FilesSynchronization(stack, 'Sync', { fileSystem: imported(), importDataRules: nine });
    expect(rules()).toHaveLength(10);

    stack = newStack();
    const sync = new S3FilesSynchronization(stack, 'Sync', { fileSystem: imported(), importDataRules: nine });
    sync.addImportDataRule({ ...hot, prefix: 'one-more/', sizeLessThan: Size.bytes(0) });
    expect(rules).toThrow("Stack/Sync has 11 import rules, and the service takes 10, the root's among them: '' below");
    expect(rules).toThrow('; cover several directories by one rule');
  });

  describe('beyond ten, without a root rule of the user', () => {
    const onAccess = { sizeLessThan: Size.kibibytes(128), trigger: ImportDataRuleTrigger.ON_FILE_ACCESS };
    const small = Array.from({ length: 12 }, (_, i) => ({ ...onAccess, prefix: `s${i}/` }));
    const large = Array.from({ length: 9 }, (_, i) => ({ ...hot, prefix: `l${i}/` }));
    const ofRoot = () => warnings(stack).filter((warning) => warning.includes('rootRuleOfMost'));
    const synchronize = (importDataRules: ImportDataRule[]) =>
      new S3FilesSynchronization(stack, 'Sync', { fileSystem: imported(), importDataRules });

    test('the root takes the setting that most of them ask for, in whatever order', () => {
      synchronize([...large, ...small].reverse());
      expect(rules()[0]).toEqual({ prefix: '', sizeLessThan: 131072, trigger: 'ON_FILE_ACCESS' });
      expect(rules().map(({ prefix }) => prefix)).toEqual(['', ...large.map(({ prefix }) => prefix)]);
      expect(ofRoot()).toEqual([]);
    });

    test('of two settings that equally many ask for it is always the same one', () => {
      const eight = [...small.slice(0, 8), ...large.slice(0, 8)];
      const roots = [eight, [...eight].reverse()].map((importDataRules) => {
        stack = newStack();
        synchronize(importDataRules);
        return rules()[0];
      });
      expect(roots[0]).toEqual(roots[1]);
    });

    test('a warning says so where the root then imports more than it would have', () => {
      synchronize(Array.from({ length: 12 }, (_, i) => ({ ...hot, prefix: `l${i}/` })));
      expect(rules()).toEqual([{ prefix: '', sizeLessThan: 2097152, trigger: 'ON_DIRECTORY_FIRST_ACCESS' }]);
      expect(ofRoot()).toEqual([expect.stringContaining('give the root a rule of its own if they should not')]);
    });

    test("a user's root rule stays as it is", () => {
      synchronize([{ prefix: '', sizeLessThan: Size.bytes(0) }, ...small]);
      expect(rules).toThrow('has 13 import rules');
    });
  });

  test('those that say what the rule above them says are not written', () => {
    const inner = Array.from({ length: 30 }, (_, i) => ({ ...hot, prefix: `hot/p${i}/` }));
    const other = { ...hot, prefix: 'hot/p7/cold/', sizeLessThan: Size.bytes(0) };
    const back = { ...hot, prefix: 'hot/p7/cold/hot/' };
    const importDataRules = [...inner, back, other, { ...hot, prefix: 'hot/' }];
    new S3FilesSynchronization(stack, 'Sync', { fileSystem: imported(), importDataRules });
    expect(rules().map(({ prefix }: { prefix: string }) => prefix)).toEqual([
      '',
      'hot/',
      'hot/p7/cold/',
      'hot/p7/cold/hot/',
    ]);
  });

  test.each<[string, ImportDataRule[], string]>([
    ['no slash at the end', [{ ...hot, prefix: 'hot' }], "prefix 'hot' must end with '/': write 'hot/'"],
    ['a slash in front', [{ ...hot, prefix: '/hot/' }], "prefix '/hot/' starts with '/'"],
    ['only a slash', [{ ...hot, prefix: '/' }], "prefix '/' starts with '/'"],
    ['1025 characters', [{ ...hot, prefix: `${'a'.repeat(1024)}/` }], 'has 1025 characters, the service takes 1024'],
    ['two settings', [hot, { ...hot, sizeLessThan: Size.bytes(1) }], "prefix 'hot/' has an import rule already"],
    ['more than 48 TiB', [{ ...hot, sizeLessThan: Size.bytes(52_673_613_135_873) }], 'give 0 to 52673613135872'],
  ])('a prefix with %s is refused', (_, importDataRules, message) => {
    expect(() => new S3FilesSynchronization(stack, 'Sync', { fileSystem: imported(), importDataRules })).toThrow(
      message,
    );
  });

  test('a prefix outside the file system is refused, with the key to write', () => {
    expect(
      () => new S3FilesSynchronization(stack, 'Sync', { fileSystem: imported('landing/'), importDataRules: [hot] }),
    ).toThrow(
      "is outside the file system, whose own prefix is 'landing/': rules name keys of the bucket, write 'landing/hot/'",
    );
  });
});

describe('expiration', () => {
  test.each([1, 365])('after %d days is taken', (days) => {
    const dataExpiration = Duration.days(days);
    expect(() => new S3FilesSynchronization(stack, 'Sync', { fileSystem: imported(), dataExpiration })).not.toThrow();
  });

  test.each([
    ['0 days', Duration.days(0), 'dataExpiration is 0 days'],
    ['366 days', Duration.days(366), 'dataExpiration is 366 days: the service takes whole days from 1 to 365'],
    ['36 hours', Duration.hours(36), 'dataExpiration is 1.5 days'],
  ])('after %s is refused', (_, dataExpiration, message) => {
    expect(() => new S3FilesSynchronization(stack, 'Sync', { fileSystem: imported(), dataExpiration })).toThrow(
      message,
    );
  });
});

describe('the rules of one file system have one owner', () => {
  test('rules added to an imported file system go to its S3FilesSynchronization, through any import of it', () => {
    new S3FilesSynchronization(stack, 'Sync', { fileSystem: imported() });
    imported(undefined, 'ImportedAgain').addImportDataRule(hot);
    expect(rules().map(({ prefix }) => prefix)).toEqual(['', 'hot/']);
  });

  test("those of an owned file system go to an S3FilesSynchronization of the user's", () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files');
    new S3FilesSynchronization(stack, 'Sync', { fileSystem });
    fileSystem.addImportDataRule(hot);
    expect(rules().map(({ prefix }) => prefix)).toEqual(['', 'hot/']);
  });

  test('imports in two stacks of one app are one file system, by whatever they name it', () => {
    const app = new App();
    const { fileSystemId } = S3FilesFileSystem.fromFileSystemAttributes(newStack(app, 'Ids'), 'Files', {
      fileSystemArn,
    });
    const here = newStack(app, 'Here');
    const there = newStack(app, 'There');
    const byId = S3FilesFileSystem.fromFileSystemAttributes(here, 'Files', { fileSystemId });
    const byArn = S3FilesFileSystem.fromFileSystemAttributes(there, 'Files', { fileSystemArn });
    new S3FilesSynchronization(here, 'Sync', { fileSystem: byId });
    expect(() => new S3FilesSynchronization(there, 'Sync', { fileSystem: byArn })).toThrow(
      "file system 'There/Files' has its synchronization rules in 'Here/Sync' already",
    );
  });

  test('a file system of the app that is imported as well is one', () => {
    const app = new App();
    const owned = new S3FilesFileSystem(newStack(app, 'Owner'), 'Files', {
      synchronizationConfiguration: { importDataRules: [hot] },
    });
    const other = newStack(app, 'Other');
    const again = S3FilesFileSystem.fromFileSystemAttributes(other, 'Files', { fileSystemArn: owned.fileSystemArn });
    expect(() => new S3FilesSynchronization(other, 'Sync', { fileSystem: again })).toThrow(
      "has its synchronization rules in 'Owner/Files/Synchronization' already",
    );
  });

  test('with the mode CLOUDFORMATION it is the file system itself', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files', {
      synchronizationConfiguration: { mode: SynchronizationMode.CLOUDFORMATION },
    });
    expect(() => new S3FilesSynchronization(stack, 'Sync', { fileSystem })).toThrow(
      "has its synchronization rules in 'Stack/Files' already",
    );
  });

  test('file systems of one id in two Regions are two', () => {
    const app = new App();
    for (const region of ['eu-central-1', 'us-east-1']) {
      const other = newStack(app, region, { env: { account: '123456789012', region } });
      const fileSystem = S3FilesFileSystem.fromFileSystemAttributes(other, 'Files', { fileSystemId: 'fs-0123' });
      expect(() => new S3FilesSynchronization(other, 'Sync', { fileSystem })).not.toThrow();
    }
  });

  test('without one they are refused', () => {
    expect(() => imported().addImportDataRule(hot)).toThrow(
      "the import rule for prefix 'hot/' cannot be added to imported file system 'Stack/Imported'",
    );
  });

  test('a second one is refused', () => {
    const fileSystem = imported();
    new S3FilesSynchronization(stack, 'Sync', { fileSystem });
    expect(() => new S3FilesSynchronization(stack, 'Again', { fileSystem })).toThrow(
      "has its synchronization rules in 'Stack/Sync' already",
    );
  });
});

describe('rules from another stack', () => {
  const withHot = { synchronizationConfiguration: { importDataRules: [hot] } };

  test('are put by the stack of the file system, which needs nothing of the other one', () => {
    const app = new App();
    const owner = newStack(app, 'Owner');
    const client = newStack(app, 'Client');
    const fileSystem = new S3FilesFileSystem(owner, 'Files', withHot);
    client.addStackDependency(owner); // as that of a function that mounts it
    fileSystem.addImportDataRule({ ...hot, prefix: 'of-client/' });
    expect(rules(owner).map(({ prefix }) => prefix)).toEqual(['', 'hot/', 'of-client/']);
    expect(owner.dependencies).toEqual([]);
  });

  test('can hold one of its values where it does not need the file system', () => {
    const app = new App();
    const owner = newStack(app, 'Owner');
    const other = newStack(app, 'Other');
    const prefix = new CfnParameter(other, 'Prefix').valueAsString;
    new S3FilesFileSystem(owner, 'Files', withHot).addImportDataRule({ ...hot, prefix });
    app.synth();
    expect(owner.dependencies).toEqual([other]);
    expect(JSON.stringify(text(owner))).toContain('{"Fn::ImportValue":"Other:ExportsOutputRefPrefix');
  });

  test('cannot hold one of its values where it needs the file system: CDK names both stacks', () => {
    const app = new App();
    const owner = newStack(app, 'Owner');
    const client = newStack(app, 'Client');
    const fileSystem = new S3FilesFileSystem(owner, 'Files', withHot);
    client.addStackDependency(owner);
    const prefix = new CfnParameter(client, 'Prefix').valueAsString;
    fileSystem.addImportDataRule({ ...hot, prefix });
    expect(() => app.synth()).toThrow(/'Client' depends on 'Owner'.*cyclic reference/);
  });

  test('can come from a nested stack', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files', withHot);
    const nested = new NestedStack(stack, 'Nested');
    fileSystem.addImportDataRule({ ...hot, prefix: 'nested/' });
    expect(rules().map(({ prefix }) => prefix)).toEqual(['', 'hot/', 'nested/']);
    Template.fromStack(nested).resourceCountIs('Custom::S3FilesSynchronization', 0);
  });

  test('can go to a nested stack, with a value of its parent', () => {
    const nested = new NestedStack(stack, 'Nested');
    const fileSystem = new S3FilesFileSystem(nested, 'Files', withHot);
    fileSystem.addImportDataRule({ ...hot, prefix: new CfnParameter(stack, 'Prefix').valueAsString });
    expect(JSON.stringify(text(nested))).toContain('{"Ref":"referencetoStackPrefix');
    Template.fromStack(stack).resourceCountIs('Custom::S3FilesSynchronization', 0);
  });

  test('are those of its stage: two stages put their own', () => {
    const app = new App();
    const [first, second] = ['First', 'Second'].map((id) => new Stack(new Stage(app, id), 'Stack'));
    for (const of of [first, second]) {
      const fileSystem = S3FilesFileSystem.fromFileSystemAttributes(of, 'Files', { fileSystemArn });
      new S3FilesSynchronization(of, 'Sync', { fileSystem });
      fileSystem.addImportDataRule({ ...hot, prefix: `${of.node.path.toLowerCase()}/` });
    }
    expect(rules(first).map(({ prefix }) => prefix)).toEqual(['', 'first/stack/']);
    expect(rules(second).map(({ prefix }) => prefix)).toEqual(['', 'second/stack/']);
  });
});

describe('the mode CLOUDFORMATION', () => {
  const newFileSystem = (installLatestAwsSdk?: boolean) =>
    new S3FilesFileSystem(stack, 'Files', {
      synchronizationConfiguration: { mode: SynchronizationMode.CLOUDFORMATION, installLatestAwsSdk },
    });

  test.each([true, false])('has no use for installLatestAwsSdk: %s', (installLatestAwsSdk) => {
    expect(() => newFileSystem(installLatestAwsSdk)).toThrow(
      `file system 'Stack/Files' has 'installLatestAwsSdk: ${installLatestAwsSdk}' and the mode CLOUDFORMATION, which deploys no function that would use an SDK: leave it out`,
    );
  });

  test('takes one that is not given', () => {
    expect(() => newFileSystem(undefined)).not.toThrow();
  });

  test('keeps to the limits of the rules as well', () => {
    const fileSystem = newFileSystem();
    fileSystem.addImportDataRule(hot);
    fileSystem.addImportDataRule(hot);
    expect(() => fileSystem.addImportDataRule({ ...hot, sizeLessThan: Size.bytes(1) })).toThrow(
      "prefix 'hot/' has an import rule already",
    );
    for (let i = 0; i < 9; i += 1) fileSystem.addImportDataRule({ prefix: `p${i}/`, sizeLessThan: Size.bytes(i) });
    expect(() => Template.fromStack(stack)).toThrow('has 11 import rules, and the service takes 10');
  });
});

describe('an imported file system of another place', () => {
  const place = (env: { account: string; region: string }) => {
    stack = newStack(undefined, 'Elsewhere', { env });
    return () => new S3FilesSynchronization(stack, 'Rules', { fileSystem: imported(), importDataRules: [hot] });
  };

  test('has its rules set in its own Region', () => {
    place({ account: '123456789012', region: 'us-west-2' })();
    const calls = Object.values(Template.fromStack(stack).findResources('Custom::S3FilesSynchronization'));
    expect(calls).toHaveLength(3);
    for (const { Properties } of calls) {
      expect(JSON.stringify(Properties.Create)).toContain('\\"region\\":\\"eu-central-1\\"');
    }
  });

  test('is refused in another account', () => {
    expect(place({ account: '999999999999', region: 'eu-central-1' })).toThrow(
      "file system 'Elsewhere/Imported' is in account '123456789012', whose rules cannot be set from '999999999999'",
    );
  });
});
