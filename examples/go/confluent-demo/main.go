package main

import (
	"os"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	vpcName := context(app, "vpcName")

	newConfluentDemoStack(app, "S3FilesConfluentDemo", &confluentDemoStackProps{
		StackProps:           awscdk.StackProps{Env: env(vpcName)},
		vpcName:              vpcName,
		confluentSecretArn:   context(app, "confluentSecretArn"),
		kafkaBootstrapServer: context(app, "kafkaBootstrapServer"),
		recordFormat:         context(app, "recordFormat"),
		ingestRoleName:       context(app, "ingestRoleName"),
		alarmEmail:           context(app, "alarmEmail"),
		consumerGroups:       context(app, "consumerGroups"),
	})

	app.Synth(nil)
}

// Only looking up a VPC by its name needs to know the account; with no context at all the app synthesizes offline.
func env(vpcName string) *awscdk.Environment {
	if vpcName == "" {
		return nil
	}
	return &awscdk.Environment{
		Account: jsii.String(os.Getenv("CDK_DEFAULT_ACCOUNT")),
		Region:  jsii.String(os.Getenv("CDK_DEFAULT_REGION")),
	}
}

// context is empty where the key is not given.
func context(app awscdk.App, key string) string {
	value, _ := app.Node().TryGetContext(jsii.String(key)).(string)
	return value
}
