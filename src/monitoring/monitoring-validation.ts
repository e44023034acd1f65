import { Stack, Stage, Token } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import { isDay } from '../contract/payload-time';
import { areDifferent } from '../known-difference';
import { BOOLEAN, checkProperties, having, LIST, NUMBER, OBJECT, STRING } from '../property-check';
import { sharedState } from '../shared-state';
import { validateAlarms, validateAlarmsAreWatched } from './alarm-validation';
import { DEFAULT_PRICES, type S3FilesPrices } from './prices';
import type { S3FilesMonitoringProps } from './s3-files-monitoring-props';
import { validateToldTopics } from './told-topics';

/** Dashboards take these letters; the names of alarms begin with it, and have 255. */
const NAME = /^[A-Za-z0-9_-]{1,128}$/;

/** @throws Error if a property is of another type or cannot be */
export function validateMonitoring(scope: Construct, props: S3FilesMonitoringProps): void {
  const action = { shape: having('bind', 'an action of an alarm, such as new SnsAction(topic)') };
  checkProperties(scope, props, {
    fileSystem: { shape: having('fileSystemId', 'an S3FilesFileSystem') },
    ingests: { shape: LIST },
    replayers: { shape: LIST },
    alarmTopic: { shape: having('topicArn', 'a topic of Amazon SNS') },
    pageAction: action,
    ticketAction: action,
    alarms: { shape: OBJECT },
    name: { shape: STRING },
    createDashboard: { shape: BOOLEAN },
    prices: { shape: OBJECT },
    runbooks: { shape: STRING },
  });
  const { fileSystem, ingests = [], replayers = [], alarms, name, prices, runbooks } = props;
  validateSubjects(scope, ingests, 'ingests', 'eventSourceMappings', 'a KafkaToS3FilesIngest');
  validateSubjects(scope, replayers, 'replayers', 'workflow', 'an S3FilesReplayer');
  if (!fileSystem && ingests.length === 0 && replayers.length === 0) {
    throw constructError(
      scope,
      "there is nothing to watch: give at least one of 'fileSystem', 'ingests' and 'replayers'",
    );
  }
  if (fileSystem) {
    validateRegion(scope, 'the file system', fileSystem, fileSystem.env.region);
  }
  validateToldTopics(scope, props);
  if (alarms) {
    validateAlarms(scope, alarms);
    validateAlarmsAreWatched(scope, alarms, props);
  }
  if (prices) {
    validatePrices(scope, prices);
  }
  if (runbooks !== undefined && !Token.isUnresolved(runbooks) && !/^https?:\/\/.+\/$/.test(runbooks)) {
    throw constructError(
      scope,
      `'runbooks' is '${runbooks}', below which the pages of the runbooks are: give a URL that ends in a slash`,
    );
  }
  if (name !== undefined && !Token.isUnresolved(name)) {
    validateName(scope, name);
  }
}

function validateSubjects(
  scope: Construct,
  subjects: readonly IConstruct[],
  property: string,
  member: string,
  description: string,
): void {
  const shape = having(member, description);
  subjects.forEach((subject, index) => {
    if (!shape.matches(subject)) {
      throw constructError(scope, `'${property}[${index}]' is not ${description}: give one`);
    }
    if (subjects.indexOf(subject) !== index) {
      throw constructError(scope, `'${subject.node.path}' is given twice in '${property}': give it once`);
    }
    validateRegion(scope, `'${subject.node.path}'`, subject, Stack.of(subject).region);
  });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
function validateRegion(scope: Construct, name: string, subject: IConstruct, region: string): void {
  const own = Stack.of(scope).region;
  if (areDifferent(region, own)) {
    throw constructError(
      scope,
      `${name} is in region '${region}' and the monitoring in '${own}', but an alarm watches metrics of its own region only: make a monitoring in a stack of region '${region}', such as that of '${subject.node.path}'`,
    );
  }
}

/** Two of one name would replace each other's dashboard, and fail at the names of alarms. */
function validateName(scope: Construct, name: string): void {
  if (!NAME.test(name)) {
    throw constructError(
      scope,
      `name '${name}' cannot be that of a dashboard: give 1 to 128 letters, digits, dashes and underscores`,
    );
  }
  const { account, region } = Stack.of(scope);
  // Where stacks of one app go is not known without their environment; those of two stages hardly go to one place.
  const stage = Token.isUnresolved(account) || Token.isUnresolved(region) ? (Stage.of(scope)?.node.path ?? '') : '';
  const place = [stage, readable(account), readable(region)].join(' ');
  const names = sharedState(scope.node.root, 'monitorings', () => new Map<string, string>());
  const other = names.get(`${place} ${name}`);
  if (other !== undefined) {
    throw constructError(
      scope,
      `name '${name}' is that of monitoring '${other}' already, and the second would take the dashboard and the alarms of the first: give another 'name', or leave it out`,
    );
  }
  names.set(`${place} ${name}`, scope.node.path);
}

function readable(text: string): string {
  return Token.isUnresolved(text) ? 'unknown' : text;
}

function validatePrices(scope: Construct, prices: S3FilesPrices): void {
  const { asOf, ...numbers } = prices;
  const names = Object.keys(DEFAULT_PRICES).filter((name) => name !== 'asOf');
  checkProperties<Record<string, unknown>>(
    scope,
    { ...prices },
    {
      asOf: { shape: STRING },
      ...Object.fromEntries(names.map((name) => [name, { shape: NUMBER }])),
    },
  );
  for (const [name, value] of Object.entries(numbers)) {
    if (!names.includes(name)) {
      throw constructError(scope, `there is no price '${name}': give one of ${names.join(', ')}`);
    }
    if (Token.isUnresolved(value)) {
      throw constructError(
        scope,
        `price '${name}' is a token, and the costs of a day are put together at synthesis: give a number of US dollars`,
      );
    }
    if (value !== undefined && !(Number.isFinite(value) && value >= 0)) {
      throw constructError(scope, `price '${name}' is ${value}: give US dollars, 0 or more`);
    }
  }
  if (asOf === undefined && Object.keys(numbers).length > 0) {
    throw constructError(
      scope,
      `'prices' has no 'asOf', and nobody would see how old the price of ${Object.keys(numbers).join(', ')} is: give the day on which you looked it up, such as '2027-01-31'`,
    );
  }
  if (asOf !== undefined && !Token.isUnresolved(asOf) && !isDay(asOf)) {
    throw constructError(scope, `'asOf' is '${asOf}': give a day such as '2027-01-31'`);
  }
}
