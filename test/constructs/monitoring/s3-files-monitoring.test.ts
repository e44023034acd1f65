import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import { App, CfnParameter, Duration, Stack, Stage, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  type IReplaySchedule,
  KafkaToS3FilesIngest,
  PollerMode,
  S3FilesAlarmSeverity,
  S3FilesFileSystem,
  S3FilesMonitoring,
  type S3FilesMonitoringAlarms,
  type S3FilesMonitoringProps,
} from '../../../src';
import { newCluster, newStack, newVpc, warnings } from '../support/stacks';
import { MONTHLY_DRILL, monitor, newIngestAlone, newPipeline, newReplayerAlone } from './pipeline';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

const alarmsOf = (of: Stack) => Template.fromStack(of).findResources('AWS::CloudWatch::Alarm');

const newFileSystem = (of: Stack): S3FilesFileSystem =>
  new S3FilesFileSystem(of, 'Files', { vpcConfiguration: { vpc: newVpc(of) } });

describe('any subset can be watched', () => {
  test('a file system alone', () => {
    const monitoring = new S3FilesMonitoring(stack, 'Monitoring', { fileSystem: newFileSystem(stack) });
    expect(Object.keys(monitoring.alarms)).toEqual([
      'ExportFailures',
      'ExportAge',
      'PendingExports',
      'ImportFailures',
      'LostAndFoundFiles',
    ]);
    expect(monitoring.lagWidgets()).toEqual([]);
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  });

  test('an ingest alone, whose file system is then not watched', () => {
    const ingest = newIngestAlone(stack);
    const { alarms } = new S3FilesMonitoring(stack, 'Monitoring', { ingests: [ingest] });
    expect(Object.keys(alarms)).toEqual([
      'LagGrowing',
      'LagWithoutCommits',
      'RecordsDropped',
      'PollingErrors',
      'RecordsFailed',
      'RecordsSetAside',
      'WriteLatency',
      'Duration',
      'FunctionErrors',
      'FunctionThrottles',
    ]);
  });

  test('a replayer alone, with a schedule that it gets later', () => {
    const replayer = newReplayerAlone(stack);
    const monitoring = new S3FilesMonitoring(stack, 'Monitoring', { replayers: [replayer] });
    replayer.schedule('Weekly', { schedule: ScheduleExpression.rate(Duration.days(7)), dryRun: true });
    expect(Object.keys(monitoring.alarms)).toEqual([
      'WorkflowFailed',
      'WorkflowTimedOut',
      'FunctionErrors',
      'FunctionThrottles',
      'ScheduleTargetErrors-Replayer-Nightly',
      'ScheduleDeadLetters-Replayer-Nightly',
      'ScheduleTargetErrors-Replayer-Weekly',
      'ScheduleDeadLetters-Replayer-Weekly',
    ]);
    const dashboard = dashboardOf(stack);
    expect(dashboard).toContain('Weekly dead letters');
    const [{ AlarmRule = {} } = {}] = compositesOf(stack);
    expect(JSON.stringify(AlarmRule)).toContain('MonitoringAlarmsReplayerWeekly');
  });
});

