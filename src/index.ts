export { S3FilesAccessPoint } from './file-system/access-point';
export type { Acl, PosixUser } from './file-system/access-point-identity';
export type {
  AccessPointOptions,
  AccessPointReferenceOptions,
  S3FilesAccessPointAttributes,
  S3FilesAccessPointProps,
} from './file-system/access-point-props';
export type { ConfinementOptions } from './file-system/confinement';
export { S3FilesFileSystem } from './file-system/file-system';
export type { S3FilesFileSystemOptions, S3FilesFileSystemProps } from './file-system/file-system-props';
export type { S3FilesFileSystemAttributes } from './file-system/imported-file-system';
export { S3FilesSynchronization, type S3FilesSynchronizationProps } from './file-system/synchronization';
export { type SynchronizationConfiguration, SynchronizationMode } from './file-system/synchronization-configuration';
export type { MountedFunctionProps } from './functions/mounted-function-props';
export type { SizeClassMetricOptions } from './functions/size-class-metric-options';
export { Compression } from './ingest/compression';
export { DirectoryTimeUnit, FileDirectory, type TimeDirectoryOptions } from './ingest/file-directory';
export { FileLayout, type PerRecordLayoutOptions, type SegmentsLayoutOptions } from './ingest/file-layout';
export { KafkaConsumptionMode, type KafkaEventSourceOptions, PollerMode } from './ingest/kafka-event-source-options';
export { KafkaToS3FilesIngest } from './ingest/kafka-to-s3-files-ingest';
export type { KafkaToS3FilesIngestProps } from './ingest/kafka-to-s3-files-ingest-props';
export { RecordFormat, ValueExtension, type ValueFormatOptions } from './ingest/record-format';
export type { SizeClass } from './ingest/size-class';
export { Tombstones } from './ingest/tombstones';
export type { TopicMetricOptions } from './ingest/topic-metric-options';
export { UnwritableRecords } from './ingest/unwritable-records';
export type { IS3FilesAccessPoint } from './interfaces/access-point';
export { DirectS3Read } from './interfaces/direct-s3-read';
export type { IS3FilesFileSystem } from './interfaces/file-system';
export { S3FilesFileSystemGrants } from './interfaces/file-system-grants';
export type { IS3FilesFileSystemMetrics } from './interfaces/file-system-metrics';
export type { FunctionMountOptions } from './interfaces/function-mount-options';
export { type ImportDataRule, ImportDataRuleTrigger } from './interfaces/import-data-rule';
export type { InstanceMountOptions } from './interfaces/instance-mount-options';
export { MountAccess } from './interfaces/mount-access';
export type { TaskDefinitionMountOptions } from './interfaces/task-definition-mount-options';
export { IpAddressType, type MountTargetAddress, type VpcConfiguration } from './interfaces/vpc-configuration';
export { KafkaAuthentication, type NoAuthenticationOptions } from './kafka/authentication';
export { type ConfluentCloudClusterProps, KafkaCluster } from './kafka/cluster';
export type { MskClusterProps } from './kafka/msk-cluster';
export type { IamOAuthBearerOptions, OAuthBearerOptions } from './kafka/oauth-bearer-options';
export type { RestoreOptions } from './kafka/restore-options';
export type { SelfManagedClusterProps } from './kafka/self-managed-cluster';
export { type S3FilesAlarmOptions, S3FilesAlarmSeverity } from './monitoring/alarm-options';
export type { S3FilesMonitoringAlarms } from './monitoring/monitoring-alarms';
export type { S3FilesPrices } from './monitoring/prices';
export { S3FilesMonitoring } from './monitoring/s3-files-monitoring';
export type { S3FilesMonitoringProps } from './monitoring/s3-files-monitoring-props';
export { KafkaRecordsTable } from './query/kafka-records-table';
export type { KafkaRecordsTableProps } from './query/kafka-records-table-props';
export {
  type KafkaRecordsViewOptions,
  type RecordsViewColumn,
  RecordsViewColumnType,
} from './query/records-view-options';
export type { DrillScheduleOptions } from './replayer/drill-schedule-options';
export type { ReplayHeaderChoice, ReplayRecordChoice } from './replayer/replay-record-choice';
export type { IReplaySchedule } from './replayer/replay-schedule-interface';
export {
  OnUndeliverable,
  OnUnreadable,
  type ReplayHeader,
  type ReplayScheduleOptions,
} from './replayer/replay-schedule-options';
export type { ReplayWorkflowOptions } from './replayer/replay-workflow-options';
export type { ReplayerScheduleOptions } from './replayer/replayer-schedule-options';
export { S3FilesReplayer } from './replayer/s3-files-replayer';
export type { S3FilesReplayerProps } from './replayer/s3-files-replayer-props';
export type { SnapshotScheduleOptions } from './replayer/snapshot-schedule-options';
export { type PatternSourceFormatOptions, SourceFormat } from './replayer/source-format';
export { OnMatch, SuppressionList, type SuppressionListOptions } from './replayer/suppression-list';
export { type LikeSourceTopicOptions, type NewTopicOptions, TopicCreation } from './replayer/topic-creation';
