import type { Permission, RawResources, TemplateStatement } from './statement';

/** The names of references on the page, by the type of the resource that they refer to. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': '<bucket>',
  'AWS::KMS::Key': '<key of the bucket>',
  'AWS::S3Files::FileSystem': '<file system>',
  'AWS::S3Files::AccessPoint': '<access point>',
  'AWS::SecretsManager::Secret': '<secret>',
  'AWS::Lambda::Function': '<function>',
  'AWS::Logs::LogGroup': '<log group>',
  'AWS::SQS::Queue': '<dead-letter queue of the schedule>',
  'AWS::Scheduler::ScheduleGroup': '<group of the schedule>',
  'AWS::StepFunctions::StateMachine': '<state machine>',
  'AWS::Partition': 'aws',
  'AWS::Region': '<region>',
  'AWS::AccountId': '<account>',
};

export function permissionOf(statement: TemplateStatement, resources: RawResources): Permission {
  const { Effect, Action, Resource, Principal, Condition = {} } = statement;
  return {
    denied: Effect === 'Deny',
    actions: [Action].flat(),
    resources: [
      ...(Resource === undefined ? [] : list(Resource, resources)),
      ...(Principal === undefined ? [] : [`for ${principal(Principal, resources)}`]),
    ],
    conditions: Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => `${operator} ${key} = ${list(value, resources).join(' or ')}`),
    ),
  };
}

/** `{ Service: 'lambda.amazonaws.com' }` by its value. */
function principal(value: unknown, resources: RawResources): string {
  const [inner] = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  return list(inner, resources).join(' or ');
}

function list(value: unknown, resources: RawResources): string[] {
  return [value].flat().map((each) => readable(each, resources));
}

/** A value of a template with its functions worked out, and names for what CloudFormation makes. */
export function readable(value: unknown, resources: RawResources): string {
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  const [[name, argument]] = Object.entries(value);
  switch (name) {
    case 'Ref':
      return nameOf(argument, resources);
    case 'Fn::GetAtt':
      return nameOf(argument[0], resources);
    case 'Fn::Join':
      return argument[1].map((part: unknown) => readable(part, resources)).join(argument[0]);
    default:
      throw new Error(`the page has no words for ${JSON.stringify(value)}: add some`);
  }
}

/** A replayer has to do with two buckets, one of which it makes. */
const WORKFLOW_BUCKET = /WorkflowBucket[0-9A-F]{8}$/;

function nameOf(logicalId: string, resources: RawResources): string {
  const name = WORKFLOW_BUCKET.test(logicalId)
    ? '<bucket of the workflow>'
    : NAMES[resources[logicalId]?.Type ?? logicalId];
  if (name === undefined) {
    throw new Error(`the page has no name for '${logicalId}': add one for its type`);
  }
  return name;
}