describe('drills', () => {
  const named = (monitoring: S3FilesMonitoring) => Object.keys(monitoring.alarms).filter((name) => /Drill/.test(name));

  test('that a replayer has, or gets later, have one alarm and one row of the dashboard for all of them', () => {
    const replayer = newReplayerAlone(stack);
    replayer.drill('Monthly', MONTHLY_DRILL);
    const before = new S3FilesMonitoring(stack, 'Monitoring', { replayers: [replayer] });
    replayer.drill('Weekly', MONTHLY_DRILL);
    expect(named(before)).toEqual(['DrillOverdue']);
    const dashboard = dashboardOf(stack);
    expect(dashboard.match(/Replayer: restores that were practised/g)).toHaveLength(1);
    for (const metric of ['DrillsSucceeded', 'DrillDifferences', 'DrillSeconds', 'SecondsSinceDrill']) {
      expect(dashboard).toContain(metric);
    }
  });

  test('that a replayer gets after the monitoring are watched, too', () => {
    const replayer = newReplayerAlone(stack);
    const monitoring = new S3FilesMonitoring(stack, 'Monitoring', { replayers: [replayer] });
    expect(named(monitoring)).toEqual([]);
    replayer.drill('Monthly', MONTHLY_DRILL);
    expect(named(monitoring)).toEqual(['DrillOverdue']);
    expect(dashboardOf(stack)).toContain('restores that were practised');
  });

  test('that there are not, or that are switched off, have neither an alarm nor a row', () => {
    const replayer = newReplayerAlone(stack);
    replayer.drill('Monthly', { ...MONTHLY_DRILL, enabled: false });
    const monitoring = new S3FilesMonitoring(stack, 'Monitoring', { replayers: [replayer] });
    expect(named(monitoring)).toEqual([]);
    expect(dashboardOf(stack)).not.toContain('restores that were practised');
  });

  test('have an alarm of 35 days that looks at six hours, to which missing data is as bad', () => {
    const replayer = newReplayerAlone(stack);
    replayer.drill('Monthly', MONTHLY_DRILL);
    new S3FilesMonitoring(stack, 'Monitoring', { replayers: [replayer] });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 35,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      EvaluationPeriods: 6,
      DatapointsToAlarm: 6,
      TreatMissingData: 'breaching',
      Metrics: Match.arrayWith([
        Match.objectLike({ Expression: 'seconds / 86400' }),
        Match.objectLike({
          MetricStat: {
            Metric: Match.objectLike({ MetricName: 'SecondsSinceDrill', Namespace: 'S3Files' }),
            Period: 3600,
            Stat: 'Maximum',
          },
        }),
      ]),
    });
  });

  test('that are further apart are given more days, and periods of a week at most', () => {
    const replayer = newReplayerAlone(stack);
    replayer.drill('Quarterly', MONTHLY_DRILL);
    const props = { replayers: [replayer] };
    new S3FilesMonitoring(stack, 'Monitoring', { ...props, alarms: { drillOverdue: { threshold: 100 } } });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 100 });
    const tooMany = { drillOverdue: { evaluationPeriods: 169 } };
    expect(() => new S3FilesMonitoring(stack, 'TooMany', { ...props, alarms: tooMany })).toThrow('168');
  });
});

