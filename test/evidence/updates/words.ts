import { isDeepStrictEqual } from 'node:util';
import { VARIABLES } from '../../../src/contract/variables';
import type { Resource, Step } from './difference';

/** Resources in words, in the order in which they matter. */
const WORDS: Readonly<Record<string, string>> = {
  'AWS::S3Files::FileSystem': 'file system',
  'AWS::S3::Bucket': 'bucket',
  'AWS::Lambda::EventSourceMapping': 'event source mapping',
  'AWS::S3Files::AccessPoint': 'access point',
  'AWS::S3Files::MountTarget': 'mount targets',
  'AWS::S3Files::FileSystemPolicy': 'file system policy',
  'Custom::S3FilesSynchronization': 'synchronization rules',
  'AWS::Lambda::Function': 'function',
  'AWS::StepFunctions::StateMachine': 'state machine',
  'AWS::Scheduler::Schedule': 'schedule',
  'AWS::Logs::LogGroup': 'log group',
  'AWS::ECS::TaskDefinition': 'task definition',
  'AWS::EC2::Instance': 'instance',
  'AWS::EC2::SecurityGroup': 'security group',
  'AWS::Glue::Table': 'table',
  'AWS::Glue::Database': 'database',
  'AWS::CloudWatch::Dashboard': 'dashboard',
  'AWS::CloudWatch::Alarm': 'alarms',
  'AWS::CloudWatch::CompositeAlarm': 'composite alarm',
};

/** Types that only serve the others. If one of the others is named, a change of these is not mentioned. */
const PERMISSIONS = new Set([
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::S3::BucketPolicy',
  'AWS::IAM::InstanceProfile',
]);
const NETWORK = new Set(['AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress']);
/** The functions of custom resources: one of a kind for all of a stack. */
const HELPER = /^(AWS679f53fac002430cb0da5b7982bd2287|CustomS3AutoDelete)/;

const NEW_FILES_ONLY = 'new files only';
const KEEPS_WINDOW =
  '[Lambda keeps the batching window of before](https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching): give `maxBatchingWindow` for another';
const READ_AGAIN = '[**may read again**](#what-reads-records-again)';

type Kind = 'replaces' | 'may replace' | 'removes' | 'lets go of' | 'adds' | 'updates' | 'keeps otherwise';

const SENTENCES: Readonly<Record<Kind, string>> = {
  replaces: '**replaces**',
  'may replace': 'updates or replaces',
  removes: 'deletes',
  'lets go of': 'leaves behind',
  adds: 'adds',
  updates: 'updates',
  'keeps otherwise': 'changes what becomes, with the stack, of',
};

/** Describes in a few words the effect of a deployment. */
export function effect(steps: readonly Step[]): string {
  const told = byWord(steps.filter(({ id }) => !HELPER.test(id)));
  const named = (Object.keys(SENTENCES) as Kind[]).flatMap((kind) => {
    const words = [...told]
      .filter(([, all]) => kindOf(all) === kind)
      .map(([word, all]) => `${article(kind, word)}${word}${former(kind, all)}`);
    return words.length ? [`${SENTENCES[kind]} ${list(words)}`] : [];
  });
  const all = [...(named.length ? named : servants(steps)), ...consequences(steps)];
  return all.join('; ') || 'nothing is deployed';
}

/** True if a resource of this type gives way to another one. */
export function replaces(steps: readonly Step[], type: string): boolean {
  const found = steps.filter(({ resource }) => resource.Type === type);
  return found.length > 0 && kindOf(found) === 'replaces';
}

/** True if files get another place or look, which holds for new ones only. */
export function changesFiles(steps: readonly Step[]): boolean {
  return steps.some(({ resource, now }) => !isDeepStrictEqual(filesBy(resource), filesBy(now)));
}

function byWord(steps: readonly Step[]): Map<string, Step[]> {
  const found = Object.entries(WORDS).map(([type, word]): [string, Step[]] => [
    word,
    steps.filter(({ resource }) => resource.Type === type),
  ]);
  return new Map(found.filter(([, all]) => all.length > 0));
}

/**
 * The kind of an effect on resources of one type. If one is removed and another is added under another name, it is
 * replaced.
 */
function kindOf(steps: readonly Step[]): Kind {
  const has = (action: Step['action']) => steps.some((step) => step.action === action);
  if (has('replaces') || (has('adds') && has('removes'))) {
    return 'replaces';
  }
  const [first] = (['may replace', 'removes', 'adds', 'updates'] as const).filter(has);
  return first === 'removes' && steps.every(stays) ? 'lets go of' : (first ?? 'keeps otherwise');
}

function stays({ resource, action }: Step): boolean {
  return (action === 'replaces' ? resource.UpdateReplacePolicy : resource.DeletionPolicy) === 'Retain';
}

function article(kind: Kind, word: string): string {
  if (word.endsWith('s')) {
    return '';
  }
  return kind === 'adds' ? `a${/^[aeiou]/.test(word) ? 'n' : ''} ` : 'the ';
}

function former(kind: Kind, steps: readonly Step[]): string {
  const gone = steps.filter(({ action }) => action === 'replaces' || action === 'removes');
  return kind === 'replaces' && gone.every(stays) ? ' (that of before stays)' : '';
}

function servants(steps: readonly Step[]): string[] {
  const has = (types: ReadonlySet<string>) =>
    steps.some(({ id, resource }) => !HELPER.test(id) && types.has(resource.Type));
  return [
    ...(has(PERMISSIONS) ? ['updates permissions'] : []),
    ...(has(NETWORK) ? ['updates the rules of security groups'] : []),
    ...(steps.some(({ id }) => HELPER.test(id)) ? ['updates the function of the custom resource'] : []),
  ];
}

function consequences(steps: readonly Step[]): string[] {
  const again = replaces(steps, 'AWS::Lambda::EventSourceMapping');
  return [
    ...(again ? [READ_AGAIN] : []),
    ...(steps.some(losesWindow) ? [KEEPS_WINDOW] : []),
    ...(changesFiles(steps) ? [NEW_FILES_ONLY] : []),
  ];
}

/** True if a mapping that stays has a batching window before, and none afterwards. */
function losesWindow({ resource, now, action }: Step): boolean {
  const name = 'MaximumBatchingWindowInSeconds';
  return action === 'updates' && resource.Properties?.[name] !== undefined && now?.Properties?.[name] === undefined;
}

/** The variables of an ingest's function that decide where a file goes and what is in it. */
function filesBy(resource: Resource | undefined): unknown {
  const { Variables: variables = {} } = (resource?.Properties?.Environment ?? {}) as {
    Variables?: Record<string, string>;
  };
  const { sizeClasses, layout, recordFormat, compression, tombstones, rootKey } = VARIABLES;
  if (!(recordFormat in variables)) {
    return undefined; // not an ingest's
  }
  const classes: object[] = JSON.parse(variables[sizeClasses]);
  const places = classes.map((one) => ({ ...one, name: undefined }));
  return [places, ...[layout, recordFormat, compression, tombstones, rootKey].map((name) => variables[name])];
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
