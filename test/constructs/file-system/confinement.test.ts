import * as iam from 'aws-cdk-lib/aws-iam';
import { App, NestedStack, type Stack } from 'aws-cdk-lib/core';
import { type IS3FilesAccessPoint, MountAccess, S3FilesAccessPoint, S3FilesFileSystem } from '../../../src';
import { Iam } from '../support/iam';
import { newFunction, newStack, newVpc, statements, warnings } from '../support/stacks';

let app: App;
let stack: Stack;
let fileSystem: S3FilesFileSystem;
let mine: S3FilesAccessPoint;
let others: S3FilesAccessPoint;

beforeEach(() => {
  begin();
});

function begin(context: Record<string, unknown> = {}): void {
  app = new App({ context });
  stack = newStack(app, 'Files');
  fileSystem = new S3FilesFileSystem(stack, 'Files');
  mine = fileSystem.addAccessPoint('Mine', { path: '/mine' });
  others = fileSystem.addAccessPoint('Others', { path: '/others' });
}

/** A role that AWS's managed policy lets do everything on every file system. */
function newClient(scope: Stack = stack, id = 'Client'): iam.Role {
  return new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonS3FilesClientFullAccess')],
  });
}

test('without confinement a role with the managed policy mounts everything: what this is about', () => {
  const client = newClient();
  mine.grantMount(client);
  const decide = new Iam(app);
  expect(decide.allows({ client, fileSystem })).toBe(true);
  expect(decide.allows({ client, fileSystem, accessPoint: others })).toBe(true);
});

describe.each([
  ['in the stack of the file system', () => stack],
  ['in a stack that depends on it', () => newStack(app, 'Clients')],
])('a role %s, granted one access point and with AmazonS3FilesClientFullAccess', (_, clientStack) => {
  let client: iam.Role;
  beforeEach(() => {
    client = newClient(clientStack());
    mine.grantMount(client, MountAccess.READ_WRITE);
    fileSystem.confineToAccessPoints();
  });

  test('mounts that access point, and writes', () => {
    const decide = new Iam(app);
    expect(decide.allows({ client, fileSystem, accessPoint: mine })).toBe(true);
    expect(decide.allows({ client, fileSystem, accessPoint: mine, action: 's3files:ClientWrite' })).toBe(true);
  });

  test('does not mount another access point', () => {
    expect(new Iam(app).allows({ client, fileSystem, accessPoint: others })).toBe(false);
  });

  test('does not mount without an access point', () => {
    expect(new Iam(app).allows({ client, fileSystem })).toBe(false);
  });

  test('mounts another file system as before', () => {
    const another = new S3FilesFileSystem(stack, 'Another');
    expect(new Iam(app).allows({ client, fileSystem: another })).toBe(true);
  });
});