describe('topics', () => {
  test('each has its own alarms of lag, of records that were dropped, and of polling', () => {
    const ingest = newIngestAlone(stack, { topic: undefined, topics: ['orders', 'returns.eu'] });
    const { alarms } = new S3FilesMonitoring(stack, 'Monitoring', { ingests: [ingest] });
    expect(Object.keys(alarms).slice(0, 8)).toEqual([
      'LagGrowing-Ingest-orders',
      'LagWithoutCommits-Ingest-orders',
      'RecordsDropped-Ingest-orders',
      'PollingErrors-Ingest-orders',
      'LagGrowing-Ingest-returns.eu',
      'LagWithoutCommits-Ingest-returns.eu',
      'RecordsDropped-Ingest-returns.eu',
      'PollingErrors-Ingest-returns.eu',
    ]);
  });

  test('that only the deployment knows are told apart, too', () => {
    const topic = new CfnParameter(stack, 'Topic').valueAsString;
    const ingest = newIngestAlone(stack, { topic: undefined, topics: [topic, 'orders'] });
    const { alarms } = new S3FilesMonitoring(stack, 'Monitoring', { ingests: [ingest] });
    expect(Object.keys(alarms)).toContain('LagGrowing-Ingest-TopicOf-Topic');
    Template.fromStack(stack);
  });

  test('of pollers on demand have one lag, and nothing that such pollers do not publish', () => {
    const ingest = newIngestAlone(stack, {
      topic: undefined,
      topics: ['orders', 'returns'],
      pollerMode: PollerMode.ON_DEMAND,
    });
    const { alarms } = new S3FilesMonitoring(stack, 'Monitoring', { ingests: [ingest] });
    expect(Object.keys(alarms)).toEqual(expect.arrayContaining(['LagGrowing', 'LagWithoutCommits', 'RecordsFailed']));
    expect(Object.keys(alarms)).not.toEqual(expect.arrayContaining([expect.stringMatching(/Dropped|Polling/)]));
    expect(dashboardOf(stack)).not.toMatch(/ProvisionedPollers|EventPollerUnit|PolledEventCount/);
  });

  test('of mappings that publish less have the alarms of what there is', () => {
    const ingest = newIngestAlone(stack, { metricsConfig: { metrics: [lambda.MetricType.ERROR_COUNT] } });
    const { alarms } = new S3FilesMonitoring(stack, 'Monitoring', { ingests: [ingest] });
    expect(Object.keys(alarms).slice(0, 2)).toEqual(['PollingErrors', 'RecordsFailed']);
  });

  test('of pollers that do not publish what an alarm needs are an error where that alarm is asked for', () => {
    const ingest = newIngestAlone(stack, { pollerMode: PollerMode.ON_DEMAND });
    const alarms = { recordsDropped: { threshold: 5 } };
    expect(() => new S3FilesMonitoring(stack, 'Monitoring', { ingests: [ingest], alarms })).toThrow(
      "there would be no alarm 'RecordsDropped', since no ingest here publishes its metric",
    );
    new S3FilesMonitoring(stack, 'Off', { ingests: [ingest], alarms: { recordsDropped: { enabled: false } } });
  });

  test('may be more than one rule of a composite alarm can hold', () => {
    const topics = Array.from({ length: 12 }, (_, index) => `topic-${index}`);
    const ingest = newIngestAlone(stack, { topic: undefined, topics });
    new S3FilesMonitoring(stack, 'Monitoring', { ingests: [ingest] });
    const groups = compositesOf(stack);
    const named = groups.map(({ AlarmRule }) => (JSON.stringify(AlarmRule).match(/ALARM\(/g) ?? []).length);
    expect(named).toEqual([3, 25, 25, 4]);
  });
});

describe('an alarm', () => {
  test('tells the topic of all alarms, or does what belongs to its severity', () => {
    const page = new SnsAction(new sns.Topic(stack, 'Page'));
    monitor(stack, newPipeline(stack), {
      pageAction: page,
      alarms: { recordsFailed: { severity: S3FilesAlarmSeverity.PAGE } },
    });
    const actions = Object.fromEntries(
      Object.entries(alarmsOf(stack)).map(([id, { Properties }]) => [
        id.replace(/^MonitoringAlarms|.{8}$/g, ''),
        JSON.stringify(Properties.AlarmActions).replace(/.*"Ref":"(\w+).{8}".*/, '$1'),
      ]),
    );
    expect(actions).toMatchObject({
      IngestLagGrowingevents: 'Page',
      IngestRecordsFailed: 'Page',
      IngestRecordsSetAside: 'Alarms',
      ReplayerWorkflowFailed: 'Alarms',
    });
  });

  test('can be changed and switched off', () => {
    const { alarms } = monitor(stack, newPipeline(stack), {
      alarms: {
        lagGrowing: { enabled: false },
        exportAge: { threshold: 600, evaluationPeriods: 4 },
        duration: { threshold: 50, datapointsToAlarm: 1 },
        pendingExports: { threshold: 20 },
      },
    });
    expect(Object.keys(alarms)).not.toContain('LagGrowing');
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ExportAge',
      Threshold: 600,
      EvaluationPeriods: 4,
      DatapointsToAlarm: 4,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 50,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 1,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Metrics: Match.arrayWith([Match.objectLike({ Expression: 'IF(waiting >= 20 * 5, DIFF(rising), 0)' })]),
    });
  });

  test('may have a threshold that only the deployment knows', () => {
    const threshold = new CfnParameter(stack, 'Least', { type: 'Number' }).valueAsNumber;
    monitor(stack, newPipeline(stack), {
      alarms: { lagGrowing: { threshold }, duration: { threshold }, pendingExports: { threshold } },
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: { Ref: 'Least' } });
    expect(JSON.stringify(template.toJSON())).not.toMatch(/e\+\d{2,}/);
  });

  test('has the name of the monitoring in front, and its description the page of the runbook', () => {
    monitor(stack, newPipeline(stack), { name: 'orders-files', runbooks: 'https://wiki.example.com/files/' });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'orders-files-LagGrowing-Ingest-events',
      AlarmDescription: Match.stringLikeRegexp(
        '^Page\\. The lag rises .+\\. https://wiki\\.example\\.com/files/lag-grows\\.md#lag-growing$',
      ),
    });
    template.hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: 'orders-files' });
    template.hasResourceProperties('AWS::CloudWatch::CompositeAlarm', { AlarmName: 'orders-files' });
  });

  test('keeps its logical id where something is watched beside it', () => {
    const one = newPipeline(stack);
    monitor(stack, one, { replayers: [] });
    const both = newStack();
    monitor(both, newPipeline(both));
    expect(Object.keys(alarmsOf(both))).toEqual(expect.arrayContaining(Object.keys(alarmsOf(stack))));
  });

  test('keeps its logical id and its name where another topic is read beside it', () => {
    monitor(stack, newPipeline(stack, { topic: 'orders' }), { name: 'n' });
    const both = newStack();
    monitor(both, newPipeline(both, { topic: undefined, topics: ['returns', 'orders'] }), { name: 'n' });
    expect(Object.keys(alarmsOf(both))).toEqual(expect.arrayContaining(Object.keys(alarmsOf(stack))));
    expect([...namesOf(both)]).toEqual(expect.arrayContaining([...namesOf(stack)]));
  });

  test('of a topic that only the deployment knows keeps its logical id with another consumer group', () => {
    const [one, other] = ['a', 'b'].map((consumerGroupId) => {
      const of = newStack();
      const topic = new CfnParameter(of, 'Topic').valueAsString;
      monitor(of, newPipeline(of, { topic, consumerGroupId }));
      return Object.keys(alarmsOf(of));
    });
    expect(other).toEqual(one);
  });

  test('of another stack has a name that says so', () => {
    const app = new App();
    const [files, watching] = [newStack(app, 'Files'), newStack(app, 'Watching')];
    monitor(watching, newPipeline(files));
    expect(Object.keys(alarmsOf(watching))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^MonitoringAlarmsFilesIngestLagGrowing/)]),
    );
  });
});

