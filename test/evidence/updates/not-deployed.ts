const METRIC = 'says how a metric is looked at';

/** The structures that deploy nothing, with the reason. */
export const NOT_DEPLOYED: Readonly<Record<string, string>> = {
  AccessPointOptions: 'part of S3FilesAccessPointProps',
  AccessPointReferenceOptions: 'says what exists already',
  S3FilesAccessPointAttributes: 'says what exists already',
  S3FilesFileSystemAttributes: 'says what exists already',
  KafkaEventSourceOptions: 'part of KafkaToS3FilesIngestProps',
  MountedFunctionProps: 'part of KafkaToS3FilesIngestProps and S3FilesReplayerProps',
  S3FilesAlarmOptions: 'part of S3FilesMonitoringProps',
  S3FilesMonitoringAlarms: 'part of S3FilesMonitoringProps',
  S3FilesPrices: 'part of S3FilesMonitoringProps',
  ReplayerScheduleOptions: 'part of ReplayScheduleOptions and SnapshotScheduleOptions',
  S3FilesFileSystemOptions: 'part of S3FilesFileSystemProps',
  SizeClassMetricOptions: METRIC,
  TopicMetricOptions: METRIC,
};
