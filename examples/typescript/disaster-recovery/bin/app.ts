#!/usr/bin/env node
import { App } from 'aws-cdk-lib';
import { RecoveryStack } from '../lib/recovery-stack';
import { SourceStack } from '../lib/source-stack';

const app = new App();
const setting = (name: string, otherwise: string): string => app.node.tryGetContext(name) ?? otherwise;

const account = setting('account', '111111111111'); // yours

// The recovery's buckets are there first: the source's are copied into them.
const recovery = new RecoveryStack(app, 'KafkaRecovery', {
  env: { account, region: setting('away', 'eu-west-1') },
  bootstrapServers: setting('recoveryBootstrapServers', 'recovery.example.com:9096').split(','),
});
new SourceStack(app, 'KafkaSource', {
  env: { account, region: setting('home', 'eu-central-1') },
  bootstrapServers: setting('bootstrapServers', 'source.example.com:9096').split(','),
  copies: recovery.buckets,
});
