import * as logs from 'aws-cdk-lib/aws-logs';
import { Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

const ID = 'LogQueries';

/** The names that the queries have in the console, below the path of their construct, and what they ask for. */
function queriesOf(topic: string): Readonly<Record<string, logs.QueryString>> {
  const inSpan = 'first_offset <= 42 and last_offset >= 42';
  return {
    // Of the lines with metrics, which count all records; of those that failed only the first have a line of their own.
    'Failures by partition': new logs.QueryString({
      filterStatements: ['RecordsFailed > 0 or RecordsUnwritable > 0'],
      statsStatements: [
        'sum(RecordsFailed) as failed, sum(RecordsUnwritable) as set_aside, min(first_offset) as from_offset, max(last_offset) as to_offset by topic, partition',
      ],
      sort: 'failed desc',
    }),
    'Slowest files': new logs.QueryString({
      fields: ['@timestamp', 'slowest_ms', 'slowest_path', 'function_request_id'],
      filterStatements: ['ispresent(slowest_path)'],
      sort: 'slowest_ms desc',
      limit: 20,
    }),
    'History of a record': new logs.QueryString({
      fields: [
        '@timestamp',
        'message',
        'problem',
        'path',
        'SizeClass',
        'RecordsWritten',
        'RecordsPublished',
        'RecordsFailed',
        'RecordsUnwritable',
        'function_request_id',
      ],
      filterStatements: [`topic = "${topic}" and partition = 0`, `offset = 42 or (${inSpan})`],
      sort: '@timestamp asc',
    }),
  };
}

/** Queries of CloudWatch Logs Insights over what a handler writes to its log, kept in the console. */
export class LogQueries extends Construct {
  public readonly queries: logs.QueryDefinition[];

  /** @param topic the topic that the query of one record begins with; whoever runs it puts in what is looked for */
  constructor(scope: Construct, logGroup: logs.ILogGroup, topic?: string) {
    super(scope, ID);
    const shown = topic === undefined || Token.isUnresolved(topic) ? 'my-topic' : topic;
    this.queries = Object.entries(queriesOf(shown)).map(
      ([name, queryString]) =>
        new logs.QueryDefinition(this, name.replaceAll(' ', ''), {
          queryDefinitionName: `${scope.node.path}/${name}`,
          queryString,
          logGroups: [logGroup],
        }),
    );
  }

  /** Makes the queries of a construct, or finds them where they are made already. */
  public static of(scope: Construct, logGroup: logs.ILogGroup, topic?: string): LogQueries {
    const made = scope.node.tryFindChild(ID) as LogQueries | undefined;
    return made ?? new LogQueries(scope, logGroup, topic);
  }
}