describe('alarms that nobody hears', () => {
  const told = (props: Partial<S3FilesMonitoringProps>, add?: (made: S3FilesMonitoring) => void): string[] => {
    const ingest = newIngestAlone(stack);
    const made = new S3FilesMonitoring(stack, 'Monitoring', { ingests: [ingest], ...props });
    add?.(made);
    return warnings(stack).filter((warning) => warning.includes('tell nobody'));
  };
  let topics = 0;
  const action = () => new SnsAction(new sns.Topic(stack, `Someone${topics++}`));

  test('are a warning', () => {
    expect(told({})).toEqual([
      expect.stringContaining(
        "the 5 alarms of severity page and the 5 alarms of severity ticket of 'Stack/Monitoring' tell nobody: give 'alarmTopic', or 'pageAction' and 'ticketAction', or",
      ),
    ]);
  });

  test('are a warning for the severity that has no action beside one that has', () => {
    expect(told({ ticketAction: action() })).toEqual([expect.stringContaining('alarms of severity page')]);
    stack = newStack();
    expect(told({ pageAction: action() })).toEqual([expect.stringContaining('alarms of severity ticket')]);
  });

  test('are none where an action is given, or is added to an alarm or to the composite one', () => {
    expect(told({ ticketAction: action(), pageAction: action() })).toEqual([]);
    stack = newStack();
    const ticketAction = action();
    expect(told({ ticketAction }, ({ alarms: { LagGrowing } }) => LagGrowing?.addAlarmAction(action()))).toEqual([]);
    stack = newStack();
    expect(told({}, ({ compositeAlarm }) => compositeAlarm.addAlarmAction(action()))).toEqual([]);
  });
});

