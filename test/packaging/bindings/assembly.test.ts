import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { differences } from './assembly';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assemblies-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const FILES = {
  'Demo.template.json': '{"Resources":{"Bucket":{"Type":"AWS::S3::Bucket"}}}',
  'Demo.assets.json': '{"files":{}}',
  'asset.1/index.mjs': 'export const handler = 1;',
  'manifest.json': '{"minimumCliVersion":"2.1.0"}',
};

function assembly(name: string, files: Readonly<Record<string, string | undefined>> = {}): string {
  for (const [file, content] of Object.entries({ ...FILES, ...files })) {
    if (content === undefined) continue;
    const path = join(root, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return join(root, name);
}

const differencesWith = (files: Readonly<Record<string, string | undefined>>) =>
  differences(assembly('expected'), assembly('actual', files));

test('assemblies with the same bytes do not differ', () => {
  expect(differencesWith({})).toEqual([]);
});

test('what only the command line reads may differ', () => {
  expect(differencesWith({ 'manifest.json': '{"minimumCliVersion":"2.2.0"}' })).toEqual([]);
});

test('a resource with another property is named with both values', () => {
  expect(
    differencesWith({ 'Demo.template.json': '{"Resources":{"Bucket":{"Type":"AWS::S3::Bucket","Tags":[]}}}' }),
  ).toEqual(['Demo.template.json/Resources/Bucket/Tags is [] instead of undefined']);
});

test('usage statistics are no exception', () => {
  const template = '{"Resources":{"Bucket":{"Type":"AWS::S3::Bucket"},"CDKMetadata":{}}}';
  expect(differencesWith({ 'Demo.template.json': template })).toHaveLength(1);
});

test('the same template in another order is not the same', () => {
  const [expected, actual] = ['{"a":1,"b":2}', '{"b":2,"a":1}'];
  expect(
    differences(
      assembly('expected', { 'Demo.template.json': expected }),
      assembly('actual', { 'Demo.template.json': actual }),
    ),
  ).toEqual(['Demo.template.json says the same in another order']);
});

test('an asset is compared by its bytes', () => {
  expect(differencesWith({ 'asset.1/index.mjs': 'export const handler = 2;' })).toEqual([
    'asset.1/index.mjs has other bytes',
  ]);
});

test('assets that are missing, and assets too many, are named', () => {
  expect(differencesWith({ 'asset.1/index.mjs': undefined, 'asset.2/index.mjs': '' })).toEqual([
    'asset.1/index.mjs is missing',
    'asset.2/index.mjs is there, and should not be',
  ]);
});

test('a template comes first, for it explains the rest', () => {
  const [first] = differencesWith({
    'Demo.assets.json': '{"files":{"a":1}}',
    'Demo.template.json': '{"Resources":{}}',
  });
  expect(first).toBe('Demo.template.json/Resources/Bucket is undefined instead of {"Type":"AWS::S3::Bucket"}');
});

test('of many differences some are shown', () => {
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`asset.9/${index}`, '']));
  expect(differencesWith(many)).toHaveLength(6);
  expect(differencesWith(many).at(-1)).toBe('and 4 more');
});

test('an assembly without a template is an error, not a match', () => {
  const empty = join(root, 'empty');
  mkdirSync(empty);
  expect(() => differences(empty, empty)).toThrow('has no template');
});

test('an assembly that was never written is an error', () => {
  expect(() => differences(join(root, 'none'), assembly('actual'))).toThrow('nothing was synthesized');
});
