import { answer, found, said } from '../answers';
import type { Case, Cases } from '../case';
import { VARIABLES } from '../world';

/** The texts of the exceptions are those of the service's model. */
const refuses = (error: string, message: string): Case => ({
  answers: [{ operation: 'lambda Invoke', error, message }],
  fails: true,
});

const CONFIGURATION = answer('lambda GetFunctionConfiguration', {
  Role: 'arn:aws:iam::111111111111:role/events-ingest',
  VpcConfig: { SubnetIds: ['subnet-0aaaaaaa', 'subnet-0bbbbbbb'], SecurityGroupIds: ['sg-0fff'] },
});

const target = (zone: number, subnetId: string) => ({
  mountTargetId: `fsmt-0123456789abcdef${zone}`,
  ownerId: '111111111111',
  availabilityZoneId: `use1-az${zone}`,
  subnetId,
  status: 'available',
});
const BOTH = [target(1, 'subnet-0aaaaaaa'), target(2, 'subnet-0bbbbbbb')];
const NFS = {
  GroupId: 'sg-0fff',
  IsEgress: true,
  IpProtocol: 'tcp',
  ToPort: 2049,
  ReferencedGroupInfo: { GroupId: 'sg-0eee' },
};

const network = (mountTargets: object[], rule: object): Case => ({
  answers: [
    CONFIGURATION,
    answer('s3files ListMountTargets', { mountTargets }),
    answer('ec2 DescribeSecurityGroupRules', { SecurityGroupRules: [rule] }),
  ],
});

const AVAILABLE = {
  clientToken: 'token',
  accessPointArn: VARIABLES.ACCESS_POINT,
  accessPointId: 'fsap-0123456789abcdef0',
  fileSystemId: 'fs-0123456789abcdef0',
  ownerId: '111111111111',
  status: 'available',
};

const permission = (EvalDecision: string): Case => ({
  answers: [
    CONFIGURATION,
    answer('iam SimulatePrincipalPolicy', {
      EvaluationResults: ['s3files:ClientMount', 's3files:ClientWrite'].map((EvalActionName) => ({
        EvalActionName,
        EvalDecision,
      })),
    }),
    answer('s3files GetAccessPoint', AVAILABLE, { accessPointId: VARIABLES.ACCESS_POINT }),
  ],
});

said(
  '… of … records were not written, and Lambda takes no partial answer here, so the whole batch fails and comes again; the first is offset …',
);

export const CANNOT_MOUNT: Cases = {
  cases: {
    // https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
    timeout: {
      answers: found({
        errorType: 'Sandbox.Timedout',
        errorMessage: 'RequestId: 5a1b Error: Task timed out after 300.00 seconds',
        errors: '4',
      }),
    },
    batch: {
      answers: found({
        errorType: 'Error',
        errorMessage:
          '3 of 100 records were not written, and Lambda takes no partial answer here, so the whole batch fails and comes again; the first is offset 42 of "events-0": EIO: i/o error, write',
        errors: '2',
      }),
    },
    mounts: {},
    connectivity: refuses(
      'S3FilesMountConnectivityException',
      "The Lambda function couldn't make a network connection to the configured S3 Files access point.",
    ),
    failure: refuses(
      'S3FilesMountFailureException',
      "The Lambda function couldn't mount the configured S3 Files access point due to a permission or configuration issue.",
    ),
    'timeout-of-mount': refuses(
      'S3FilesMountTimeoutException',
      'The Lambda function made a network connection to the configured S3 Files access point, but the mount operation timed out.',
    ),
    way: network(BOTH, NFS),
    'no-target': network(BOTH.slice(0, 1), NFS),
    'no-rule': network(BOTH, { GroupId: 'sg-0fff', IsEgress: true, IpProtocol: 'tcp', ToPort: 443 }),
    may: permission('allowed'),
    'may-not': permission('implicitDeny'),
  },
};