describe('the dashboard', () => {
  test('has its parts from what is looked at first to what is looked at last', () => {
    monitor(stack, newPipeline(stack));
    const titles = [...dashboardOf(stack).matchAll(/"title":"([^"]+)"/g)].map(([, title]) => title);
    expect(titles).toEqual([
      'Alarms',
      'Ingest: lag by topic',
      'Ingest: pollers by topic',
      'Ingest: records in and written',
      'Ingest: records not written',
      'Ingest: time to write a file, p50',
      'Ingest: time to write a file, p99',
      'Ingest: duration',
      'Ingest: invocations, errors, throttles',
      'Ingest: at the same time',
      'Replayer: duration',
      'Replayer: invocations, errors, throttles',
      'Replayer: at the same time',
      'Ingest-FileSystem: files that wait for their export',
      'Ingest-FileSystem: age of the oldest export',
      'Ingest-FileSystem: exports that failed',
      'Ingest-FileSystem: imports that failed',
      'Ingest-FileSystem: files in lost and found',
      'Replayer: replays',
      'Replayer: records published and failed',
      'Replayer: schedules',
      'Replayer: replays that were not started',
      'US dollars a day, at the prices of 2026-11-27',
      'US dollars, all together',
      'Last failures',
    ]);
  });

  test('can be left out, and its parts be put on another one, more than once', () => {
    const monitoring = monitor(stack, newPipeline(stack), { createDashboard: false });
    expect(monitoring.dashboard).toBeUndefined();
    for (const id of ['One', 'Other']) {
      const own = new cloudwatch.Dashboard(stack, id);
      own.addWidgets(...monitoring.alarmWidgets(), ...monitoring.lagWidgets(), ...monitoring.recordWidgets());
      own.addWidgets(...monitoring.latencyWidgets(), ...monitoring.functionWidgets(), ...monitoring.exportWidgets());
      own.addWidgets(...monitoring.importWidgets(), ...monitoring.replayWidgets(), ...monitoring.scheduleWidgets());
      own.addWidgets(...monitoring.costWidgets(), ...monitoring.failureWidgets());
    }
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Dashboard', 2);
  });

  test('shows no graph of schedules that are not there', () => {
    const replayer = newReplayerAlone(stack);
    jest.spyOn(replayer, '_forEachSchedule').mockImplementation(() => {});
    jest.spyOn(replayer, 'schedules', 'get').mockReturnValue([]);
    new S3FilesMonitoring(stack, 'Monitoring', { replayers: [replayer] });
    expect(dashboardOf(stack)).not.toContain('schedules');
  });

  const unitsWithout = (schedules: boolean): number[] => {
    const of = newStack();
    const pipeline = newPipeline(of);
    if (!schedules) {
      jest.spyOn(pipeline.replayer, 'schedules', 'get').mockReturnValue([]);
    }
    monitor(of, pipeline);
    const taken: { y: number; height: number }[] = JSON.parse(dashboardOf(of)).widgets;
    const most = Math.max(...taken.map(({ y, height }) => y + height));
    return Array.from({ length: most }, (_, unit) => unit).filter(
      (unit) => !taken.some(({ y, height }) => y <= unit && unit < y + height),
    );
  };

  test.each([true, false])('leaves no hole, with schedules or without (%s)', (schedules) => {
    expect(unitsWithout(schedules)).toEqual([]);
  });

  test('shows alarms that only schedules bring, once there are some', () => {
    const replayer = newReplayerAlone(stack);
    const off = { enabled: false };
    jest.spyOn(replayer, '_forEachSchedule').mockImplementation((watch) => later.push(watch));
    const later: ((schedule: IReplaySchedule) => void)[] = [];
    const alarms = { workflowFailed: off, workflowTimedOut: off, functionErrors: off, functionThrottles: off };
    new S3FilesMonitoring(stack, 'Monitoring', { replayers: [replayer], alarms });
    for (const watch of later) {
      replayer.schedules.forEach(watch);
    }
    expect(dashboardOf(stack)).toContain('"title":"Alarms"');
  });

  test('shows a hundred alarms in a widget at most', () => {
    const topics = Array.from({ length: 30 }, (_, index) => `topic-${index}`);
    const ingest = newIngestAlone(stack, { topic: undefined, topics });
    new S3FilesMonitoring(stack, 'Monitoring', { ingests: [ingest] });
    const { widgets }: { widgets: { properties: { alarms?: unknown[] } }[] } = JSON.parse(dashboardOf(stack));
    expect(widgets.flatMap(({ properties }) => properties.alarms?.length ?? [])).toEqual([100, 26]);
  });
});

