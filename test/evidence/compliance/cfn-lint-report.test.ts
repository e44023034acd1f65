import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFindings } from './cfn-lint-findings';
import { lintReport } from './cfn-lint-report';

const templates = [
  { file: '/0.json', name: 'one' },
  { file: '/1.json', name: 'other' },
];
const finding = { template: '/0.json', level: 'Warning', rule: 'W1', message: 'odd', where: 'Files/Resource' };

test('a template with a finding that is not listed has failed, and the finding is told', () => {
  const { text, passed, failed } = lintReport(templates, [finding, { ...finding, level: 'Error' }], []);
  expect({ passed, failed }).toEqual({ passed: 1, failed: 1 });
  expect(text.split('\n').map((line) => line.trim())).toEqual([
    'template | errors | warnings | listed',
    'one      |      1 |        1 |      0',
    'other    |      0 |        0 |      0',
    'one: W1 at Files/Resource: odd',
    'one: W1 at Files/Resource: odd',
  ]);
});

test('a listed finding is only counted', () => {
  const exception = { rules: ['W1'], where: /^Files/, reason: 'for the test' };
  const { text, failed } = lintReport(templates, [finding], [exception]);
  expect(failed).toBe(0);
  expect(text).toContain('one      |      0 |        0 |      1');
});

describe('a finding', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cfn-lint-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test.each([
    [['Resources', 'A', 'DependsOn', 0], 'Files/Resource'],
    [['Outputs', 'X', 'Value'], 'Outputs/X/Value'],
    [null, ''],
  ])('at %j of the template is where %j', (path, where) => {
    const file = join(folder, 'a.template.json');
    writeFileSync(file, JSON.stringify({ Resources: { A: { Metadata: { 'aws:cdk:path': 'Stack/Files/Resource' } } } }));
    const match = { Filename: file, Level: 'Error', Message: '', Rule: { Id: 'E1' }, Location: { Path: path } };
    expect(parseFindings(JSON.stringify([match]))).toMatchObject([{ where, rule: 'E1' }]);
  });
});
