import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import { ConfluentDemoStack } from '../../../examples/typescript/confluent-demo/lib/confluent-demo-stack';
import { REPOSITORY } from '../../../local/process/places';
import { store } from '../../handlers/support/files';
import { RecordedLog } from '../../handlers/support/log';
import { useMount } from '../../handlers/support/mount';
import { runReplay } from '../../handlers/support/replayer';

const README = readFileSync(join(REPOSITORY, 'examples/typescript/confluent-demo/README.md'), 'utf8');
const mount = useMount();

test('each output that the README looks up is one of the stack', () => {
  const outputs = Object.keys(Template.fromStack(new ConfluentDemoStack(new App(), 'Demo', {})).findOutputs('*'));
  const lookedUp = [...README.matchAll(/\$\(output (\w+)\)/g)].map(([, name]) => name);
  expect(lookedUp).not.toHaveLength(0);
  expect(outputs).toEqual(expect.arrayContaining(lookedUp));
});

test('the query for cold and warm reads finds what a dry run logs, for both size classes', async () => {
  await store(mount.root, { offset: 1 });
  const log = new RecordedLog();
  await runReplay(mount.root, { dry_run: true }, { log });
  const [, message] = /\$\.message = "(\w+)"/.exec(README) ?? [];
  const [line] = log.lines.filter((logged) => logged.message === message);
  const [, row] = /\(\.\[\] \| \[\.timestamp, ([^\]]+)\]\)/.exec(README) ?? [];
  const fields = row.split(', ').map((field) => field.slice(1));
  expect(fields).toEqual(expect.arrayContaining(['avg_read_ms_small', 'avg_read_ms_large']));
  expect(Object.keys(line)).toEqual(expect.arrayContaining(fields));
});
