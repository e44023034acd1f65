package com.example.confluentdemo;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

public final class ConfluentDemoApp {
    private ConfluentDemoApp() {
    }

    public static void main(final String[] args) {
        final App app = new App();
        final String vpcName = context(app, "vpcName");
        final StackProps.Builder props = StackProps.builder();

        // Only looking up a VPC by its name needs to know the account; with no context at all the app synthesizes
        // offline.
        if (vpcName != null) {
            props.env(Environment.builder()
                    .account(System.getenv("CDK_DEFAULT_ACCOUNT"))
                    .region(System.getenv("CDK_DEFAULT_REGION"))
                    .build());
        }

        new ConfluentDemoStack(app, "S3FilesConfluentDemo", props.build(), new ConfluentDemoSettings(
                vpcName,
                context(app, "confluentSecretArn"),
                context(app, "kafkaBootstrapServer"),
                context(app, "recordFormat"),
                context(app, "ingestRoleName"),
                context(app, "alarmEmail"),
                context(app, "consumerGroups")));

        app.synth();
    }

    private static String context(final App app, final String key) {
        return (String) app.getNode().tryGetContext(key);
    }
}
