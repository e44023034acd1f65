import type { Permission } from './statement';

const ANY_FILE_SYSTEM = 'arn:aws:s3files:<region>:<account>:file-system/*';

/**
 * The permissions that the demo grants, as the stack in its announcement has them. Those on events, which its service
 * role would need, are missing there.
 */
export const DEMO = {
  serviceRole: [
    {
      actions: ['sts:AssumeRole'],
      resources: ['for elasticfilesystem.amazonaws.com'],
      conditions: ['StringEquals aws:SourceAccount = <account>', `ArnLike aws:SourceArn = ${ANY_FILE_SYSTEM}`],
    },
    { actions: ['s3:*'], resources: ['<bucket>', '<bucket>/*'], conditions: [] },
  ],
  mountToWrite: [
    {
      actions: ['s3files:ClientMount', 's3files:ClientRootAccess', 's3files:ClientWrite'],
      resources: [ANY_FILE_SYSTEM],
      conditions: [],
    },
  ],
  mountToRead: [
    { actions: ['s3files:ClientMount', 's3files:ClientRootAccess'], resources: [ANY_FILE_SYSTEM], conditions: [] },
  ],
  credentials: [
    {
      actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      resources: ['<secret>'],
      conditions: [],
    },
    { actions: ['kms:Decrypt', 'kms:DescribeKey'], resources: ['*'], conditions: [] },
  ],
  functionInVpc: [
    {
      actions: [],
      resources: ['managed policies AWSLambdaBasicExecutionRole, AWSLambdaVPCAccessExecutionRole'],
      conditions: [],
    },
  ],
} satisfies Record<string, readonly Permission[]>;