describe('names', () => {
  test.each(['Dashboard', 'Overall', 'Alarms'])('of what is watched may be %s', (id) => {
    const ingest = newIngest(stack, id);
    new S3FilesMonitoring(stack, 'Monitoring', { ingests: [ingest] });
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 10);
  });

  test('of constructs that would be the same are told apart', () => {
    const ingests = [newIngest(stack, 'A-B'), newIngest(new Construct(stack, 'A'), 'B')];
    const { alarms } = new S3FilesMonitoring(stack, 'Monitoring', { ingests, name: 'n' });
    expect(Object.keys(alarms)).toHaveLength(20);
    expect(namesOf(stack).size).toBe(20);
    expect(Object.keys(alarms)).toEqual(
      expect.arrayContaining(['LagGrowing-A-B-events', expect.stringMatching(/^LagGrowing-A-B-events-[0-9a-f]{8}$/)]),
    );
  });

  test('of a topic and of an ingest that would be the same are told apart', () => {
    const ingests = [newIngest(stack, 'I', ['a-bb', 'cc']), newIngest(stack, 'I-a', ['bb', 'dd'])];
    const { alarms } = new S3FilesMonitoring(stack, 'Monitoring', { ingests, name: 'n' });
    expect(Object.keys(alarms)).toHaveLength(28);
    expect(namesOf(stack).size).toBe(28);
  });
});

const namesOf = (of: Stack) => new Set(Object.values(alarmsOf(of)).map(({ Properties }) => Properties.AlarmName));

/** One of several in a stack. */
function newIngest(scope: Construct, id: string, topics = ['events']): KafkaToS3FilesIngest {
  const around = new Construct(scope, `Around${id}`);
  const { vpc, cluster } = { vpc: newVpc(around), cluster: newCluster(around) };
  return new KafkaToS3FilesIngest(scope, id, { vpc, cluster, topics });
}

