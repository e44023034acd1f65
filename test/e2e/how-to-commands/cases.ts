import type { Answer } from '../../../local/aws-cli/aws-shell';

/** A block of commands of a page, what the services answer to it, and what it prints. */
export interface HowToCase {
  readonly page: string;
  /** The block begins with this. */
  readonly begins: string;
  readonly answers?: readonly Answer[];
  /** Commands that make ready what the block finds. */
  readonly before?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Commands behind the block, whose output is looked at with its own. */
  readonly after?: string;
  readonly prints: string;
}

const UUIDS = ['11111111-1111-1111-1111-111111111111', '22222222-2222-2222-2222-222222222222'];
const INGEST = 'orders-ingest';
const MAPPINGS: readonly Answer[] = [
  {
    operation: 'lambda ListEventSourceMappings',
    to: { FunctionName: INGEST },
    answer: { EventSourceMappings: UUIDS.map((UUID) => ({ UUID })) },
  },
  ...[true, false].flatMap((Enabled) =>
    UUIDS.map((UUID) => ({
      operation: 'lambda UpdateEventSourceMapping',
      to: { UUID, Enabled },
      answer: { State: `${Enabled ? 'Enabling' : 'Disabling'} ${UUID[0]}` },
    })),
  ),
];
const states = (state: string) => UUIDS.map((uuid) => `{\n    "State": "${state} ${uuid[0]}"\n}\n`).join('');

const KEY = 'events/small/a.ndjson';
const VERSIONS: Answer = {
  operation: 's3 ListObjectVersions',
  answer: {
    Versions: [
      { Key: KEY, VersionId: 'v1' },
      { Key: `${KEY}.gz`, VersionId: 'of-another' },
    ],
    DeleteMarkers: [{ Key: KEY, VersionId: 'm1' }],
  },
};
const DELETED: Answer = {
  operation: 's3 DeleteObjects',
  to: {
    Delete: {
      Objects: [
        { Key: KEY, VersionId: 'v1' },
        { Key: `${KEY}.gz`, VersionId: 'of-another' },
        { Key: KEY, VersionId: 'm1' },
      ],
      Quiet: true,
    },
  },
  answer: {},
};
/** Makes the bucket list no versions once they are deleted. */
const EMPTIED = `aws() {
  command aws "$@"
  case "$*" in *delete-objects*) printf '%s' "$REST" > "$ANSWERS" ;; esac
}`;

const IssuerIdentifier = 'https://0a1b2c3d.tokens.sts.global.api.aws';

export const HOW_TO_CASES: readonly HowToCase[] = [
  {
    page: 'connect-to-kafka',
    begins: 'aws iam enable-outbound-web-identity-federation',
    answers: [
      { operation: 'iam EnableOutboundWebIdentityFederation', answer: { IssuerIdentifier } },
      { operation: 'iam GetOutboundWebIdentityFederationInfo', answer: { IssuerIdentifier, JwtVendingEnabled: true } },
    ],
    prints: `{\n    "IssuerIdentifier": "${IssuerIdentifier}"\n}\n${IssuerIdentifier}\n`,
  },
  {
    page: 'rotate-credentials',
    begins: 'aws secretsmanager put-secret-value',
    before: `printf '%s' '{"username": "key", "password": "its secret"}' > new-key.json`,
    variables: { SECRET: 'kafka' },
    answers: [
      {
        operation: 'secretsmanager PutSecretValue',
        to: { SecretId: 'kafka', SecretString: '{"username": "key", "password": "its secret"}' },
        answer: { VersionStages: ['AWSCURRENT'] },
      },
    ],
    prints: '{\n    "VersionStages": [\n        "AWSCURRENT"\n    ]\n}\n',
  },
  {
    page: 'rotate-credentials',
    begins: 'for UUID in',
    variables: { INGEST },
    answers: MAPPINGS,
    prints: `${states('Disabling')}slept 120\n${states('Enabling')}`,
  },
  {
    page: 'delete-everything',
    begins: 'for UUID in',
    variables: { INGEST },
    answers: MAPPINGS,
    prints: states('Disabling'),
  },
  {
    page: 'delete-everything',
    begins: 'aws cloudwatch get-metric-statistics',
    variables: { FILE_SYSTEM_ID: 'fs-0123456789abcdef0' },
    answers: [
      {
        operation: 'cloudwatch GetMetricStatistics',
        to: {
          Namespace: 'AWS/S3/Files',
          MetricName: 'PendingExports',
          Dimensions: [{ Name: 'FileSystemId', Value: 'fs-0123456789abcdef0' }],
        },
        answer: { Datapoints: [7, 3, 0, 0].map((Sum, minute) => ({ Sum, Timestamp: `2026-04-13T21:0${minute}:00Z` })) },
      },
    ],
    prints: '3.0\t0.0\t0.0\n',
  },
  {
    page: 'delete-everything',
    begins: 'aws s3 sync',
    variables: { RUNS: 'runs' },
    before: 'exec 3>&1 > progress.txt',
    after: 'find snapshots runs -type f | sort >&3',
    prints: 'runs/restore-1/verification.json\nsnapshots/cluster/a.json.gz\n',
  },
  {
    page: 'delete-everything',
    begins: 'aws s3files delete-file-system',
    variables: { FILE_SYSTEM_ID: 'fs-0123456789abcdef0', SERVICE_ROLE: 'files' },
    answers: [
      { operation: 's3files DeleteFileSystem', to: { fileSystemId: 'fs-0123456789abcdef0' }, answer: {} },
      { operation: 'iam ListRolePolicies', to: { RoleName: 'files' }, answer: { PolicyNames: ['one', 'two'] } },
      ...['one', 'two'].map((PolicyName) => ({
        operation: 'iam DeleteRolePolicy',
        to: { RoleName: 'files', PolicyName },
        answer: {},
      })),
      { operation: 'iam DeleteRole', to: { RoleName: 'files' }, answer: {} },
    ],
    prints: '',
  },
  {
    page: 'delete-everything',
    begins: 'while true',
    variables: { BUCKET: 'events', REST: JSON.stringify([{ operation: 's3 ListObjectVersions', answer: {} }]) },
    before: EMPTIED,
    answers: [VERSIONS, DELETED],
    after: 'jq -c .Objects versions.json',
    prints: '[]\n',
  },
  {
    page: 'erase-a-persons-records',
    begins: 'while read -r path',
    variables: { BUCKET: 'events' },
    before: 'echo /mnt/events/small/a.ndjson > files.txt',
    answers: [
      { ...VERSIONS, to: { Bucket: 'events', Prefix: KEY } },
      ...['v1', 'm1'].map((VersionId) => ({
        operation: 's3 DeleteObject',
        to: { Bucket: 'events', Key: KEY, VersionId },
        answer: { VersionId },
      })),
    ],
    prints: ['v1', 'm1'].map((id) => `{\n    "VersionId": "${id}"\n}\n`).join(''),
  },
];

/** Blocks of these pages that are not run, by how they begin. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  'kafka-configs.sh': 'it is a program of Apache Kafka; the test of authentication changes a password by its protocol',
  'AWS_MAX_ATTEMPTS=1 aws lambda invoke': 'it has an option that version 1 of the AWS CLI does not know',
  'npx cdk destroy': 'it asks an account',
};
