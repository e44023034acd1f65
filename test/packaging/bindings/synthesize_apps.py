"""Synthesizes apps in one process, as synthesize-apps.ts does for TypeScript: loading aws-cdk-lib takes longest.

jsii's process has the environment that it was started with, so that each app is told where to write by its properties.
"""

import json
import runpy
import sys
from functools import partial
from os.path import dirname

import aws_cdk

App = aws_cdk.App

for app in json.loads(sys.argv[1]):
    aws_cdk.App = partial(App, outdir=app["output"])
    sys.path.insert(0, dirname(app["entry"]))
    runpy.run_path(app["entry"], run_name="__main__")
    sys.path.pop(0)