describe('what cannot be is an error', () => {
  test.each<[string, S3FilesMonitoringAlarms, 'fileSystem' | 'ingests' | 'replayers', string]>([
    [
      'of a file system',
      { exportAge: { threshold: 600 } },
      'ingests',
      "'ExportAge', since nothing here is watched that has it: give 'fileSystem'",
    ],
    ['of an ingest', { lagGrowing: { enabled: true } }, 'replayers', "'LagGrowing'"],
    ['of a function', { functionErrors: { threshold: 5 } }, 'fileSystem', "give 'ingests' or 'replayers'"],
  ])('an alarm %s that is not watched', (_, alarms, watched, message) => {
    const { ingest, fileSystem, replayer } = newPipeline(stack);
    const all = { ingests: [ingest], fileSystem, replayers: [replayer] };
    const props = { [watched]: all[watched], alarms };
    expect(() => new S3FilesMonitoring(stack, 'Monitoring', props)).toThrow(message);
  });

  test('a description that is longer than CloudWatch takes', () => {
    const runbooks = `https://wiki.example.com/${'a'.repeat(1000)}/`;
    const pipeline = newPipeline(stack);
    expect(() => monitor(stack, pipeline, { runbooks })).toThrow(
      /the description of alarm 'LagGrowing' would have \d+ characters/,
    );
  });

  test.each<[string, object, string]>([
    [
      'nothing to watch',
      { fileSystem: undefined, ingests: [], replayers: [] },
      "there is nothing to watch: give at least one of 'fileSystem', 'ingests' and 'replayers' (at Stack/Monitoring)",
    ],
    [
      'a threshold above all values',
      { alarms: { duration: { threshold: 101 } } },
      'the threshold of alarms.duration is 101, which it would never reach: give a number from 1 to 100',
    ],
    [
      'a threshold below all values',
      { alarms: { recordsFailed: { threshold: 0 } } },
      'the threshold of alarms.recordsFailed is 0, which it would be at all the time: give a number from 1 on',
    ],
    [
      'an age that every export has',
      { alarms: { exportAge: { threshold: 60 } } },
      'the threshold of alarms.exportAge is 60',
    ],
    [
      'no number',
      { alarms: { lagGrowing: { threshold: Number.NaN } } },
      'the threshold of alarms.lagGrowing is NaN, which is no number: give',
    ],
    [
      'a threshold that is a text',
      { alarms: { lagGrowing: { threshold: '5' } } },
      'threshold is "5": give a number (at Stack/Monitoring, alarms.lagGrowing)',
    ],
    [
      'more periods than a day has',
      { alarms: { lagGrowing: { evaluationPeriods: 289 } } },
      'evaluationPeriods is 289: give a number that is whole, from 1 to 288',
    ],
    [
      'more of fewer',
      { alarms: { lagGrowing: { datapointsToAlarm: 7 } } },
      'alarms.lagGrowing asks for 7 periods of 6',
    ],
    ['false for an alarm', { alarms: { lagGrowing: false } }, 'lagGrowing is false: give an object'],
    [
      'an alarm that there is not',
      { alarms: { lagShrinking: {} } },
      "there is no alarm 'lagShrinking' in 'alarms': give one of lagGrowing,",
    ],
    [
      'an unknown severity',
      { alarms: { lagGrowing: { severity: 'sms' } } },
      'severity is "sms": give S3FilesAlarmSeverity.PAGE or S3FilesAlarmSeverity.TICKET',
    ],
    ['a price without its day', { prices: { putRequest: 0.1 } }, "'prices' has no 'asOf'"],
    [
      'a price below nothing',
      { prices: { putRequest: -1, asOf: '2027-01-31' } },
      "price 'putRequest' is -1: give US dollars, 0 or more",
    ],
    [
      'a price that only the deployment knows',
      { prices: { putRequest: Token.asNumber({ Ref: 'Price' }), asOf: '2027-01-31' } },
      "price 'putRequest' is a token, and the costs of a day are put together at synthesis: give a number of US dollars",
    ],
    [
      'a price that there is not',
      { prices: { gold: 1 } },
      "there is no price 'gold': give one of fastStorageGigabyteMonth,",
    ],
    ['a day that is none', { prices: { asOf: 'yesterday' } }, "'asOf' is 'yesterday': give a day such as '2027-01-31'"],
    ['a day of no month', { prices: { asOf: '2027-13-01' } }, "'asOf' is '2027-13-01': give a day such as"],
    ['a day that February has not', { prices: { asOf: '2027-02-30' } }, "'asOf' is '2027-02-30': give a day such as"],
    ['a name with a space', { name: 'my files' }, "name 'my files' cannot be that of a dashboard"],
    ['runbooks that are no folder', { runbooks: 'https://example.com' }, "'runbooks' is 'https://example.com'"],
    ['an ingest that is none', { ingests: [{}] }, "'ingests[0]' is not a KafkaToS3FilesIngest: give one"],
    ['an action that is none', { pageAction: 'me' }, 'pageAction is "me": give an action of an alarm'],
  ])('%s', (_, props, message) => {
    const pipeline = newPipeline(stack);
    expect(() => monitor(stack, pipeline, props)).toThrow(message);
  });

  test('the same ingest twice', () => {
    const ingest = newIngestAlone(stack);
    expect(() => new S3FilesMonitoring(stack, 'Monitoring', { ingests: [ingest, ingest] })).toThrow(
      "'Stack/Ingest' is given twice in 'ingests': give it once (at Stack/Monitoring)",
    );
  });

  test.each(['ingests', 'fileSystem'] as const)('%s of another Region', (property) => {
    const app = new App();
    const account = '111111111111';
    const there = newStack(app, 'There', { env: { account, region: 'eu-west-1' } });
    const here = newStack(app, 'Here', { env: { account, region: 'us-east-1' } });
    const { ingest, fileSystem } = newPipeline(there);
    const props = property === 'ingests' ? { ingests: [ingest] } : { fileSystem };
    expect(() => new S3FilesMonitoring(here, 'Monitoring', props)).toThrow(
      "is in region 'eu-west-1' and the monitoring in 'us-east-1', but an alarm watches metrics of its own region only",
    );
  });

  test('a topic of another Region, but not one whose Region only the deployment knows', () => {
    const here = newStack(new App(), 'Here', { env: { account: '111111111111', region: 'us-east-1' } });
    const ingest = newIngestAlone(here);
    const watch = (id: string, arn: string) =>
      new S3FilesMonitoring(here, id, {
        ingests: [ingest],
        alarmTopic: sns.Topic.fromTopicArn(here, `${id}Topic`, arn),
      });
    expect(() => watch('Monitoring', 'arn:aws:sns:eu-west-1:111111111111:alarms')).toThrow(
      "'alarmTopic' 'Here/MonitoringTopic' is in region 'eu-west-1' and the monitoring in 'us-east-1', but an alarm tells topics of its own region only: give a topic of region 'us-east-1' (at Here/Monitoring)",
    );
    watch('Near', 'arn:aws:sns:us-east-1:222222222222:alarms');
    watch('Later', new CfnParameter(here, 'TopicArn').valueAsString);
  });

  test('two monitorings of one name, but for stages and Regions of their own', () => {
    const app = new App();
    const named = (of: Stack): S3FilesMonitoring =>
      new S3FilesMonitoring(of, 'Monitoring', { fileSystem: newFileSystem(of), name: 'files' });
    const account = '111111111111';
    named(newStack(app, 'One', { env: { account, region: 'eu-west-1' } }));
    named(newStack(app, 'Two', { env: { account, region: 'us-east-1' } }));
    named(new Stack(new Stage(app, 'Test'), 'Three'));
    named(new Stack(new Stage(app, 'Production'), 'Four'));
    expect(() => named(newStack(app, 'Five', { env: { account, region: 'us-east-1' } }))).toThrow(
      "name 'files' is that of monitoring 'Two/Monitoring' already",
    );
  });

  test('the composite alarm where all alarms are switched off', () => {
    const ingest = newIngestAlone(stack);
    const off = { enabled: false };
    const monitoring = new S3FilesMonitoring(stack, 'Monitoring', {
      ingests: [ingest],
      alarms: {
        lagGrowing: off,
        lagWithoutCommits: off,
        recordsDropped: off,
        pollingErrors: off,
        recordsFailed: off,
        recordsSetAside: off,
        writeLatency: off,
        duration: off,
        functionErrors: off,
        functionThrottles: off,
      },
    });
    expect(monitoring.alarms).toEqual({});
    expect(() => monitoring.compositeAlarm).toThrow("there is no 'compositeAlarm'");
    expect(dashboardOf(stack)).not.toContain('"Alarms"');
  });
});

function compositesOf(of: Stack): Record<string, unknown>[] {
  return Object.values(Template.fromStack(of).findResources('AWS::CloudWatch::CompositeAlarm')).map(
    ({ Properties }) => Properties,
  );
}

/** The first dashboard as one text, in which references are names in braces. */
function dashboardOf(of: Stack): string {
  const [dashboard] = Object.values(Template.fromStack(of).findResources('AWS::CloudWatch::Dashboard'));
  if (!dashboard) {
    throw new Error('there is no dashboard');
  }
  const [, parts]: [string, unknown[]] = dashboard.Properties.DashboardBody['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : '{}')).join('');
}
