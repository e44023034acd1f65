import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCheckov } from './checkov-findings';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkov-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const report = (failed: object[], errors = 0) =>
  JSON.stringify({ results: { failed_checks: failed }, summary: { parsing_errors: errors } });

test('a finding of checkov is where its resource is in the tree', () => {
  const Metadata = { 'aws:cdk:path': 'Stack/Files/Bucket/Resource' };
  writeFileSync(join(folder, 'a.template.json'), JSON.stringify({ Resources: { Bucket1: { Metadata } } }));
  const check = { check_id: 'CKV_1', check_name: 'logs', file_path: '/a.template.json' };
  expect(parseCheckov(report([{ ...check, resource: 'AWS::S3::Bucket.Bucket1' }]), folder)).toEqual([
    {
      template: join(folder, 'a.template.json'),
      level: 'Error',
      rule: 'CKV_1',
      message: 'logs',
      where: 'Files/Bucket/Resource',
    },
  ]);
});

test('a template that checkov cannot read is an error, since nothing is found in it', () => {
  expect(() => parseCheckov(report([], 1), folder)).toThrow('could not read 1 of the templates');
});
