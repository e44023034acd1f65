#!/usr/bin/env node
import { App } from 'aws-cdk-lib';
import { RecoveryStack } from '../lib/recovery-stack';
import { SourceStack } from '../lib/source-stack';

const app = new App();
const account = app.node.tryGetContext('account') ?? '111111111111'; // yours
const home = { account, region: app.node.tryGetContext('home') ?? 'eu-central-1' };
const away = { account, region: app.node.tryGetContext('away') ?? 'eu-west-1' };

// The recovery's buckets are there first: the source's are copied into them.
const recovery = new RecoveryStack(app, 'KafkaRecovery', {
  env: away,
  bootstrapServers: app.node.tryGetContext('recoveryBootstrapServers') ?? ['recovery.example.com:9096'],
});
new SourceStack(app, 'KafkaSource', {
  env: home,
  bootstrapServers: app.node.tryGetContext('bootstrapServers') ?? ['source.example.com:9096'],
  copies: recovery.buckets,
});
