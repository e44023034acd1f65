"""Serves LocalStack's Step Functions by HTTP on a free port of the loopback, which it prints as its first line.

LocalStack's own runtime would start a gateway for all services, and fetch a JDK and jars by itself. The provider and its
interpreter are taken from it as they are; only what lies around them is here: HTTP, the clients of other services, and the
Java virtual machine for JSONata.

Arguments: the folder of JSONata's jars, the Region and the account.
"""

import logging
import sys
import threading
from functools import cache

import boto3
import jpype
import werkzeug
from werkzeug.serving import make_server

jars, region, account = sys.argv[1:]

from localstack.services.stepfunctions.asl.utils import boto_client


# A task reaches its service at the endpoint that the usual variables name. LocalStack would ask itself, in an assumed role.
@cache
def client_of(service, region):
    with making:  # boto3's default session is not made for threads
        return boto3.client(service, region_name=region, config=boto_client._BOTO_CLIENT_CONFIG)


making = threading.Lock()
boto_client.boto_client_for = lambda service, region, state_credentials: client_of(service, region)

# JSONata of the version that LocalStack names, on this machine's Java.
from localstack.services.stepfunctions.packages import JSONataPackageInstaller

JSONataPackageInstaller.install = lambda self, target=None: None
JSONataPackageInstaller.get_java_lib_path = lambda self: jpype.getDefaultJVMPath()
JSONataPackageInstaller.get_installed_dir = lambda self: jars

# There is no EventBridge to be told how executions come on. Each try would take seconds.
from localstack.services.stepfunctions.backend.execution import Execution

Execution.publish_execution_status_change_event = lambda self: None

from localstack.aws.api import RequestContext
from localstack.http import Request
from localstack.services.plugins import Service
from localstack.services.stepfunctions.provider import StepFunctionsProvider

service = Service.for_provider(StepFunctionsProvider())


@werkzeug.Request.application
def answer(asked):
    context = RequestContext(Request(asked.method, asked.path, asked.headers, asked.get_data()))
    context.service = service.skeleton.service
    context.protocol = context.service.protocol
    context.region = region
    context.account_id = account
    return service.skeleton.invoke(context)


logging.getLogger("werkzeug").setLevel(logging.WARNING)
server = make_server("127.0.0.1", 0, answer, threaded=True)
print(server.port, flush=True)
server.serve_forever()