describe('a role that this app grants nothing', () => {
  test('gets nothing by the policy of the file system', () => {
    const client = new iam.Role(stack, 'Nobody', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    fileSystem.confineToAccessPoints();
    expect(new Iam(app).allows({ client, fileSystem, accessPoint: mine })).toBe(false);
  });

  test('does not mount without an access point, although the managed policy lets it', () => {
    const client = newClient();
    fileSystem.confineToAccessPoints();
    expect(new Iam(app).allows({ client, fileSystem })).toBe(false);
  });
});

describe('the order of calls does not matter:', () => {
  const orders: [string, (client: iam.IRole) => void][] = [
    [
      'grant, confine, grant',
      (client) => {
        mine.grantMount(client);
        fileSystem.confineToAccessPoints();
        others.grantMount(client);
      },
    ],
    [
      'confine, grant, grant',
      (client) => {
        fileSystem.confineToAccessPoints();
        others.grantMount(client);
        mine.grantMount(client);
      },
    ],
    [
      'grant, grant, confine twice',
      (client) => {
        mine.grantMount(client);
        others.grantMount(client, MountAccess.ROOT);
        fileSystem.confineToAccessPoints();
        fileSystem.confineToAccessPoints();
      },
    ],
  ];

  test.each(orders)('%s gives both access points and not the third, by one statement', (_, act) => {
    const client = newClient();
    act(client);
    const third = fileSystem.addAccessPoint('Third', { path: '/third' });
    const denials = statements(stack).filter((statement) => 'Effect' in statement && statement.Effect === 'Deny');
    expect(denials).toEqual([
      {
        Effect: 'Deny',
        Action: 's3files:Client*',
        Resource: stack.resolve(fileSystem.fileSystemArn),
        Condition: {
          StringNotEquals: {
            's3files:AccessPointArn': [stack.resolve(mine.accessPointArn), stack.resolve(others.accessPointArn)],
          },
        },
      },
    ]);
    const decide = new Iam(app);
    expect([mine, others, third].map((accessPoint) => decide.allows({ client, fileSystem, accessPoint }))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('an access point that is made after the call is let in', () => {
    fileSystem.confineToAccessPoints();
    const later = fileSystem.addAccessPoint('Later');
    const client = newClient();
    later.grantMount(client);
    expect(new Iam(app).allows({ client, fileSystem, accessPoint: later })).toBe(true);
  });

  test('the policy lists the access points by path, whatever came first', () => {
    const policyOf = (first: string, second: string) => {
      begin();
      fileSystem.confineToAccessPoints();
      fileSystem.addAccessPoint(first);
      fileSystem.addAccessPoint(second);
      return app.synth().getStackByName('Files').template.Resources;
    };
    expect(policyOf('A', 'Z')).toEqual(policyOf('Z', 'A'));
  });
});

test('a function that mounts is kept to its access point', () => {
  const vpc = newVpc(stack);
  fileSystem.addMountTargets(stack, { vpc });
  fileSystem.confineToAccessPoints();
  const role = newClient();
  mine.attachToFunction(newFunction(stack, { vpc, role }));
  const decide = new Iam(app);
  expect(decide.allows({ client: role, fileSystem, accessPoint: mine })).toBe(true);
  expect(decide.allows({ client: role, fileSystem, accessPoint: others })).toBe(false);
});

test('two clients are each kept to their own', () => {
  const [one, two] = [newClient(stack, 'One'), newClient(stack, 'Two')];
  mine.grantMount(one);
  others.grantMount(two);
  fileSystem.confineToAccessPoints();
  const decide = new Iam(app);
  expect(decide.allows({ client: one, fileSystem, accessPoint: mine })).toBe(true);
  expect(decide.allows({ client: one, fileSystem, accessPoint: others })).toBe(false);
  expect(decide.allows({ client: two, fileSystem, accessPoint: others })).toBe(true);
  expect(decide.allows({ client: two, fileSystem, accessPoint: mine })).toBe(false);
});

test('a role that is imported twice is one client: neither import shuts the other out', () => {
  const arn = 'arn:aws:iam::123456789012:role/client';
  const here = iam.Role.fromRoleArn(stack, 'Imported', arn, { defaultPolicyName: 'Here' });
  const there = iam.Role.fromRoleArn(newStack(app, 'Clients'), 'Imported', arn, { defaultPolicyName: 'There' });
  mine.grantMount(here);
  others.grantMount(there);
  fileSystem.confineToAccessPoints();
  const decide = new Iam(app);
  expect(decide.allows({ client: here, fileSystem, accessPoint: mine })).toBe(true);
  expect(decide.allows({ client: here, fileSystem, accessPoint: others })).toBe(true);
});

test('an import that takes no policy does not keep the denial from another import of the role', () => {
  const arn = 'arn:aws:iam::123456789012:role/client';
  const immutable = iam.Role.fromRoleArn(stack, 'Imported', arn, { mutable: false });
  const mutable = iam.Role.fromRoleArn(newStack(app, 'Clients'), 'Imported', arn);
  mutable.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3files:*'], resources: ['*'] }));
  fileSystem.confineToAccessPoints();
  mine.grantMount(immutable);
  mine.grantMount(mutable);
  const decide = new Iam(app);
  expect(decide.allows({ client: mutable, fileSystem, accessPoint: mine })).toBe(true);
  expect(decide.allows({ client: mutable, fileSystem, accessPoint: others })).toBe(false);
});

describe('a role with a name of its own and its imports are one client:', () => {
  function denied(scope: Stack): unknown[] {
    return statements(scope).flatMap((statement) =>
      'Effect' in statement && statement.Effect === 'Deny' ? [statement.Condition] : [],
    );
  }

  function namedRole(scope: Stack): iam.Role {
    return new iam.Role(scope, 'Named', {
      roleName: 'client',
      assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
    });
  }

  const imports: [string, (role: iam.Role) => iam.IRole][] = [
    ['by name', () => iam.Role.fromRoleName(stack, 'Imported', 'client')],
    ['by ARN', () => iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::123456789012:role/a-path/client')],
    ['by a reference', (role) => iam.Role.fromRoleArn(stack, 'Imported', role.roleArn)],
  ];

  test.each(imports)('imported %s, each denial leaves out the access points of both', (_, imported) => {
    const role = namedRole(stack);
    mine.grantMount(role);
    others.grantMount(imported(role));
    fileSystem.confineToAccessPoints();
    const both = {
      StringNotEquals: {
        's3files:AccessPointArn': [stack.resolve(mine.accessPointArn), stack.resolve(others.accessPointArn)],
      },
    };
    expect(denied(stack)).toEqual([both, both]);
  });

  test('two imports that have nothing in common but the role itself are one by it', () => {
    const role = namedRole(stack);
    const third = fileSystem.addAccessPoint('Third', { path: '/third' });
    others.grantMount(iam.Role.fromRoleArn(stack, 'ByReference', role.roleArn));
    third.grantMount(iam.Role.fromRoleName(stack, 'ByName', 'client'));
    mine.grantMount(role);
    fileSystem.confineToAccessPoints();
    const all = {
      StringNotEquals: {
        's3files:AccessPointArn': [mine, others, third].map(({ accessPointArn }) => stack.resolve(accessPointArn)),
      },
    };
    expect(denied(stack)).toEqual([all, all, all]);
  });

  test('roles of one name in two accounts are two clients', () => {
    const [here, there] = ['111111111111', '222222222222'].map((account) =>
      newStack(app, `Of${account}`, { env: { account, region: 'eu-central-1' } }),
    ) as [Stack, Stack];
    const confined = new S3FilesFileSystem(here, 'Confined');
    const [one, two] = ['fsap-1', 'fsap-2'].map((accessPointId) =>
      S3FilesAccessPoint.fromAccessPointAttributes(here, accessPointId, {
        accessPointArn: `arn:aws:s3files:eu-central-1:111111111111:file-system/fs-1/access-point/${accessPointId}`,
      }),
    ) as [IS3FilesAccessPoint, IS3FilesAccessPoint];
    one.grantMount(namedRole(here));
    two.grantMount(iam.Role.fromRoleArn(there, 'Imported', 'arn:aws:iam::222222222222:role/client'));
    confined.confineToAccessPoints({ accessPoints: [one, two] });
    expect(denied(here)).toContainEqual({ StringNotEquals: { 's3files:AccessPointArn': [one.accessPointArn] } });
  });
});

test('statements of two file systems on one role stay two, also where CDK merges statements', () => {
  begin({ '@aws-cdk/aws-iam:minimizePolicies': true });
  const another = new S3FilesFileSystem(stack, 'Another');
  const anothers = another.addAccessPoint('Data');
  const client = newClient();
  for (const [confined, accessPoint] of [
    [fileSystem, mine],
    [another, anothers],
  ] as const) {
    confined.confineToAccessPoints();
    accessPoint.grantMount(client);
  }
  const decide = new Iam(app);
  expect(decide.allows({ client, fileSystem, accessPoint: mine })).toBe(true);
  expect(decide.allows({ client, fileSystem, accessPoint: others })).toBe(false);
  expect(decide.allows({ client, fileSystem: another, accessPoint: anothers })).toBe(true);
  expect(decide.allows({ client, fileSystem: another })).toBe(false);
});

describe('an imported access point', () => {
  const accessPointArn =
    'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123456789abcdef0/access-point/fsap-1';
  const importInto = (scope: Stack) =>
    S3FilesAccessPoint.fromAccessPointAttributes(scope, 'Imported', { accessPointArn });

  test('is let in when it is named, and a client that was granted it too keeps it', () => {
    const imported = importInto(stack);
    const client = newClient();
    imported.grantMount(client);
    mine.grantMount(client);
    fileSystem.confineToAccessPoints({ accessPoints: [imported] });
    const decide = new Iam(app);
    expect(decide.allows({ client, fileSystem, accessPoint: imported })).toBe(true);
    expect(decide.allows({ client, fileSystem, accessPoint: mine })).toBe(true);
    expect(decide.allows({ client, fileSystem, accessPoint: others })).toBe(false);
  });

  test('counts as the same when it is imported again elsewhere', () => {
    const clients = newStack(app, 'Clients');
    const client = newClient(clients);
    importInto(clients).grantMount(client);
    fileSystem.confineToAccessPoints({ accessPoints: [importInto(stack)] });
    expect(new Iam(app).allows({ client, fileSystem, accessPoint: mine })).toBe(false);
  });

  test('suffices on a file system that has no other', () => {
    const another = new S3FilesFileSystem(stack, 'Another');
    another.confineToAccessPoints({ accessPoints: [importInto(stack)] });
    expect(() => app.synth()).not.toThrow();
  });

  test('can be named later than the first call', () => {
    fileSystem.confineToAccessPoints();
    const imported = importInto(stack);
    fileSystem.confineToAccessPoints({ accessPoints: [imported, imported] });
    const client = newClient();
    expect(new Iam(app).allows({ client, fileSystem, accessPoint: imported })).toBe(true);
  });

  test('made by reference to one of this app is that one', () => {
    const clients = newStack(app, 'Clients');
    const client = newClient(clients);
    S3FilesAccessPoint.fromAccessPointAttributes(clients, 'Again', {
      accessPointArn: mine.accessPointArn,
    }).grantMount(client);
    fileSystem.confineToAccessPoints();
    const decide = new Iam(app);
    expect(decide.allows({ client, fileSystem, accessPoint: mine })).toBe(true);
    expect(decide.allows({ client, fileSystem, accessPoint: others })).toBe(false);
  });
});

describe('errors', () => {
  test('the access point of another file system cannot be named', () => {
    const another = new S3FilesFileSystem(stack, 'Another');
    const accessPoint = another.addAccessPoint('Data');
    expect(() => fileSystem.confineToAccessPoints({ accessPoints: [accessPoint] })).toThrow(
      "access point 'Files/Another/Data' is one of file system 'Files/Another' and cannot be let in to 'Files/Files'",
    );
  });

  test('a file system without access points would shut everybody out', () => {
    new S3FilesFileSystem(stack, 'Empty').confineToAccessPoints();
    expect(() => app.synth()).toThrow('a file system without access points, so that nobody could mount it');
  });

  test.each(['before', 'after'])('a grant of the whole file system %s the call contradicts it', (when) => {
    const client = newClient();
    if (when === 'after') {
      fileSystem.confineToAccessPoints();
    }
    fileSystem.grants.read(client);
    fileSystem.grantMount(client);
    fileSystem.confineToAccessPoints();
    expect(() => app.synth()).toThrow(
      "'Files/Client' was granted the whole file system, which 'confineToAccessPoints' denies: grant an access point",
    );
  });

  test('an access point in a stack that depends on the file system is named, with the way out', () => {
    new S3FilesAccessPoint(newStack(app, 'Clients'), 'Theirs', { fileSystem });
    fileSystem.confineToAccessPoints();
    expect(() => app.synth()).toThrow(
      "access point 'Clients/Theirs' is in stack 'Clients', which depends on the file system's, so that the policy of 'confineToAccessPoints' cannot name it without a cycle: make it in the file system's stack with 'addAccessPoint'",
    );
  });

  test('one in a stack nested in the file system is no problem', () => {
    new S3FilesAccessPoint(new NestedStack(stack, 'Nested'), 'Theirs', { fileSystem });
    fileSystem.confineToAccessPoints();
    expect(() => app.synth()).not.toThrow();
  });

  test('a grant that did not succeed is no client', () => {
    fileSystem.confineToAccessPoints();
    expect(fileSystem.grantMount(new iam.AccountRootPrincipal()).success).toBe(false);
    expect(() => app.synth()).not.toThrow();
  });

  test.each<[string, () => iam.IPrincipal, string]>([
    [
      'a resource imported without its role',
      () => new iam.UnknownPrincipal({ resource: stack }),
      'a resource imported without its role was granted the whole file system',
    ],
    [
      'a principal that is no construct, by its ARN',
      () => new iam.PrincipalWithConditions(iam.Role.fromRoleArn(stack, 'R', 'arn:aws:iam::123456789012:role/r'), {}),
      '{"AWS":["arn:aws:iam::123456789012:role/r"]} was granted the whole file system',
    ],
  ])('name %s too', (_, client, message) => {
    fileSystem.confineToAccessPoints();
    fileSystem.grantMount(client());
    expect(() => app.synth()).toThrow(message);
  });
});

test('a resource imported without its role is told of the grant only: a statement would be wrong with the next grant', () => {
  fileSystem.confineToAccessPoints();
  const unknown = new iam.UnknownPrincipal({ resource: stack });
  mine.grantMount(unknown);
  others.grantMount(unknown);
  expect(warnings(stack)).toHaveLength(2);
  expect(warnings(stack).join()).not.toContain('Deny');
});
