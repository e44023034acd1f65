import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bringBundlesUpToDate } from '../../../local/lambda/bundles';
import { REPOSITORY } from '../../../local/process/places';
import { Supervisor } from '../../../local/process/supervisor';
import { BILL_OF_MATERIALS, bundleFolder, COMMAND_LINE, HANDLERS } from '../../../projenrc/handlers';

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly scope: string;
  readonly purl: string;
  readonly licenses: readonly unknown[];
}

interface BillOfMaterials {
  readonly bomFormat: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
}

const FILES = [BILL_OF_MATERIALS, COMMAND_LINE.billOfMaterials];

let bills: readonly BillOfMaterials[];
beforeAll(async () => {
  await bringBundlesUpToDate(new Supervisor().guardThisProcess());
  bills = FILES.map((file) => JSON.parse(readFileSync(join(REPOSITORY, file), 'utf8')));
});

const nameOf = ({ group, name }: Component) => (group ? `${group}/${name}` : name);

test('each bill of materials is one of CycloneDX, of this library', () => {
  for (const bill of bills) {
    expect(bill.bomFormat).toBe('CycloneDX');
    expect(bill.metadata.component).toMatchObject({ type: 'library', name: 'cdk-s3files' });
  }
});

test('they name the packages and versions that NOTICE names, and no others', () => {
  const notice = readFileSync(join(REPOSITORY, 'NOTICE'), 'utf8');
  const noticed = [...notice.matchAll(/^(\S+) (\d\S*) \([^)]+\)$/gm)].map(([, name, version]) => `${name} ${version}`);
  expect(noticed).toContain(`@platformatic/kafka ${installed('@platformatic/kafka')}`);
  expect(noticed).toContain(`@aws-sdk/client-sfn ${installed('@aws-sdk/client-sfn')}`);
  const named = bills.flatMap(({ components }) => components.map((c) => `${nameOf(c)} ${c.version}`));
  expect([...new Set(named)].sort()).toEqual([...new Set(noticed)].sort());
});

test('each package can be looked up by its package URL, and has a licence', () => {
  for (const component of bills.flatMap(({ components }) => components)) {
    expect(component.purl).toMatch(/^pkg:npm\//);
    expect(component.licenses).not.toHaveLength(0);
    expect(component.scope).toBe('required');
  }
});

test('they know neither a time nor a machine, so that one state of the sources has one bill', () => {
  for (const file of FILES) {
    const text = readFileSync(join(REPOSITORY, file), 'utf8');
    expect(text).not.toContain(REPOSITORY);
    expect(text).not.toMatch(/"(timestamp|serialNumber)"/);
  }
});

test('they are packaged with the bundles', () => {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: REPOSITORY, encoding: 'utf8' }),
  ) as [{ files: readonly { path: string }[] }];
  expect(packed.files.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      ...FILES,
      'NOTICE',
      COMMAND_LINE.file,
      ...HANDLERS.map((h) => `${bundleFolder(h)}/index.mjs`),
    ]),
  );
});

function installed(name: string): string {
  return JSON.parse(readFileSync(join(REPOSITORY, 'node_modules', name, 'package.json'), 'utf8')).version;
}
