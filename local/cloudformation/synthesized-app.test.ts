import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SynthesizedApp } from './synthesized-app';

let assembly: string;
beforeEach(() => {
  assembly = mkdtempSync(join(tmpdir(), 'assembly-'));
  mkdirSync(join(assembly, 'asset.1'));
});
afterEach(() => rmSync(assembly, { recursive: true }));

function template(resources: object): SynthesizedApp {
  writeFileSync(join(assembly, 'Stack.template.json'), JSON.stringify({ Resources: resources }));
  return new SynthesizedApp(assembly);
}

const lambda = (variables: object, asset = 'asset.1') => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Handler: 'index.handler', MemorySize: 1769, Timeout: 300, Environment: { Variables: variables } },
  Metadata: { 'aws:asset:path': asset },
});

const mapping = (properties: object) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { Topics: ['events'], StartingPosition: 'TRIM_HORIZON', ...properties },
});

test('a function is found by a variable of its own, with its code, memory, timeout and environment', () => {
  const app = template({
    A: lambda({ LAYOUT: '{}' }),
    B: lambda({ TARGET_TOPIC: 't' }),
    C: { Type: 'AWS::S3::Bucket' },
  });
  expect(app.functionWith('LAYOUT')).toMatchObject({
    codeFolder: join(assembly, 'asset.1'),
    handler: 'index.handler',
    memoryMb: 1769,
    timeoutMs: 300_000,
    environment: { LAYOUT: '{}' },
  });
});

test('a state machine is found with its definition, in which references are what they are said to stand for', () => {
  const DefinitionString = {
    'Fn::Join': ['', ['{"StartAt":"Ask","Function":"', { 'Fn::GetAtt': ['F', 'Arn'] }, `","Bucket":"\${bucket}"}`]],
  };
  template({
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { DefinitionString, DefinitionSubstitutions: { bucket: { Ref: 'B' } } },
    },
  });
  const scope = { ref: (name: string) => name, attribute: (id: string, name: string) => `${id}.${name}` };
  expect(new SynthesizedApp(assembly, scope).stateMachine()).toEqual({
    StartAt: 'Ask',
    Function: 'F.Arn',
    Bucket: 'B',
  });
  expect(() => new SynthesizedApp(assembly).stateMachine()).toThrow(/DefinitionString is not a literal/);
});

test('a variable that only CloudFormation can resolve is an error that names it', () => {
  const app = template({ A: lambda({ LAYOUT: '{}', SECRET: { Ref: 'Secret' } }) });
  expect(() => app.functionWith('LAYOUT')).toThrow(
    /variable SECRET is not a literal in the template: \{"Ref":"Secret"\}/,
  );
});

test('two functions that both could be meant, or none, are an error', () => {
  const app = template({ A: lambda({ LAYOUT: '{}' }), B: lambda({ LAYOUT: '{}' }) });
  expect(() => app.functionWith('LAYOUT')).toThrow(
    /expected one AWS::Lambda::Function with the variable LAYOUT .* found 2/,
  );
  expect(() => app.functionWith('TARGET_TOPIC')).toThrow(/found 0/);
});

test('code that is not in the assembly is an error', () => {
  const app = template({ A: lambda({ LAYOUT: '{}' }, 'asset.2') });
  expect(() => app.functionWith('LAYOUT')).toThrow(/'aws:asset:path' is asset\.2/);
});

test('a mapping that says nothing has the defaults of the service', () => {
  expect(template({ M: mapping({}) }).mapping()).toEqual({
    ...{ topic: 'events', batchSize: 100, windowMs: 500, partialAnswers: false, startAt: 'earliest' },
  });
});

test("a mapping's own settings are taken over", () => {
  const app = template({
    M: mapping({
      ...{ BatchSize: 7, MaximumBatchingWindowInSeconds: 2, StartingPosition: 'LATEST' },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    }),
  });
  expect(app.mapping()).toMatchObject({ batchSize: 7, windowMs: 2000, partialAnswers: true, startAt: 'latest' });
});

test('a starting position that is not stood in for is an error', () => {
  expect(() => template({ M: mapping({ StartingPosition: 'AT_TIMESTAMP' }) }).mapping()).toThrow(/AT_TIMESTAMP/);
});
