import { answer } from '../answers';
import type { Cases } from '../case';
import { VARIABLES } from '../world';

const RESOURCES = [
  ['AWS::S3::Bucket', 'IngestBucket4C17EE2E', VARIABLES.BUCKET],
  ['AWS::IAM::Role', 'IngestServiceRole5C0DC2DA', 'events-service'],
  ['AWS::S3Files::FileSystem', 'IngestFiles8EE0F2B1', VARIABLES.FILE_SYSTEM],
  ['AWS::S3Files::AccessPoint', 'IngestFilesAccess1A2B3C4D', VARIABLES.ACCESS_POINT],
  ['AWS::Lambda::Function', 'IngestFunction7C3F41A9', VARIABLES.FUNCTION],
  ['AWS::Lambda::EventSourceMapping', 'IngestFunctionMapping0D5E6F7A', VARIABLES.MAPPING],
];

export const INDEX: Cases = {
  cases: {
    resources: {
      answers: [
        answer('cloudformation ListStackResources', {
          StackResourceSummaries: RESOURCES.map(([ResourceType, LogicalResourceId, PhysicalResourceId]) => ({
            ResourceType,
            LogicalResourceId,
            PhysicalResourceId,
            ResourceStatus: 'CREATE_COMPLETE',
            LastUpdatedTimestamp: '2026-04-13T21:00:00Z',
          })),
        }),
      ],
    },
  },
};
