import type { Exception } from './exceptions';

/** Every finding of cfn-lint that stands. An unused one fails the run. */
export const CFN_LINT_EXCEPTIONS: readonly Exception[] = [
  {
    rules: ['W3005'], // a dependency that a reference enforces already
    where: /(^|\/)(Files|FileSystem)\/Resource$/,
    reason:
      'The file system names what it waits for one by one: bucket, role and what belongs to them. Two of these it refers to as well, which CloudFormation takes.',
  },
  {
    rules: ['W3005'],
    where: /(^|\/)Function\/Resource$|^AWS679f53fac002430cb0da5b7982bd2287\/Resource$/,
    reason: 'lambda.Function depends on its role, and refers to it.',
  },
  {
    rules: ['W3005'],
    where: /(^|\/)Workflow\/StateMachine\/Resource$/,
    reason: 'sfn.StateMachine depends on its role, and refers to it.',
  },
  {
    rules: ['W3005'],
    where: /^Custom::S3AutoDeleteObjectsCustomResourceProvider\/Handler$/,
    reason: 'The function by which CDK empties a bucket depends on its role, and refers to it.',
  },
];
