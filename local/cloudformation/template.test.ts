import { deploymentOrder, resolve, type Scope, scalarsAsStrings } from './template';

const scope: Scope = {
  ref: (name) => `ref of ${name}`,
  attribute: (logicalId, name) => (name === 'latestVersionNumber' ? 7 : `${logicalId}.${name}`),
};

describe('intrinsic functions', () => {
  test('are replaced wherever they stand', () => {
    const value = { A: [{ Ref: 'Bucket' }], B: { C: { 'Fn::GetAtt': ['Files', 'FileSystemId'] } }, D: true };
    expect(resolve(value, scope)).toEqual({ A: ['ref of Bucket'], B: { C: 'Files.FileSystemId' }, D: true });
  });

  test('join texts and numbers, so that a version stays without quotes in JSON', () => {
    const value = { 'Fn::Join': ['', ['{"version":', { 'Fn::GetAtt': ['Get', 'latestVersionNumber'] }, '}']] };
    expect(resolve(value, scope)).toBe('{"version":7}');
  });

  test.each([
    [{ 'Fn::Sub': 'in a text' }, /Fn::Sub/],
    [{ 'Fn::Join': ['', [{ 'Fn::Select': [0, ['a']] }]] }, /Fn::Select/],
    [{ 'Fn::If': ['C', 1, 2] }, /Fn::If/],
    [{ 'Fn::GetAtt': 'Files.FileSystemId' }, /list of two/],
    [{ 'Fn::Join': ['', [{ not: 'a text' }]] }, /strings/],
  ])('that are unknown or malformed are an error: %j', (value, message) => {
    expect(() => resolve(value, scope)).toThrow(message);
  });
});

test('custom resources get numbers and booleans as strings', () => {
  expect(scalarsAsStrings({ a: 1, b: [true, 'c'], d: { e: false } })).toEqual({
    a: '1',
    b: ['true', 'c'],
    d: { e: 'false' },
  });
});

describe('the order of deployment', () => {
  test('follows references and DependsOn', () => {
    const order = deploymentOrder({
      Resources: {
        Put: { Type: 'T', Properties: { V: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Get', 'V'] }]] } } },
        Get: { Type: 'T', DependsOn: ['Init'] },
        Init: { Type: 'T', DependsOn: 'Policy', Properties: { Id: { Ref: 'Files' } } },
        Policy: { Type: 'T' },
        Files: { Type: 'T', Properties: { Region: { Ref: 'AWS::Region' } } },
      },
    });
    expect(order).toEqual(['Policy', 'Files', 'Init', 'Get', 'Put']);
  });

  test('does not exist for a circle', () => {
    const circle = { A: { Type: 'T', DependsOn: 'B' }, B: { Type: 'T', Properties: { X: { Ref: 'A' } } } };
    expect(() => deploymentOrder({ Resources: circle })).toThrow('A -> B -> A');
  });
});
