export {
  type AccessPointOptions,
  type IS3FilesAccessPoint,
  S3FilesAccessPoint,
  type S3FilesAccessPointAttributes,
  type S3FilesAccessPointProps,
} from './file-system/access-point';
export type { Acl, PosixUser } from './file-system/access-point-identity';
export type { ConfinementOptions } from './file-system/confinement';
export { S3FilesFileSystem, type S3FilesFileSystemProps } from './file-system/file-system';
export type { IS3FilesFileSystem } from './file-system/file-system-base';
export type { IS3FilesFileSystemMetrics } from './file-system/file-system-metrics';
export { S3FilesFileSystemGrants } from './file-system/grants';
export {
  type ImportDataRule,
  ImportDataRuleTrigger,
  type SynchronizationConfiguration,
  SynchronizationMode,
} from './file-system/import-data-rule';
export type { S3FilesFileSystemAttributes } from './file-system/imported-file-system';
export { IpAddressType, type MountTargetAddress } from './file-system/mount-target-address';
export type { VpcConfiguration } from './file-system/mount-targets';
export { S3FilesSynchronization, type S3FilesSynchronizationProps } from './file-system/synchronization';
export { Compression } from './ingest/compression';
export { DirectoryTimeUnit, FileDirectory } from './ingest/file-directory';
export { FileLayout, type PerRecordLayoutOptions, type SegmentsLayoutOptions } from './ingest/file-layout';
export { type KafkaEventSourceOptions, PollerMode } from './ingest/kafka-event-source-options';
export { KafkaToS3FilesIngest } from './ingest/kafka-to-s3-files-ingest';
export type { KafkaToS3FilesIngestProps } from './ingest/kafka-to-s3-files-ingest-props';
export { RecordFormat, ValueExtension, type ValueFormatOptions } from './ingest/record-format';
export type { SizeClass } from './ingest/size-class';
export { Tombstones } from './ingest/tombstones';
export { KafkaAuthentication, type NoAuthenticationOptions } from './kafka/authentication';
export { type ConfluentCloudClusterProps, KafkaCluster } from './kafka/cluster';
export type { MskClusterProps } from './kafka/msk-cluster';
export type { SelfManagedClusterProps } from './kafka/self-managed-cluster';
export { DirectS3Read } from './mounting/direct-s3-read';
export type { FunctionMountOptions } from './mounting/function-mount';
export type { InstanceMountOptions } from './mounting/instance-mount';
export { MountAccess } from './mounting/mount-access';
export type { MountedFunctionProps } from './mounting/mounted-function';
export type { TaskDefinitionMountOptions } from './mounting/task-definition-mount';
export { type ReplayScheduleOptions, UnreadableFiles } from './replayer/replay-schedule-options';
export type { ReplayWorkflowOptions } from './replayer/replay-workflow-options';
export { S3FilesReplayer, type S3FilesReplayerProps } from './replayer/s3-files-replayer';
